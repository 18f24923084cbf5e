import { createHash } from 'node:crypto';

/** What the provider will do with one key. */
interface ChargePlan {
  delayMs: number;
  declined: boolean;
}

const medianMs = 480;
const sigma = 0.26;
const fastestMs = 300;
const slowestMs = 800;
const declinedShare = 0.001;

/** Decides a charge by seed and key alone: log-normal around 480 ms, kept within 300-800 ms; one in a thousand is declined. */
export function planCharge(seed: number, key: string): ChargePlan {
  const digest = createHash('sha256').update(`${seed}:${key}`).digest();
  const [first, second, third] = [0, 4, 8].map((at) => (digest.readUInt32BE(at) + 0.5) / 2 ** 32) as [number, number, number];
  const normal = Math.sqrt(-2 * Math.log(first)) * Math.cos(2 * Math.PI * second);
  const delayMs = Math.min(slowestMs, Math.max(fastestMs, medianMs * Math.exp(sigma * normal)));
  return { delayMs, declined: third < declinedShare };
}
