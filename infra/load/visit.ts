import { shoppers } from '../../core/load-plan/shoppers.ts';
import { type JourneyStep, journeySteps } from '../../core/stack/schema.ts';
import type { LoadBoot } from './boot.ts';
import { pick, type Random, randomInt } from './random.ts';

/** What one arrival is: a crawler on an odd path, or a user on a step of the journey who may go away before the answer. */
export type Visit = { kind: 'bot'; path: string } | { kind: 'user'; step: JourneyStep; leavesAfterMs: number | null };

export type VisitShares = Pick<LoadBoot, 'mix' | 'botShare' | 'abortShare'>;

const [soonestMs, latestMs] = shoppers.leavesAfterMs;

/** Decides what an arrival is. Shares of the mix are taken relative to their sum. */
export function chooseVisit(shares: VisitShares, random: Random): Visit {
  if (random() < shares.botShare) return { kind: 'bot', path: pick(random, shoppers.botPaths) };
  const step = chooseStep(shares.mix, random);
  return { kind: 'user', step, leavesAfterMs: random() < shares.abortShare ? randomInt(random, soonestMs, latestMs) : null };
}

function chooseStep(mix: VisitShares['mix'], random: Random): JourneyStep {
  const sum = journeySteps.reduce((total, step) => total + mix[step], 0);
  let left = random() * sum;
  for (const step of journeySteps) {
    left -= mix[step];
    if (left < 0) return step;
  }
  return 'browse';
}
