/** Who blocks whom, as rows of a tree: under each session those that wait for it. */
import type { BlockerRow, PostgresSession } from '../protocol/panels-postgres.ts';

type Waiting = Pick<PostgresSession, 'pid' | 'waitsFor'>;

const mostRows = 100;

/** Begins with those who wait for nobody. Sessions that wait for each other in a circle begin with the lowest pid. Each session stands once. */
export function blockerRows(sessions: readonly Waiting[]): BlockerRow[] {
  const known = new Set(sessions.map(({ pid }) => pid));
  const waitersOf = new Map<number, number[]>();
  for (const { pid, waitsFor } of sessions) {
    for (const holder of new Set(waitsFor)) waitersOf.set(holder, [...(waitersOf.get(holder) ?? []), pid]);
  }
  const isFree = ({ waitsFor }: Waiting): boolean => !waitsFor.some((holder) => known.has(holder));
  const ordered = sessions.toSorted((a, b) => Number(isFree(b)) - Number(isFree(a)) || a.pid - b.pid);
  const seen = new Set<number>();
  const rows: BlockerRow[] = [];
  const visit = (pid: number, depth: number): void => {
    if (seen.has(pid)) return;
    seen.add(pid);
    rows.push({ pid, depth, blocks: reach(pid, waitersOf) });
    for (const waiter of (waitersOf.get(pid) ?? []).toSorted((a, b) => a - b)) visit(waiter, depth + 1);
  };
  for (const session of ordered) if (waitersOf.has(session.pid) || session.waitsFor.length > 0) visit(session.pid, 0);
  return rows.slice(0, mostRows);
}

/** How many wait for it, directly or behind another. */
function reach(pid: number, waitersOf: ReadonlyMap<number, readonly number[]>): number {
  const found = new Set<number>([pid]);
  const queue = [pid];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const waiter of waitersOf.get(next) ?? []) {
      if (!found.has(waiter)) queue.push(waiter);
      found.add(waiter);
    }
  }
  return found.size - 1;
}
