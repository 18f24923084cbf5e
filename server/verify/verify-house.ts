/** Verifies scenarios, each in sandboxes of its own, several side by side. */
import type { StackView } from '../../core/protocol/stack-view.ts';
import type { Plan } from '../../core/scenario/plan.ts';
import type { ScenarioProof } from '../../core/verification/report.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { ScenarioLibrary } from '../ports/scenario-library.ts';
import { Forks } from './forks.ts';
import { inLanes } from './lanes.ts';
import type { Player } from './player.ts';
import { openStage, type StageParts } from './stage.ts';
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
}

/** In the order asked for. @throws Error for a scenario the library cannot compile: ask it before */
export function verifyAll(house: VerifyHouse, { scenarioIds, seed, mode, lanes, only }: Verifying): Promise<ScenarioProof[]> {
  const plans = scenarioIds.map((id) => planOf(house, id, seed));
  return inLanes(plans, {
    lanes,
    isAlone: ({ verify }) => verify?.alone ?? false,
    work: (plan) =>
      verifyScenario({
        plan,
        again: house.library.compile(plan.scenarioId, seed),
        other: house.library.compile(plan.scenarioId, seed + 1),
        stack: house.stack,
        mode,
        only,
        player: playerFor(house, plan, mode),
        monotonicMs: () => house.clock.monotonicMs(),
        say: house.log,
      }),
  });
}

function planOf({ library }: VerifyHouse, scenarioId: string, seed: number): Plan {
  const plan = library.compile(scenarioId, seed);
  if (!plan) throw new Error(`there is no scenario ${scenarioId}`);
  return plan;
}

function playerFor(house: VerifyHouse, plan: Plan, mode: ScenarioProof['mode']): Player {
  const log = (line: string): void => house.log(`${plan.scenarioId}: ${line}`);
  const parts = { ...house, plan, log, openStage: () => openStage({ ...house, log }) };
  return mode === 'full' ? new Whole(parts) : new Forks(parts);
}
