import { expect, test } from 'vitest';
import type { LogLine } from '../../../core/protocol/logs.ts';
import { takenIn } from './use-tail.ts';

const line = (id: number): LogLine => ({ id }) as LogLine;
const nothing = { lines: null, waiting: [], keptSinceMs: null, problem: null };
const ids = (lines: readonly LogLine[] | null): number[] => (lines ?? []).map(({ id }) => id);

test('[LT1] lines come in newest first; while the list stands still they wait, and none is lost or doubled', () => {
  let held = takenIn(nothing, [line(2), line(1)], true);
  expect(ids(held.lines)).toEqual([2, 1]);
  held = takenIn(held, [line(3)], true);
  held = takenIn(held, [line(5), line(4)], true);
  expect([ids(held.lines), ids(held.waiting)]).toEqual([
    [2, 1],
    [5, 4, 3],
  ]);
  held = takenIn({ ...held, waiting: [] }, held.waiting, false);
  expect([ids(held.lines), ids(held.waiting)]).toEqual([[5, 4, 3, 2, 1], []]);
});

test('[LT2] the oldest leave a list of three thousand', () => {
  const many = Array.from({ length: 3000 }, (_, index) => line(3000 - index));
  const held = takenIn(takenIn(nothing, many, false), [line(3001)], false);
  expect(held.lines).toHaveLength(3000);
  expect([held.lines?.[0]?.id, held.lines?.at(-1)?.id]).toEqual([3001, 2]);
});
