import { expect, test } from 'vitest';
import { nextIndex } from './chart-keys.ts';
import { spokenAt } from './chart-words.ts';

const place = { atMs: [0, 1000, 2000, 3000, 4000], markers: [1500, 3000].map((atMs) => ({ atMs, kind: 'alert' as const, label: 'page' })) };
const press = (key: string, index: number | null, shiftKey = false) => nextIndex({ key, shiftKey }, { ...place, index });

test('arrows move a second and stop at the ends; a cursor that stands nowhere begins at the newest', () => {
  expect(press('ArrowLeft', null)).toBe(3);
  expect(press('ArrowLeft', 0)).toBe(0);
  expect(press('ArrowRight', 4)).toBe(4);
  expect([press('Home', 3), press('End', 1), press('PageDown', 4)]).toEqual([0, 4, 0]);
  expect(press('x', 1)).toBeNull();
  expect(nextIndex({ key: 'ArrowLeft', shiftKey: false }, { index: null, atMs: [], markers: [] })).toBeNull();
});

test('with Shift they go from marker to marker, and stay where there is none', () => {
  expect(press('ArrowLeft', 4, true)).toBe(3);
  expect(press('ArrowLeft', 3, true)).toBe(1);
  expect(press('ArrowLeft', 1, true)).toBe(1);
  expect(press('ArrowRight', 0, true)).toBe(1);
});

test('the moment is spoken with its figures and what happened', () => {
  expect(spokenAt(61_000, [{ label: 'p95', text: '30 ms' }], place.markers[0] ?? null)).toBe('01:01; p95 30 ms; page');
  expect(spokenAt(null, [{ label: '', text: '4 /s' }], null)).toBe('now; 4 /s');
});
