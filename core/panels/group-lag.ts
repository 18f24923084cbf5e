/** How far consumer groups are behind, and where they stand still, from one look to the next. */
import type { GroupPartition } from '../protocol/panels-kafka.ts';
import { perSecond } from './rates.ts';

export interface GroupPlace {
  topic: string;
  partition: number;
  member: string | null;
  /** Null where the group has never committed. */
  committed: number | null;
  begin: number;
  end: number;
}

/** What is remembered of a place until the next look. */
export interface Standing {
  committed: number | null;
  /** Since when records have waited without the offset moving; null while none wait. */
  sinceMs: number | null;
}

export interface Moment {
  nowMs: number;
  /** Milliseconds since the look before; null at the first. */
  overMs: number | null;
  before: ReadonlyMap<string, Standing>;
}

export function placeKey(group: string, { topic, partition }: Pick<GroupPlace, 'topic' | 'partition'>): string {
  return `${group} ${topic}/${partition}`;
}

/** @returns the row, and what to remember of it under `placeKey` */
export function groupPartition(group: string, place: GroupPlace, moment: Moment): { row: GroupPartition; standing: Standing } {
  const { topic, partition, member, committed, begin, end } = place;
  const before = moment.before.get(placeKey(group, place));
  // A group that has committed nothing begins with the oldest record there is.
  const lag = Math.max(0, end - Math.max(committed ?? begin, begin));
  const hasMoved = before === undefined || before.committed !== committed;
  const sinceMs = lag === 0 ? null : hasMoved ? moment.nowMs : (before.sinceMs ?? moment.nowMs);
  const readPerSecond = committed === null ? null : perSecond(committed, before?.committed ?? undefined, moment.overMs);
  const row = { topic, partition, member, committed, end, lag, readPerSecond, stuckMs: sinceMs === null ? 0 : moment.nowMs - sinceMs };
  return { row, standing: { committed, sinceMs } };
}
