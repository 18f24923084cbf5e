/** Whether the cause can be found: a reason of the verdict, and what a proof that never asked gets when somebody has looked since. */
import type { Findable, ScenarioProof } from './report.ts';

const beginning = 'Not findable: ';

/** Why nobody could find the cause; none where nobody has looked. */
export function viewReasons({ findable }: { findable: Findable | null }): string[] {
  if (findable === null || findable.missing.length === 0) return [];
  return [`${beginning}${findable.missing.join('; ')}.`];
}

/**
 * The same proof with what a later run of whoever does nothing has shown: the plan is the same, so is the incident. In words why not, where
 * that was another plan or rate, or nobody came to look.
 * @param look a run of `idle` alone
 */
export function withLook(
  proof: ScenarioProof,
  look: Pick<ScenarioProof, 'planHash' | 'seed' | 'ratePerSecond' | 'findable'>,
): ScenarioProof | string {
  const { scenarioId, ratePerSecond: rate } = proof;
  const isSame = look.planHash === proof.planHash && look.seed === proof.seed;
  if (!isSame) return `${scenarioId} is another plan than the one that was proven: prove it anew instead.`;
  if (look.ratePerSecond !== rate)
    return `${scenarioId} was proven at ${rate} requests/s and looked at with ${look.ratePerSecond}: look with BROWNOUT_RATE=${rate}.`;
  if (look.findable === null) return `${scenarioId}: nobody came so far as to look; play it again.`;
  const reasons = [...proof.reasons.filter((reason) => !reason.startsWith(beginning)), ...viewReasons(look)];
  return { ...proof, findable: look.findable, reasons, verdict: reasons.length === 0 ? 'proven' : 'failed' };
}
