/** What a learner has been nudged about. */
import type { Evolvers } from './evolver.ts';

export const nudgeEvolvers: Evolvers<'nudged'> = {
  nudged: (state, { atMs, data: { about } }) => ({
    ...state,
    nudges: { ...state.nudges, said: [...state.nudges.said, about], lastAtMs: atMs },
  }),
};
