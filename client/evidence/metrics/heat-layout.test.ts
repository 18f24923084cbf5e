import { describe, expect, it } from 'vitest';
import { bandWords, cellAt, layoutHeat, stepIn, strengthOf } from './heat-layout.ts';

const heat = {
  component: 'orders',
  stepMs: 5000,
  boundsMs: [10, 100, 1000, 10_000],
  columns: [
    { atMs: 0, counts: [0, 100, 0, 0, 0] },
    { atMs: 5000, counts: [0, 25, 0, 4, 0] },
  ],
};

describe('the layout of a heatmap', () => {
  it('has a row for every bucket that was used and one to spare, so that two humps stay two', () => {
    const { rows, cells, most } = layoutHeat(heat);
    expect(rows.map(bandWords)).toEqual(['0 ms – 10 ms', '10 ms – 100 ms', '100 ms – 1.0 s', '1.0 s – 10.0 s', 'over 10.0 s']);
    expect(most).toBe(100);
    expect(cells).toEqual([
      { column: 0, row: 1, count: 100, share: 1 },
      { column: 1, row: 1, count: 25, share: 0.25 },
      { column: 1, row: 3, count: 4, share: 0.04 },
    ]);
  });

  it('leaves out what nobody came near', () => {
    const quick = { ...heat, columns: [{ atMs: 0, counts: [7, 0, 0, 0, 0] }] };
    expect(layoutHeat(quick).rows.map(bandWords)).toEqual(['0 ms – 10 ms', '10 ms – 100 ms']);
  });

  it.each([
    ['no column at all', { ...heat, boundsMs: [], columns: [] }],
    ['columns without a request', { ...heat, columns: [{ atMs: 0, counts: [0, 0, 0, 0, 0] }] }],
  ])('is empty for %s', (_name, empty) => {
    expect(layoutHeat(empty)).toMatchObject({ rows: [], cells: [], most: 0 });
    expect(stepIn(layoutHeat(empty), null, 'ArrowUp')).toBeNull();
  });

  it('lets one slow request be seen beside a hundred quick ones', () => {
    expect(strengthOf(0.01)).toBeGreaterThan(0.2);
    expect(strengthOf(1)).toBe(1);
  });
});

describe('keys in a heatmap', () => {
  const layout = layoutHeat(heat);

  it('begin at the newest column and stay inside', () => {
    expect(stepIn(layout, null, 'ArrowUp')).toEqual({ column: 1, row: 1 });
    expect(stepIn(layout, { column: 1, row: 4 }, 'ArrowUp')).toEqual({ column: 1, row: 4 });
    expect(stepIn(layout, { column: 1, row: 3 }, 'Home')).toEqual({ column: 0, row: 3 });
    expect(stepIn(layout, { column: 0, row: 3 }, 'ArrowLeft')).toEqual({ column: 0, row: 3 });
  });

  it('leave other keys alone', () => expect(stepIn(layout, null, 'x')).toBeNull());

  it('lead to cells that may be empty', () => {
    expect(cellAt(layout, { column: 0, row: 3 })).toBeNull();
    expect(cellAt(layout, { column: 1, row: 3 })?.count).toBe(4);
  });
});
