/** Which scenarios a run takes that cannot take them all: whatever has no proof as it is now, and some of the others by the day. */
import type { Verification } from './report.ts';

export interface ShareWish {
  /** All there are, by name. */
  scenarioIds: readonly string[];
  /** What was proven so far; null: nothing was ever written down. */
  proofs: Verification['scenarios'] | null;
  /** The plan of a scenario under that seed as it is now; null where there is none. */
  planned(scenarioId: string, seed: number): { planHash: string; namesProbes: boolean } | null;
  /** Days since any fixed day: the next one takes the next others. */
  day: number;
  /** So many of those that are proven. */
  others: number;
}

/**
 * Those without a proof first, then the share of the day. Both begin elsewhere each day, so that a run that ends early does not leave out
 * the same ones for ever. Where nothing was ever proven only the share is taken.
 */
export function shareOfDay(wish: ShareWish): string[] {
  const { scenarioIds, proofs, day, others } = wish;
  const unproven = proofs === null ? [] : unprovenOf(wish);
  const isUnproven = new Set(unproven);
  // Counted over all scenarios: the turn of the others does not move when one of them loses its proof.
  const next = turned(scenarioIds.toSorted(), day * others).filter((id) => !isUnproven.has(id));
  return [...turned(unproven, day), ...next.slice(0, others)];
}

/** Never proven, failed, not the same plan any more, or from before it was told how that went which has to be tried before a resolve holds. */
export function unprovenOf({ scenarioIds, proofs, planned }: Pick<ShareWish, 'scenarioIds' | 'proofs' | 'planned'>): string[] {
  const isProven = (id: string): boolean => {
    const proof = proofs?.find(({ scenarioId }) => scenarioId === id);
    const plan = proof?.verdict === 'proven' ? planned(id, proof.seed) : null;
    return plan !== null && plan.planHash === proof?.planHash && !(plan.namesProbes && proof.probes === null);
  };
  return scenarioIds.filter((id) => !isProven(id)).toSorted();
}

/** The same list from another beginning. */
function turned<Item>(items: readonly Item[], by: number): Item[] {
  const at = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}
