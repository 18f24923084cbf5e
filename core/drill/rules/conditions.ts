/**
 * Since when a condition holds. A fact holds from the first time on, but for two: a resolve that was taken back holds no
 * more, and `noUpdate` moves with every update.
 */
import { matchControl } from '../../controls/index.ts';
import { type Condition, type Fact, matchOf } from '../../scenario/condition.ts';
import type { DrillState } from '../state.ts';

/** Game time from which it holds, which may lie ahead where only time is missing; null while something else must happen first. */
export function holdsSinceMs(state: DrillState, condition: Condition): number | null {
  if ('all' in condition) {
    const parts = condition.all.map((part) => holdsSinceMs(state, part));
    return parts.includes(null) ? null : Math.max(...knownOf(parts));
  }
  if ('any' in condition) {
    const known = knownOf(condition.any.map((part) => holdsSinceMs(state, part)));
    return known.length === 0 ? null : Math.min(...known);
  }
  return sinceOf(state, condition);
}

export function holdsAt(state: DrillState, condition: Condition, atMs: number): boolean {
  const sinceMs = holdsSinceMs(state, condition);
  return sinceMs !== null && sinceMs <= atMs;
}

function knownOf(times: (number | null)[]): number[] {
  return times.filter((time) => time !== null);
}

/** Since when a fact is so; null while it is not. */
function sinceOf(state: DrillState, fact: Fact): number | null {
  switch (fact.fact) {
    case 'alert':
      return state.firstPageAtMs[fact.slo] ?? null;
    case 'status':
      return state.statusAtMs[fact.status] ?? null;
    case 'control':
      return usedAtMs(state, fact);
    case 'fired':
    case 'ended':
      return injectSinceMs(state, fact);
    case 'noUpdate':
      return later(silentSinceMs(state), fact.forMs);
    case 'clock':
      return later(state.liveAtMs, fact.forMs);
    default:
      return saidSinceMs(state, fact.fact);
  }
}

function injectSinceMs({ injects, injectedAtMs, faults }: DrillState, { fact, injectId }: { fact: 'fired' | 'ended'; injectId: string }) {
  if (fact === 'ended') return faults[injectId]?.endedAtMs ?? null;
  return injects[injectId] === 'fired' ? (injectedAtMs[injectId] ?? null) : null;
}

type Plain = 'declared' | 'acknowledged' | 'updated' | 'summarised' | 'published' | 'resolved';

function saidSinceMs({ updates, summarisedAtMs, page, milestones }: DrillState, fact: Plain): number | null {
  switch (fact) {
    case 'updated':
      return updates?.firstAtMs ?? null;
    case 'summarised':
      return summarisedAtMs;
    case 'published':
      return page.incidents[0]?.notes[0]?.atMs ?? null;
    default:
      return milestones[fact] ?? null;
  }
}

function silentSinceMs({ updates, firstPageAtMs }: DrillState): number | null {
  return updates?.lastAtMs ?? firstPageAtMs['any'] ?? null;
}

function usedAtMs({ controls }: DrillState, fact: Extract<Fact, { fact: 'control' }>): number | null {
  const match = matchOf(fact);
  return controls.find((use) => matchControl(match, use))?.requestedAtMs ?? null;
}

function later(atMs: number | null, byMs: number): number | null {
  return atMs === null ? null : atMs + byMs;
}
