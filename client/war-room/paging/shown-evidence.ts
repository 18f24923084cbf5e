/** What who is paged is shown: chosen from what is looked at, from a line of the channel, and from the board. */
import { type Evidence, maxPageEvidence } from '../../../core/protocol/evidence.ts';
import type { HypothesisView } from '../../../core/protocol/hypotheses.ts';

/** More is not read through by somebody who wants to page. */
const mostOffered = 12;

export const keyOf = ({ kind, ref, atMs }: Evidence): string => `${kind} ${ref} ${atMs}`;

interface Sources {
  /** What is looked at. */
  seen: Evidence;
  /** Named where the form was opened from. */
  given: readonly Evidence[];
  hypotheses: readonly Pick<HypothesisView, 'evidence'>[];
}

/** Each once; what was named first, then what is looked at, then the board's, newest first. */
export function offeredEvidence({ seen, given, hypotheses }: Sources): Evidence[] {
  const onBoard = hypotheses.flatMap(({ evidence }) => evidence.map(({ by: _by, ...piece }) => piece)).toSorted((a, b) => b.atMs - a.atMs);
  const offered = new Map<string, Evidence>();
  for (const piece of [...given, seen, ...onBoard]) if (!offered.has(keyOf(piece))) offered.set(keyOf(piece), piece);
  return [...offered.values()].slice(0, mostOffered);
}

/** Before anything was ticked: what was named, else what is looked at. */
export function chosenFirst({ seen, given }: Sources): Record<string, boolean> {
  return Object.fromEntries((given.length === 0 ? [seen] : given).map((piece) => [keyOf(piece), true]));
}

export function chosenOf(offered: readonly Evidence[], chosen: Readonly<Record<string, boolean>>): Evidence[] {
  return offered.filter((piece) => chosen[keyOf(piece)]).slice(0, maxPageEvidence);
}

/** A trace goes through half of the shop: whoever reads it is told for which component it was opened. */
export function readFor(evidence: Evidence, component: string | null): Evidence {
  if (evidence.kind !== 'trace' || component === null) return evidence;
  return { ...evidence, query: new URLSearchParams({ component }).toString() };
}
