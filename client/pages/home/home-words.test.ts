import { expect, test } from 'vitest';
import { outcomes } from '../../../core/drill/values.ts';
import type { SandboxView } from '../../../core/protocol/messages.ts';
import { lengthWords, lessonMinutes, nearWords, outcomeWords, startProgress, whyNotReady } from './home-words.ts';

const sandbox = (state: SandboxView['state'], message = 'm'): SandboxView => ({
  sandboxId: null,
  state,
  message,
  components: [],
  load: null,
});

test('every outcome has words of its own', () => {
  expect(new Set(outcomes.map(outcomeWords)).size).toBe(outcomes.length);
});

test('a lesson of the tutorial tells how long it usually takes, and both fit ten minutes; others tell their time box', () => {
  expect(lengthWords({ tutorial: true, minutes: 15 })).toBe('about 5 min, 15 at most');
  expect(lengthWords({ tutorial: false, minutes: 15 })).toBe('up to 15 min');
  expect(2 * lessonMinutes).toBeLessThanOrEqual(10);
});

test('the own record tells how near a diagnosis came, and nothing before it was said', () => {
  const told = { title: 't', capabilities: [], practices: [], diagnosis: null };
  expect(nearWords(null)).toBe('still to be said');
  expect(nearWords(told)).toBe('none was said');
  expect([0, 1, 3, null].map((hops) => nearWords({ ...told, diagnosis: { hops } }))).toEqual([
    'the right component',
    'right next to it',
    '3 links away',
    'somewhere else',
  ]);
});

test('only a ready shop lets a drill start; otherwise the reason is told', () => {
  expect(whyNotReady(sandbox('ready'))).toBeNull();
  expect(whyNotReady(null)).toBe('Waiting for the server.');
  expect(whyNotReady(sandbox('busy'))).toBe('The shop is in a drill.');
  expect(whyNotReady(sandbox('starting', 'The shop starts.'))).toBe('The shop starts.');
  expect(whyNotReady(sandbox('failed', 'no port'))).toContain('no port');
});

test('progress counts what is up', () => {
  const part = (state: 'up' | 'starting') => ({ component: state, kind: 'service', state, version: null, tookMs: null, restarts: 0 });
  expect(startProgress({ ...sandbox('starting'), components: [part('up'), part('starting')] })).toEqual({ up: 1, of: 2 });
});
