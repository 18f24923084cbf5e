import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';

/** Behind its flag, search matches words with a pattern that backtracks, and some customers paste long texts: each holds the event loop for up to seconds. */
export const hotLoop = defineFault({
  schema: (seeded) =>
    z.strictObject({ kind: z.literal('hot-loop'), target: seeded(z.string()), pasted: seeded(z.number().min(0.005).max(0.5)).optional() }),
  compile: (fault) => ({
    kind: 'together',
    operations: [
      { kind: 'flag', flag: 'tolerant-search', variant: 'on' },
      { kind: 'loadShape', shape: { pastedSearchShare: fault.pasted ?? 0.05 } },
    ],
  }),
  describe: (fault) =>
    `${fault.target} matches searches with a backtracking pattern; ${Math.round((fault.pasted ?? 0.05) * 1000) / 10} % of searches are long pasted texts`,
  form: {
    title: 'Search that holds the event loop',
    on: 'declared',
    parameters: [numberParameter('pasted', { unit: 'share', min: 0.005, max: 0.5, default: 0.05 })],
  },
  about: {
    touches: 'flag, in every slot, shape of traffic',
    receipt: 'catalog-1: flag tolerant-search',
    undo: 'The flag has its default variant and nobody pastes texts; a match that is under way ends first.',
  },
});
