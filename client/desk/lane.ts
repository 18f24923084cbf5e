/** The script as the desk shows it: what was, what comes, what waits, and the drawer. */
import type { Desk } from '../../core/protocol/desk.ts';
import { clock } from '../format.ts';

export type ScriptRow = Desk['script'][number];

export interface Lane {
  past: ScriptRow[];
  /** By time; those that wait for an alert after those with a time. */
  next: ScriptRow[];
  drawer: ScriptRow[];
}

export function laneOf(script: readonly ScriptRow[]): Lane {
  const open = script.filter(({ state }) => state === 'next');
  return {
    past: script.filter(({ state }) => state !== 'next').toSorted((a, b) => (a.firedAtMs ?? 0) - (b.firedAtMs ?? 0)),
    next: open
      .filter(({ drawer }) => !drawer)
      .toSorted((a, b) => (a.dueAtMs ?? Number.POSITIVE_INFINITY) - (b.dueAtMs ?? Number.POSITIVE_INFINITY)),
    drawer: open.filter(({ drawer }) => drawer),
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
