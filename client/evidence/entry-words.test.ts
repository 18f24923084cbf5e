import { expect, test } from 'vitest';
import { isEmpty, lastKnown, nearestMarker, valueText } from './chart-words.ts';
import { budgetWidth, whenWords } from './entry-words.ts';

test('entries are placed against the page once there is one', () => {
  expect(whenWords(-60_000, 140_000, 200_000)).toBe('03:20 before the page');
  expect(whenWords(150_000, 140_000, 200_000)).toBe('00:10 after the page');
  expect(whenWords(-60_000, undefined, 30_000)).toBe('01:30 ago');
});

test('a burnt budget is an empty bar, not a bar to the left', () => {
  expect([budgetWidth(-3), budgetWidth(0.614), budgetWidth(2)]).toEqual([0, 61, 100]);
});

test('a stale value is no value', () => {
  expect(lastKnown([1, 2, null, null])).toBe(2);
  expect(lastKnown([1, 2, null, null, null])).toBeNull();
});

test('the words of a marker are shown near it only', () => {
  const marker = { atMs: 10_000, kind: 'alert' as const, label: 'page' };
  expect(nearestMarker([marker], 12_000)).toBe(marker);
  expect(nearestMarker([marker], 30_000)).toBeNull();
});

test('values carry their unit, long times are seconds', () => {
  expect([valueText(null, 'ms'), valueText(4.25, 'ms'), valueText(312, 'ms'), valueText(1234, 'ms')]).toEqual([
    '–',
    '4.3 ms',
    '312 ms',
    '1.23 s',
  ]);
});

test('a chart is empty when not one second of it is known; one that shows zero is not', () => {
  expect(isEmpty([])).toBe(true);
  expect(isEmpty([{ values: [] }, { values: [null, null] }])).toBe(true);
  expect(isEmpty([{ values: [null, 0] }, { values: [null, null] }])).toBe(false);
});
