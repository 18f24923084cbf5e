import { createHash } from 'node:crypto';

/** What the provider will do with one key. */
interface ChargePlan {
  delayMs: number;
  declined: boolean;
}

const sigma = 0.26;
const declinedShare = 0.001;

/** How a provider is on a normal day, and what it takes; `settings:` in stack.yaml. */
export interface ProviderSettings {
  medianMs: number;
  fastestMs: number;
  slowestMs: number;
  /** Thousandths of the amount. */
  feePermille: number;
}

/** Decides a charge by seed and key alone: log-normal around the provider's median, kept within its bounds; one in a thousand is declined. */
export function planCharge(seed: number, key: string, { medianMs, fastestMs, slowestMs }: ProviderSettings): ChargePlan {
  const digest = createHash('sha256').update(`${seed}:${key}`).digest();
  const [first, second, third] = [0, 4, 8].map((at) => (digest.readUInt32BE(at) + 0.5) / 2 ** 32) as [number, number, number];
  const normal = Math.sqrt(-2 * Math.log(first)) * Math.cos(2 * Math.PI * second);
  const delayMs = Math.min(slowestMs, Math.max(fastestMs, medianMs * Math.exp(sigma * normal)));
  return { delayMs, declined: third < declinedShare };
}
