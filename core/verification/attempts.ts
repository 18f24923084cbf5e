/** One proof of several attempts: the last one counts, and none of the others is hidden. */
import type { ScenarioProof } from './report.ts';

/** @param failed those before, in their order */
export function afterAttempts(last: ScenarioProof, failed: readonly ScenarioProof[]): ScenarioProof {
  const notes = failed.map(({ reasons }, index) => `Attempt ${index + 1} failed: ${reasons.join(' ')}`);
  const tookSeconds = [...failed, last].reduce((sum, proof) => sum + proof.tookSeconds, 0);
  return { ...last, attempts: failed.length + 1, tookSeconds, notes: [...notes, ...last.notes] };
}
