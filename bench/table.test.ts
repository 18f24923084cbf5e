import { expect, it } from 'vitest';
import { summarise } from './summary.ts';
import { digits, tableOf } from './table.ts';

it('figures are shown with three digits, and whole from a hundred on', () => {
  expect([0.012345, 1.005, 99.94, 123.6, 51_234.5, -807.2, Number.NaN].map(digits)).toEqual([
    '0.0123',
    '1',
    '99.9',
    '124',
    '51235',
    '-807',
    '–',
  ]);
});

it('a table has a line per figure under its row, columns in step, and says which goal was missed', () => {
  const load = summarise('load', [
    [
      { figure: 'browse p99 at 300/s', unit: 'ms', value: 120, goal: { atMost: 100 } },
      { figure: 'sent', unit: '1/s', value: 300, goal: { atLeast: 297 }, theory: 300 },
    ],
  ]);
  const start = summarise('start', [[{ figure: 'warm', unit: 'ms', value: 3456.7 }]]);
  expect(tableOf([...load, ...start])).toBe(
    [
      '',
      'load',
      '  figure               median  min  max  runs   goal          theory  unit',
      '  browse p99 at 300/s     120  120  120     1  ≤ 100  MISSED          ms',
      '  sent                    300  300  300     1  ≥ 297  ok         300  1/s',
      '',
      'start',
      '  figure  median   min   max  runs  goal    theory  unit',
      '  warm      3457  3457  3457     1                  ms',
    ].join('\n'),
  );
});
