import { describe, expect, it } from 'vitest';
import { growthOf, spark } from './growth.ts';
import type { BenchRecord } from './record.ts';

function record(at: string, median: number | null, parts: Partial<BenchRecord> = {}): BenchRecord {
  const figure = { row: 'load', figure: 'browse p99 at 300/s', unit: 'ms', samples: [], goal: { atMost: 100 } };
  return {
    version: 1,
    at,
    commit: `c${at.slice(8, 10)}`,
    quick: false,
    machine: { cpu: 'Some CPU', cores: 2, memoryGb: 8, platform: 'linux x64', node: '24.1.0' },
    notes: [],
    figures: median === null ? [] : [{ ...figure, median, min: median - 1, max: median + 1 }],
    ...parts,
  };
}

describe('growth', () => {
  it('shows the newest runs of a figure with their spread, its goal, and a spark of all runs', () => {
    expect(growthOf([record('2026-03-01T10:00:00Z', 80), record('2026-03-02T10:00:00Z', 94)])).toBe(
      [
        '## Some CPU, 2 cores, 8 GB, linux x64, Node 24',
        '',
        '### load',
        '',
        '| figure | goal | growth | 2026-03-01 c01 | 2026-03-02 c02 |',
        '| --- | --- | --- | --- | --- |',
        '| browse p99 at 300/s, ms | ≤ 100 | ▁█ | 80 (79–81) | 94 (93–95) |',
        '',
      ].join('\n'),
    );
  });

  it('does not compare machines: each class has its own tables', () => {
    const fast = record('2026-03-02T10:00:00Z', 20);
    const other = { ...fast, machine: { ...fast.machine, cores: 16 } };
    const text = growthOf([record('2026-03-01T10:00:00Z', 80), other]);
    expect(text.match(/^## /gm)).toHaveLength(2);
    expect(text).not.toContain('▁█');
  });

  it('leaves quick runs out, and is empty without others', () => {
    expect(growthOf([record('2026-03-01T10:00:00Z', 80, { quick: true })])).toBe('');
    expect(growthOf([])).toBe('');
  });

  it('shows six runs, and in the spark every one', () => {
    const records = Array.from({ length: 8 }, (_, day) => record(`2026-03-0${day + 1}T10:00:00Z`, day));
    const last = growthOf(records).trim().split('\n').at(-1) ?? '';
    expect(last.split(' | ')).toHaveLength(9);
    expect(last).toContain('▁▂▃▄▅▆▇█');
  });

  it('a run without the figure leaves a gap', () => {
    const text = growthOf([record('2026-03-01T10:00:00Z', 1), record('2026-03-02T10:00:00Z', null), record('2026-03-03T10:00:00Z', 8)]);
    expect(text).toContain('| ▁ █ | 1 (0–2) |  | 8 (7–9) |');
  });
});

it('a spark of equal values is flat', () => {
  expect(spark([5, 5, 5])).toBe('▁▁▁');
});
