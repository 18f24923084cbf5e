/** What the incident bot misses once an incident has begun: somebody in command, how bad it is, and the update that was promised. */
import type { NagAbout } from '../events.ts';
import type { DrillState, PlayerState } from '../state.ts';
import { emit, type Turn } from '../turn.ts';

/** PagerDuty and the coordination part of the rubric: command is taken within two minutes, a severity is said within five. */
const patienceMs: Record<Exclude<NagAbout, 'update'>, number> = { commander: 120_000, severity: 300_000 };

/** Past what was promised: as late as the debrief calls it late, since nobody posts to the second, and once more. */
const latenessMs = [15_000, 120_000] as const;

export const nagAbouts: readonly NagAbout[] = ['commander', 'severity', 'update'];

/** Game time at which it speaks up; null while nothing is missing, and after it has. */
export function nagDueMs(state: DrillState, about: NagAbout): number | null {
  const { nags, resolve } = state;
  if (!nags.isOn || resolve !== null) return null;
  if (about === 'update') return updateNagMs(state);
  if (nags.said.includes(about)) return null;
  const sinceMs = missingSinceMs(state, about);
  return sinceMs === null ? null : sinceMs + patienceMs[about];
}

export function nag(turn: Turn, about: NagAbout): void {
  const promisedForMs = about === 'update' ? turn.state.nextUpdateDueMs : null;
  emit(turn, { type: 'nagged', data: { about, ...(promisedForMs === null ? {} : { promisedForMs }) } });
}

/** Each promise has its own reminders: the next update makes another one, a resolve and the end make none. */
function updateNagMs({ nextUpdateDueMs, nags: { late }, players }: DrillState): number | null {
  if (nextUpdateDueMs === null || actingOf(players).length === 0) return null;
  const told = late?.promisedForMs === nextUpdateDueMs ? late.times : 0;
  const byMs = latenessMs[told];
  return byMs === undefined ? null : nextUpdateDueMs + byMs;
}

/** The call begins with the page, or with who declared before it came. */
function missingSinceMs({ milestones, players, severity, commanderGoneAtMs }: DrillState, about: NagAbout): number | null {
  const { paged = Number.POSITIVE_INFINITY, declared = Number.POSITIVE_INFINITY } = milestones;
  const beganMs = Math.min(paged, declared);
  const acting = actingOf(players);
  if (beganMs === Number.POSITIVE_INFINITY) return null;
  if (about === 'severity') return severity === null && acting.length > 0 ? beganMs : null;
  return isCommandMissing(acting) ? Math.max(beganMs, commanderGoneAtMs, acting[1]?.joinedAtMs ?? 0) : null;
}

function actingOf(players: readonly PlayerState[]): PlayerState[] {
  return players.filter(({ role }) => role !== 'observer');
}

/** One alone sits in every seat. */
function isCommandMissing(acting: readonly PlayerState[]): boolean {
  return acting.length > 1 && !acting.some(({ role }) => role === 'commander');
}
