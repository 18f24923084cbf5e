/** Verifies scenarios, several side by side, each lane with a sandbox that is handed on while nothing is left in it. */
import type { StackView } from '../../core/protocol/stack-view.ts';
import type { Plan } from '../../core/scenario/plan.ts';
import { afterAttempts } from '../../core/verification/attempts.ts';
import type { ScenarioProof } from '../../core/verification/report.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { ScenarioLibrary } from '../ports/scenario-library.ts';
import { keepsRecords } from './aftermath.ts';
import { Forks, type PlayerParts } from './forks.ts';
import { inLanes } from './lanes.ts';
import { type RatedPlan, ratedPlanOf } from './rated-plan.ts';
import { openStage, type StageParts } from './stage.ts';
import { createStages, type Stages } from './stages.ts';
import { type KeepLog, verifyScenario } from './verify-scenario.ts';
import { Whole } from './whole.ts';

export interface VerifyHouse extends Omit<StageParts, 'ratePerSecond'> {
  library: Pick<ScenarioLibrary, 'compile'>;
  /** Requests a second that whoever runs the house has set; null leaves it to each scenario. */
  housePerSecond: number | null;
  stack: StackView;
  clock: Clock;
  newStore: () => EventStore;
}

export interface Verifying {
  scenarioIds: readonly string[];
  seed: number;
  mode: ScenarioProof['mode'];
  lanes: number;
  /** Names of those who shall play, while a scenario is being written; nothing is proven then. */
  only?: readonly string[] | undefined;
  /** How often a scenario is played at most until it is as it should be. */
  attempts: number;
  /** Left out: proven. */
  isWell?: ((proof: ScenarioProof) => boolean) | undefined;
  /** After so long no further scenario is begun; null: all of them are played. */
  budgetMs: number | null;
  /** Told each proof as soon as there is one: who ends a long run keeps what it has found. */
  proven?: (proof: ScenarioProof) => void;
  keepLog?: KeepLog | undefined;
}

/**
 * In the order asked for; those for which no time was left are missing.
 * @throws Error for a scenario the library cannot compile: ask it before
 */
export function verifyAll(house: VerifyHouse, verifying: Verifying): Promise<ScenarioProof[]> {
  const { scenarioIds, seed, lanes, budgetMs, proven } = verifying;
  const plans = scenarioIds.map((id) => planOf(house, id, seed));
  const stages = createStages(house);
  const startedMs = house.clock.monotonicMs();
  const isLate = (): boolean => budgetMs !== null && house.clock.monotonicMs() - startedMs >= budgetMs;
  return inLanes(plans, {
    lanes,
    isAlone: ({ plan }) => isAlone(plan),
    work: async (rated) => {
      if (isLate()) return null;
      const proof = await verifyUntilProven(house, { ...rated, stages, verifying });
      proven?.(proof);
      return proof;
    },
  }).finally(() => stages.end());
}

interface Play extends RatedPlan {
  stages: Stages;
  verifying: Verifying;
}

/** A machine can have a bad minute, a scenario may not: how often it took, and what went wrong before, stays in the report. */
async function verifyUntilProven(house: VerifyHouse, play: Play): Promise<ScenarioProof> {
  const failed: ScenarioProof[] = [];
  const isWell = play.verifying.isWell ?? (({ verdict }) => verdict === 'proven');
  for (;;) {
    const proof = await verifyOnce(house, play);
    const isLast = failed.length + 1 >= play.verifying.attempts;
    if (isWell(proof) || isLast) return afterAttempts(proof, failed);
    house.log([`${proof.scenarioId}: attempt ${failed.length + 1} failed`, ...proof.reasons].join('\n  '));
    failed.push(proof);
  }
}

function verifyOnce(house: VerifyHouse, play: Play): Promise<ScenarioProof> {
  const { plan, ratePerSecond, verifying } = play;
  const { mode, seed, only, keepLog } = verifying;
  return verifyScenario({
    plan,
    again: house.library.compile(plan.scenarioId, seed, ratePerSecond),
    other: house.library.compile(plan.scenarioId, seed + 1, ratePerSecond),
    stack: house.stack,
    mode,
    ratePerSecond,
    only,
    player: mode === 'full' ? new Whole(wholeParts(house, play)) : new Forks(forksParts(house, play)),
    today: new Date(house.clock.wallMs()).toISOString().slice(0, 10),
    monotonicMs: () => house.clock.monotonicMs(),
    say: house.log,
    keepLog,
  });
}

function planOf(house: VerifyHouse, scenarioId: string, seed: number): RatedPlan {
  const rated = ratedPlanOf(house, scenarioId, seed);
  if (!rated) throw new Error(`there is no scenario ${scenarioId}`);
  return rated;
}

function isAlone({ verify }: Plan): boolean {
  return verify?.alone ?? false;
}

type OwnParts = Omit<PlayerParts, 'openStage' | 'leaveStage'>;

function ownParts(house: VerifyHouse, plan: Plan): OwnParts {
  return { ...house, plan, log: (line) => house.log(`${plan.scenarioId}: ${line}`) };
}

function forksParts(house: VerifyHouse, { plan, ratePerSecond, stages }: Play): PlayerParts {
  const wish = { alone: isAlone(plan), ratePerSecond, keepsRecords: keepsRecords(plan) };
  return { ...ownParts(house, plan), openStage: () => stages.take(wish), leaveStage: (stage) => stages.giveBack(stage) };
}

/** A sandbox that nobody has played in, each time. */
function wholeParts(house: VerifyHouse, { plan, ratePerSecond }: Play): PlayerParts {
  const own = ownParts(house, plan);
  return { ...own, openStage: () => openStage({ ...house, ratePerSecond, log: own.log }), leaveStage: (stage) => stage.close() };
}
