import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';

/** Behind its flag, search matches words with a pattern that backtracks, and some customers paste long texts: each holds the event loop for up to seconds. */
export const hotLoop = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('hot-loop').describe('Searches for long pasted texts hold the event loop of a service.'),
      target: seeded(z.string()).describe('Service that runs into the expensive search: catalog.'),
      pasted: seeded(z.number().min(0.005).max(0.5))
        .optional()
        .describe('Share of searches whose text is long and ends in punctuation, 0.005 to 0.5; 0.05 when left out.'),
    }),
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
