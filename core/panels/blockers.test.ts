import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { blockerRows } from './blockers.ts';

const session = (pid: number, ...waitsFor: number[]) => ({ pid, waitsFor });

test('who neither waits nor is waited for is not in the tree', () => {
  expect(blockerRows([session(1), session(2)])).toEqual([]);
});

test('those who wait stand under the one who holds, and behind each other', () => {
  expect(blockerRows([session(9), session(3, 9), session(5, 9), session(7, 5), session(1)])).toEqual([
    { pid: 9, depth: 0, blocks: 3 },
    { pid: 3, depth: 1, blocks: 0 },
    { pid: 5, depth: 1, blocks: 1 },
    { pid: 7, depth: 2, blocks: 0 },
  ]);
});

test('who waits for two stands once, and counts for both', () => {
  expect(blockerRows([session(1), session(2), session(3, 1, 2)])).toEqual([
    { pid: 1, depth: 0, blocks: 1 },
    { pid: 3, depth: 1, blocks: 0 },
    { pid: 2, depth: 0, blocks: 1 },
  ]);
});

test('a circle, as it stands until the server breaks it, begins with the lowest', () => {
  expect(blockerRows([session(4, 6), session(6, 4)])).toEqual([
    { pid: 4, depth: 0, blocks: 1 },
    { pid: 6, depth: 1, blocks: 1 },
  ]);
});

test('who waits for somebody that is not shown stands alone', () => {
  expect(blockerRows([session(4, 99)])).toEqual([{ pid: 4, depth: 0, blocks: 0 }]);
});

test('whatever waits for whatever: everybody involved stands once, nobody else, and nothing hangs', () => {
  const sessions = fc.uniqueArray(
    fc.record({ pid: fc.integer({ min: 1, max: 30 }), waitsFor: fc.array(fc.integer({ min: 1, max: 35 }), { maxLength: 4 }) }),
    {
      selector: ({ pid }) => pid,
      maxLength: 30,
    },
  );
  fc.assert(
    fc.property(sessions, (all) => {
      const involved = all.filter(({ pid, waitsFor }) => waitsFor.length > 0 || all.some((other) => other.waitsFor.includes(pid)));
      const rows = blockerRows(all).map(({ pid }) => pid);
      expect(new Set(rows).size).toBe(rows.length);
      expect(rows.toSorted((a, b) => a - b)).toEqual(involved.map(({ pid }) => pid).toSorted((a, b) => a - b));
    }),
  );
});
