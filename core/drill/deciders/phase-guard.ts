import type { Refused, Turn } from '../turn.ts';
import type { Phase } from '../values.ts';

/** Refuses a command outside its phases. */
export function onlyIn(turn: Turn, phases: readonly Phase[]): Refused | null {
  const { phase } = turn.state;
  if (phases.includes(phase)) return null;
  return { code: 'wrong_phase', detail: `${turn.command.type} is possible in ${phases.join(', ')}; the drill is in ${phase}` };
}
