/** Figures over runs, as Markdown. Pure. */
import type { BenchRecord } from './record.ts';
import { digits, goalText } from './table.ts';

const shownRuns = 6;
const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/**
 * One table per row: a line per figure with a spark of all runs and the medians of the newest. Runs on different machines, and quick
 * ones, do not compare: each machine class has its own tables, and quick runs are left out.
 */
export function growthOf(records: readonly BenchRecord[]): string {
  const full = records.filter(({ quick }) => !quick);
  const classes = new Set(full.map(machineClass));
  return [...classes]
    .map((one) =>
      classGrowth(
        one,
        full.filter((record) => machineClass(record) === one),
      ),
    )
    .join('\n');
}

function machineClass({ machine: { cpu, cores, memoryGb, platform, node } }: BenchRecord): string {
  return `${cpu}, ${cores} cores, ${memoryGb} GB, ${platform}, Node ${node.split('.')[0]}`;
}

function classGrowth(title: string, records: readonly BenchRecord[]): string {
  const newest = records.slice(-shownRuns);
  const heading = ['figure', 'goal', 'growth', ...newest.map(({ at, commit }) => `${at.slice(0, 10)} ${commit}`)];
  const lines = [`## ${title}`, ''];
  for (const row of namesOf(records, (figure) => figure.row)) {
    lines.push(`### ${row}`, '', line(heading), line(heading.map(() => '---')));
    const figures = namesOf(records, (figure) => (figure.row === row ? figure.figure : null));
    lines.push(...figures.map((figure) => figureLine({ row, figure }, records, newest)), '');
  }
  return lines.join('\n');
}

function figureLine(wanted: { row: string; figure: string }, records: readonly BenchRecord[], newest: readonly BenchRecord[]): string {
  const find = ({ figures }: BenchRecord): BenchRecord['figures'][number] | undefined =>
    figures.find(({ row, figure }) => row === wanted.row && figure === wanted.figure);
  const last = records.map(find).findLast((found) => found !== undefined);
  const medians = records.map((record) => find(record)?.median ?? null);
  const cells = newest.map((record) => {
    const found = find(record);
    return found ? `${digits(found.median)} (${digits(found.min)}–${digits(found.max)})` : '';
  });
  return line([`${wanted.figure}, ${last?.unit ?? ''}`, last ? goalText(last) : '', spark(medians), ...cells]);
}

/** Each value as a bar between the least and the greatest; a run without the figure is a blank. */
export function spark(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  return values
    .map((value) => {
      if (value === null) return ' ';
      return bars[most === least ? 0 : Math.round(((value - least) / (most - least)) * (bars.length - 1))] ?? ' ';
    })
    .join('');
}

function namesOf(records: readonly BenchRecord[], name: (figure: BenchRecord['figures'][number]) => string | null): string[] {
  return [...new Set(records.flatMap(({ figures }) => figures.map(name)).filter((found) => found !== null))];
}

const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
