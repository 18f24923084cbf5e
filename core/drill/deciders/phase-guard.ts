import type { Refused, Turn } from '../turn.ts';
import type { Phase } from '../values.ts';

/** While there is still something to begin, to play or to leave. */
export const beforeTheEnd: readonly Phase[] = ['lobby', 'baseline', 'live', 'paused'];

/** Refuses a command outside its phases. */
export function onlyIn(turn: Turn, phases: readonly Phase[]): Refused | null {
  const { phase } = turn.state;
  if (phases.includes(phase)) return null;
  return { code: 'wrong_phase', detail: `${turn.command.type} is possible in ${phases.join(', ')}; the drill is in ${phase}` };
}
