/**
 * Who plays alone has no facilitator to ask how it goes: the duty manager does. They know the clock and what was said and done in the
 * room, never what is wrong: nothing here looks at truth, script or ledger.
 */
import type { NudgeAbout } from '../nudge-state.ts';
import type { DrillState } from '../state.ts';
import { emit, systemActor, type Turn } from '../turn.ts';

/** After the first page, as long as it is not done. Each leaves time to do it unasked. */
const patienceMs: Record<Exclude<NudgeAbout, 'quiet'>, number> = { acknowledge: 60_000, declare: 120_000, suspect: 210_000 };
/** Since the newest act, or the newest nudge: reading a trace takes its time. */
const quietMs = 150_000;
/** Who does not want to be asked has heard it. */
const mostQuiet = 3;

export const nudgeAbouts: readonly NudgeAbout[] = ['acknowledge', 'declare', 'suspect', 'quiet'];

/** Game time at which they write; null while there is no need to, and for whoever is not alone. */
export function nudgeDueMs(state: DrillState, about: NudgeAbout): number | null {
  const { nudges, resolve } = state;
  const pagedMs = state.milestones.paged;
  if (!nudges.isOn || !isAlone(state) || pagedMs === undefined || resolve !== null) return null;
  if (about === 'quiet') return quietDueMs(state, pagedMs);
  const sinceMs = nudges.said.includes(about) ? null : owedSinceMs(state, about, pagedMs);
  return sinceMs === null ? null : sinceMs + patienceMs[about];
}

function isAlone({ players }: DrillState): boolean {
  const [only, ...others] = players;
  return only !== undefined && others.length === 0 && only.role !== 'observer';
}

export function nudge(turn: Turn, about: NudgeAbout): void {
  emit(turn, { type: 'nudged', actor: systemActor, data: { about } });
}

function quietDueMs({ nudges: { said, lastAtMs }, lastPodAct }: DrillState, pagedMs: number): number | null {
  if (said.filter((about) => about === 'quiet').length >= mostQuiet) return null;
  return Math.max(pagedMs, lastAtMs, lastPodAct?.atMs ?? 0) + quietMs;
}

/** Null for what has been done. */
function owedSinceMs(state: DrillState, about: Exclude<NudgeAbout, 'quiet'>, pagedMs: number): number | null {
  const { severity, hypotheses, controls } = state;
  switch (about) {
    case 'acknowledge':
      return ringsSinceMs(state);
    case 'declare':
      return severity === null ? pagedMs : null;
    case 'suspect':
      return hypotheses.length === 0 && controls.length === 0 ? pagedMs : null;
  }
}

/** Of the page that has rung for longest; a silenced one calls nobody. */
function ringsSinceMs({ milestones, alerts }: DrillState): number | null {
  const ringing = alerts.filter(({ severity, state }) => severity === 'page' && state === 'firing');
  return milestones.acknowledged !== undefined || ringing.length === 0 ? null : Math.min(...ringing.map(({ sinceMs }) => sinceMs));
}
