import type { BreakdownDimension, BreakdownRow } from '../../../core/protocol/breakdown.ts';

export const dimensionWords: Record<BreakdownDimension, string> = {
  instance: 'Instance',
  version: 'Version',
  route: 'Route or operation',
  status: 'Ended as',
  server: 'Called instance',
  client: 'Client',
  apiVersion: 'API version',
};

export const columns = {
  ratePerSecond: 'Requests',
  errorShare: 'Errors',
  p50Ms: 'p50',
  p95Ms: 'p95',
  p99Ms: 'p99',
} as const;
export type Column = keyof typeof columns;

export interface Order {
  column: Column;
  direction: 'ascending' | 'descending';
}

/** What is not known comes last, whichever way. */
export function sortedBy(rows: readonly BreakdownRow[], { column, direction }: Order): BreakdownRow[] {
  const sign = direction === 'ascending' ? 1 : -1;
  const last = sign * Number.MAX_VALUE;
  return rows.toSorted((a, b) => sign * ((a[column] ?? last) - (b[column] ?? last)) || a.value.localeCompare(b.value));
}

/** A column that is pressed shows its most first; pressed again, its least. */
export function turned(order: Order, column: Column): Order {
  return { column, direction: order.column === column && order.direction === 'descending' ? 'ascending' : 'descending' };
}

/** Fewer failures than this are nothing to stand out by. */
const leastErrorShare = 0.01;
const errorsTimes = 3;
const slowerTimes = 2;

/** Values that fail or take much more than the others: what an average over all of them would hide. */
export function outliersOf(rows: readonly BreakdownRow[]): Set<string> {
  const apart = rows.filter((row) => {
    const others = rows.filter((other) => other !== row);
    return others.length > 0 && (failsMore(row, others) || isSlower(row, others));
  });
  return new Set(apart.map(({ value }) => value));
}

function failsMore({ errorShare }: BreakdownRow, others: readonly BreakdownRow[]): boolean {
  const [all, failed] = others.reduce(([rate, errors], row) => [rate + row.ratePerSecond, errors + row.ratePerSecond * row.errorShare], [
    0, 0,
  ] as [number, number]);
  return errorShare >= leastErrorShare && errorShare >= errorsTimes * (all === 0 ? 0 : failed / all);
}

function isSlower({ p95Ms }: BreakdownRow, others: readonly BreakdownRow[]): boolean {
  const known = others.flatMap((row) => (row.p95Ms === null ? [] : [row.p95Ms])).sort((a, b) => a - b);
  const middle = known[Math.floor(known.length / 2)];
  return p95Ms !== null && middle !== undefined && p95Ms >= slowerTimes * middle;
}
