/** The script as the desk shows it: what was, what is going on, what comes, and the drawer. */
import type { Desk } from '../../core/protocol/desk.ts';
import { clock } from '../format.ts';

export type ScriptRow = Desk['script'][number];

export interface ScriptLine {
  row: ScriptRow;
  /** `now`: a fault that stands, what was fired a moment ago, and what is due this moment. */
  when: 'past' | 'now' | 'next';
}

export interface Lane {
  /** In the order of the script, so that a line keeps its place when it gets its time, when it is fired and when it is over; then what was fired out of the drawer. */
  lines: ScriptLine[];
  drawer: ScriptRow[];
}

/** How long something that was fired counts as going on, and how soon something must be due to. */
const momentMs = 10_000;

export function laneOf({ script, faults }: Pick<Desk, 'script' | 'faults'>, nowMs: number): Lane {
  const standing = new Set(faults.filter(({ state }) => state !== 'ended' && state !== 'failed').map(({ faultId }) => faultId));
  const isNow = ({ injectId, state, firedAtMs, dueAtMs }: ScriptRow): boolean => {
    if (state === 'next') return dueAtMs !== null && dueAtMs - nowMs <= momentMs / 2;
    return standing.has(injectId) || (firedAtMs !== null && nowMs - firedAtMs <= momentMs);
  };
  const whenOf = (row: ScriptRow): ScriptLine['when'] => (isNow(row) ? 'now' : row.state === 'next' ? 'next' : 'past');
  const fromDrawer = script
    .filter(({ drawer, state }) => drawer && state !== 'next')
    .toSorted((a, b) => (a.firedAtMs ?? 0) - (b.firedAtMs ?? 0));
  return {
    lines: [...script.filter(({ drawer }) => !drawer), ...fromDrawer].map((row) => ({ row, when: whenOf(row) })),
    drawer: script.filter(({ drawer, state }) => drawer && state === 'next'),
  };
}

/** `in 00:20`, `waits for the first page`, `at 01:10`. */
export function dueText({ state, dueAtMs, firedAtMs, waitsFor, drawer }: ScriptRow, nowMs: number): string {
  if (state === 'skipped') return 'skipped';
  if (firedAtMs !== null) return `at ${clock(firedAtMs)}`;
  if (dueAtMs !== null) return dueAtMs > nowMs ? `in ${clock(dueAtMs - nowMs)}` : 'now';
  return drawer ? 'when you fire it' : `waits for ${waitsFor ?? 'its cue'}`;
}

export interface Stuck {
  level: 'calm' | 'ask' | 'help';
  sinceMs: number;
  advice: string;
}

const askAfterMs = 90_000;
const helpAfterMs = 180_000;
/** The questions take turns. */
const questionEveryMs = 30_000;

/** Time since the pod last did something, and what a facilitator does about it. Counts from the page when nothing was done yet. */
export function stuckOf({ lastPodActMs, milestones, sheet }: Pick<Desk, 'lastPodActMs' | 'milestones' | 'sheet'>, nowMs: number): Stuck {
  const fromMs = lastPodActMs ?? milestones.paged;
  if (fromMs === undefined || fromMs === null) return { level: 'calm', sinceMs: 0, advice: 'Nothing to be stuck on yet.' };
  const sinceMs = Math.max(0, nowMs - fromMs);
  if (sinceMs >= helpAfterMs)
    return { level: 'help', sinceMs, advice: 'Fire something from the drawer, or tell them what you would look at.' };
  const question = sheet.questions[Math.floor(sinceMs / questionEveryMs) % Math.max(1, sheet.questions.length)] ?? '';
  if (sinceMs >= askAfterMs) return { level: 'ask', sinceMs, advice: `Ask: ${question}` };
  return { level: 'calm', sinceMs, advice: 'They are at work.' };
}
