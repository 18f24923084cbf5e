/** "Why?" chains: a hypothesis may name the one it explains. Following them always comes to an end. */
import type { HypothesisState } from '../reasoning-state.ts';

/** Whether `id` would explain itself, directly or by way of others, if it explained `explains`. */
export function closesCycle(hypotheses: readonly HypothesisState[], id: string, explains: string): boolean {
  const next = new Map(hypotheses.map((each) => [each.hypothesisId, each.explains]));
  for (let at: string | null = explains; at !== null; at = next.get(at) ?? null) {
    if (at === id) return true;
  }
  return false;
}
