/** At how many requests a second a scenario is verified: what is scarce in it has to be scarce. */
import type { Plan } from '../../core/scenario/plan.ts';
import type { ScenarioLibrary } from '../ports/scenario-library.ts';

/** Where neither house nor scenario asks for another: two sandboxes at once are what two cores carry. */
const usualPerSecond = 50;

/** A scenario as it is played at that rate: the load plan of an optimisation drill is made for it. */
export interface RatedPlan {
  plan: Plan;
  /** Requests of users a second. */
  ratePerSecond: number;
}

export interface RateWish {
  library: Pick<ScenarioLibrary, 'compile'>;
  /** Set by whoever runs the house; null leaves it to the scenario. */
  housePerSecond: number | null;
}

/** Null for an unknown or broken scenario. */
export function ratedPlanOf({ library, housePerSecond }: RateWish, scenarioId: string, seed: number): RatedPlan | null {
  const wished = library.compile(scenarioId, seed)?.verify?.ratePerSecond;
  const ratePerSecond = housePerSecond ?? wished ?? usualPerSecond;
  const plan = library.compile(scenarioId, seed, ratePerSecond);
  return plan && { plan, ratePerSecond };
}
