/** What the incident bot misses once an incident has begun: somebody in command, and how bad it is. */
import type { NagAbout } from '../events.ts';
import type { DrillState, PlayerState } from '../state.ts';
import { emit, type Turn } from '../turn.ts';

/** PagerDuty and the coordination part of the rubric: command is taken within two minutes, a severity is said within five. */
const patienceMs: Record<NagAbout, number> = { commander: 120_000, severity: 300_000 };

export const nagAbouts: readonly NagAbout[] = ['commander', 'severity'];

/** Game time at which it speaks up; null while nothing is missing, and after it has. */
export function nagDueMs(state: DrillState, about: NagAbout): number | null {
  const { nags, resolve } = state;
  if (!nags.isOn || nags.said.includes(about) || resolve !== null) return null;
  const sinceMs = missingSinceMs(state, about);
  return sinceMs === null ? null : sinceMs + patienceMs[about];
}

export function nag(turn: Turn, about: NagAbout): void {
  emit(turn, { type: 'nagged', data: { about } });
}

/** The call begins with the page, or with who declared before it came. */
function missingSinceMs({ milestones, players, severity, commanderGoneAtMs }: DrillState, about: NagAbout): number | null {
  const { paged = Number.POSITIVE_INFINITY, declared = Number.POSITIVE_INFINITY } = milestones;
  const beganMs = Math.min(paged, declared);
  const acting = players.filter(({ role }) => role !== 'observer');
  if (beganMs === Number.POSITIVE_INFINITY) return null;
  if (about === 'severity') return severity === null && acting.length > 0 ? beganMs : null;
  return isCommandMissing(acting) ? Math.max(beganMs, commanderGoneAtMs, acting[1]?.joinedAtMs ?? 0) : null;
}

/** One alone sits in every seat. */
function isCommandMissing(acting: readonly PlayerState[]): boolean {
  return acting.length > 1 && !acting.some(({ role }) => role === 'commander');
}
