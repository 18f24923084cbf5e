import { expect, test } from 'vitest';
import type { SignalFrame } from '../core/protocol/signals.ts';
import { createFrameHistory } from './frame-history.ts';

const frameAt = (epochSecond: number) => ({ frame: { epochSecond } as SignalFrame, gameMs: null });

test('[FH1] the newest 600 seconds are kept, oldest first', () => {
  const history = createFrameHistory();
  for (let second = 0; second < 700; second++) history.add('a', frameAt(second));
  const seconds = history.newest('a').map(({ frame }) => frame.epochSecond);
  expect([seconds.length, seconds[0], seconds.at(-1)]).toEqual([600, 100, 699]);
});

test('[FH2] a new sandbox starts afresh, and the figures of the former one are not shown for it', () => {
  const history = createFrameHistory();
  history.add('a', frameAt(1));
  expect(history.newest('b')).toEqual([]);
  history.add('b', frameAt(2));
  expect(history.newest('b')).toEqual([frameAt(2)]);
});
