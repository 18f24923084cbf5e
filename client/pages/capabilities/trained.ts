/** Which drills trained a practice, as far as this browser may know. */
import type { DeskScenario } from '../../../core/protocol/desk.ts';
import type { OwnDrill } from '../../../core/protocol/own-record.ts';

export interface TrainedBy {
  title: string;
  /** Own drill to read again; null for one that only the key tells of. */
  drillId: string | null;
}

/** Own drills whose truth was told, each incident once and the newest of it; with the facilitator's key all scenarios. */
export function trainedBy(practice: string, played: readonly OwnDrill[], scenarios: readonly DeskScenario[]): TrainedBy[] {
  const own = new Map<string, TrainedBy>();
  for (const { scenarioId, drillId, told } of played)
    if (told?.practices.includes(practice) && !own.has(scenarioId)) own.set(scenarioId, { title: told.title, drillId });
  const others = scenarios.filter((each) => each.practices.includes(practice) && !own.has(each.scenarioId));
  return [...own.values(), ...others.map(({ title }) => ({ title, drillId: null }))];
}
