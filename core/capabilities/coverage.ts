/** Which practice is covered by which drill. */
import type { CapabilityView } from '../protocol/capabilities.ts';
import { capabilityMap, type PracticeId, practiceIds } from './map.ts';

export interface TaggedDrill {
  title: string;
  practices: readonly string[];
}

/** Drills of each practice, in the order given. */
export function drillsByPractice<Drill extends TaggedDrill>(drills: readonly Drill[]): Record<PracticeId, Drill[]> {
  const covered = practiceIds.map((id) => [id, drills.filter(({ practices }) => practices.includes(id))]);
  return Object.fromEntries(covered) as Record<PracticeId, Drill[]>;
}

/** For everybody: how many drills train a practice, never which; that is sealed with their tags. */
export function capabilityViews(drills: readonly TaggedDrill[]): CapabilityView[] {
  const covered = drillsByPractice(drills);
  return capabilityMap.map(({ id, name, practices }) => ({
    id,
    name,
    practices: practices.map((practice) => ({ ...practice, drills: covered[practice.id].length })),
  }));
}
