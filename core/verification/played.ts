/** What a proof is a proof of: everything of a plan that is played. */
import type { Plan } from '../scenario/plan.ts';
import { stableHash } from '../scenario/random.ts';

/**
 * Equal for two plans that are played alike. Left out is what is only read: the name of the file, the sealed title, and the link and the
 * questions for afterwards. None of them decides anything: seeded choices are named by their place in the file.
 */
export function playedHash(plan: Plan): string {
  const { hash: _hash, scenarioId: _id, title: _title, inspiredBy: _link, debrief: _questions, ...played } = plan;
  return stableHash(played);
}
