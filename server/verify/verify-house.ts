/** Verifies scenarios, several side by side, each lane with a sandbox that is handed on while nothing is left in it. */
import type { StackView } from '../../core/protocol/stack-view.ts';
import type { Plan } from '../../core/scenario/plan.ts';
import type { ScenarioProof } from '../../core/verification/report.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { ScenarioLibrary } from '../ports/scenario-library.ts';
import { Forks, type PlayerParts } from './forks.ts';
import { inLanes } from './lanes.ts';
import { openStage, type StageParts } from './stage.ts';
import { createStages, type Stages } from './stages.ts';
import { verifyScenario } from './verify-scenario.ts';
import { Whole } from './whole.ts';

export interface VerifyHouse extends StageParts {
  library: Pick<ScenarioLibrary, 'compile'>;
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
  /** Told each proof as soon as there is one: who ends a long run keeps what it has found. */
  proven?: (proof: ScenarioProof) => void;
}

/** In the order asked for. @throws Error for a scenario the library cannot compile: ask it before */
export function verifyAll(house: VerifyHouse, { scenarioIds, seed, mode, lanes, only, proven }: Verifying): Promise<ScenarioProof[]> {
  const plans = scenarioIds.map((id) => planOf(house, id, seed));
  const stages = createStages(house);
  return inLanes(plans, {
    lanes,
    isAlone: ({ verify }) => verify?.alone ?? false,
    work: async (plan) => {
      const proof = await verifyScenario({
        plan,
        again: house.library.compile(plan.scenarioId, seed),
        other: house.library.compile(plan.scenarioId, seed + 1),
        stack: house.stack,
        mode,
        only,
        player: mode === 'full' ? new Whole(wholeParts(house, plan)) : new Forks(forksParts(house, plan, stages)),
        monotonicMs: () => house.clock.monotonicMs(),
        say: house.log,
      });
      proven?.(proof);
      return proof;
    },
  }).finally(() => stages.end());
}

function planOf({ library }: VerifyHouse, scenarioId: string, seed: number): Plan {
  const plan = library.compile(scenarioId, seed);
  if (!plan) throw new Error(`there is no scenario ${scenarioId}`);
  return plan;
}

type OwnParts = Omit<PlayerParts, 'openStage' | 'leaveStage'>;

function ownParts(house: VerifyHouse, plan: Plan): OwnParts {
  return { ...house, plan, log: (line) => house.log(`${plan.scenarioId}: ${line}`) };
}

function forksParts(house: VerifyHouse, plan: Plan, stages: Stages): PlayerParts {
  const alone = plan.verify?.alone ?? false;
  return { ...ownParts(house, plan), openStage: () => stages.take({ alone }), leaveStage: (stage) => stages.giveBack(stage) };
}

/** A sandbox that nobody has played in, each time. */
function wholeParts(house: VerifyHouse, plan: Plan): PlayerParts {
  const own = ownParts(house, plan);
  return { ...own, openStage: () => openStage({ ...house, log: own.log }), leaveStage: (stage) => stage.close() };
}
