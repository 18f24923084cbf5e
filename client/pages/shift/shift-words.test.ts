import { expect, test } from 'vitest';
import type { ShiftView } from '../../../core/protocol/shifts.ts';
import { chargeWords, owedIn, piecesOf, standOf } from './shift-words.ts';

const row = (openedAt: number, charged: (number | null)[], left: number | null) => ({
  slo: 's',
  displayName: 'S',
  openedAt,
  charged,
  left,
});

test('a bar is what is left and what was burnt of what there was, and never leaves its box', () => {
  expect(piecesOf(row(0.4, [0.1, 0.05], 0.25))).toEqual([
    { kind: 'left', width: 25 },
    { kind: 'burnt', width: 15 },
  ]);
  expect(piecesOf(row(0.3, [0.35], -0.05))).toEqual([{ kind: 'burnt', width: 30 }]);
  expect(piecesOf(row(1, [0], 1))).toEqual([{ kind: 'left', width: 100 }]);
  expect(piecesOf(row(0.4, [0.1, null], null))).toEqual([
    { kind: 'sealed', width: 30 },
    { kind: 'burnt', width: 10 },
  ]);
  expect(piecesOf(row(0, [], 0))).toEqual([]);
});

test('a budget is told against the line, and by a shape that is not colour alone', () => {
  const stands = ([0.3, 0.2, 0, null] as const).map((left) => standOf(row(1, [], left), 0.25));
  expect(stands.map(({ words }) => words)).toEqual(['above the line', 'below the line', 'spent', 'sealed']);
  expect(new Set(stands.map(({ tone }) => tone)).size).toBe(4);
  expect(standOf(row(1, [], 0.1), null)).toEqual({ tone: 'ok', words: 'left' });
});

test('what a watch took off is told, or that it is sealed', () => {
  expect([0.0694, 0, null].map(chargeWords)).toEqual(['−6.9 %', '0 %', 'sealed']);
});

test('what is owed is the debrief of the newest ended watch', () => {
  const shift = (state: ShiftView['state'], titles: (string | null)[]) =>
    ({ state, watches: titles.map((title, index) => ({ drillId: `INC-${index}`, title })) }) as ShiftView;
  expect(owedIn(shift('between', ['a', null]))).toBe('INC-1');
  expect(owedIn(shift('between', [null, 'b']))).toBeNull();
  expect(owedIn(shift('running', ['a', null]))).toBeNull();
});
