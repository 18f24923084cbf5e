/** Summaries as a table for a terminal. Pure. */
import { type FigureSummary, reaches } from './summary.ts';

const heading = ['figure', 'median', 'min', 'max', 'runs', 'goal', '', 'theory', 'unit'];

/** Three significant digits, and no fewer than the whole number. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 100) return Math.round(value).toString();
  return Number(value.toPrecision(3)).toString();
}

export function tableOf(summaries: readonly FigureSummary[]): string {
  const lines: string[] = [];
  for (const row of new Set(summaries.map((summary) => summary.row))) {
    const own = summaries.filter((summary) => summary.row === row);
    lines.push('', row, ...aligned([heading, ...own.map(cells)]));
  }
  return lines.join('\n');
}

/** The goal as people write it: `≤ 100`. */
export function goalText({ goal }: Pick<FigureSummary, 'goal'>): string {
  if (!goal) return '';
  return 'atMost' in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`;
}

function cells(summary: FigureSummary): string[] {
  const { figure, unit, median, min, max, samples, theory } = summary;
  const mark = { true: 'ok', false: 'MISSED', null: '' }[String(reaches(summary)) as 'true' | 'false' | 'null'];
  return [
    figure,
    digits(median),
    digits(min),
    digits(max),
    String(samples.length),
    goalText(summary),
    mark,
    theory === undefined ? '' : digits(theory),
    unit,
  ];
}

function aligned(rows: readonly string[][]): string[] {
  const widths = heading.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    `  ${row.map((cell, column) => (isText(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}`.trimEnd(),
  );
}

const isText = (column: number): boolean => column === 0 || column === 6 || column === heading.length - 1;
