/** A load plan as data: the same requests at the same rate that the shop's own generator sends, for whoever runs them with another tool. */
import type { SliDefinition } from '../sandbox/messages.ts';
import type { Goal, PlannedLoad } from '../scenario/plan.ts';
import { type JourneyStep, journeySteps, type Stack } from '../stack/schema.ts';
import { patienceFor, shoppers } from './shoppers.ts';

export interface LoadPlan {
  /** What it was made of: `INC-0042`. */
  drillId: string;
  /** Where its shop was reached on loopback while the drill ran; 8080, as good as any, afterwards. */
  port: number;
  /** Operation and percentile that the drill is about, and the share that has to go. */
  goal: Pick<Goal, 'operation' | 'percentile' | 'gain'>;
  /** Open model: arrivals per second, whatever the answers do. */
  ratePerSecond: number;
  rampSeconds: number;
  durationSeconds: number;
  /** Share of users by step; together 1. */
  mix: { step: JourneyStep; share: number }[];
  botShare: number;
  abortShare: number;
  /** Who asks: share of users, prefix of the API, and what `x-client-id` says. */
  clients: { id: string; prefix: string; share: number }[];
  categories: string[];
  patienceMs: { browse: number; checkout: number };
  /** Filled before the first user comes: as many as there are checkouts with a cart. */
  carts: number;
  shoppers: typeof shoppers;
}

interface LoadPlanInput {
  drillId: string;
  /** Where users reach the shop of the drill; null when it is not up any more. */
  port?: number | null;
  goal: Goal;
  load: PlannedLoad;
  stack: Stack['load'];
  slis: readonly SliDefinition[];
}

const anyPort = 8080;
/** Room for chance, in carts. */
const spareShare = 1.1;

export function loadPlanOf({ drillId, port, goal, load, stack, slis }: LoadPlanInput): LoadPlan {
  const { operation, percentile, gain } = goal;
  const sum = journeySteps.reduce((total, step) => total + stack.mix[step], 0);
  const shareOf = (step: JourneyStep): number => stack.mix[step] / sum;
  const seconds = (load.rampMs / 2 + load.durationMs) / 1000;
  const checkouts = load.ratePerSecond * (1 - stack.botShare) * shareOf('checkout') * seconds;
  return {
    drillId,
    port: port ?? anyPort,
    goal: { operation, percentile, gain },
    ratePerSecond: load.ratePerSecond,
    rampSeconds: load.rampMs / 1000,
    durationSeconds: load.durationMs / 1000,
    mix: journeySteps.map((step) => ({ step, share: shareOf(step) })),
    botShare: stack.botShare,
    abortShare: stack.abortShare,
    clients: Object.entries(stack.clients).map(([id, { prefix, share }]) => ({ id, prefix, share })),
    categories: stack.segments['category'] ?? [],
    patienceMs: { browse: patienceFor(slis, 'browse'), checkout: patienceFor(slis, 'checkout') },
    carts: Math.ceil(checkouts * (1 - shoppers.reorderShare) * spareShare),
    shoppers,
  };
}
