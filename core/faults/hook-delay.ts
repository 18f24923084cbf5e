import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { durationMs, durationSchema, shareSchema } from './quantities.ts';

/** A service (or one slot) takes longer over a share of its requests. */
export const hookDelay = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('hook-delay').describe('A service waits before it begins to work.'),
      target: seeded(z.string()).describe('Service or instance that answers late: catalog or catalog-1.'),
      delay: seeded(durationSchema).describe('How long it waits before it begins to work, with its unit: 400ms.'),
      jitter: seeded(durationSchema).optional().describe('How much the delay varies either way, with its unit: 100ms; 0 when left out.'),
      share: seeded(shareSchema).optional().describe('Share of the requests that are delayed, 0 to 1; all of them when left out.'),
    }),
  compile: (fault) => ({
    kind: 'hook',
    target: fault.target,
    hook: { type: 'delay', ms: durationMs(fault.delay), jitterMs: fault.jitter ? durationMs(fault.jitter) : 0, share: fault.share ?? 1 },
  }),
  describe: (fault) => `${fault.target} takes ${fault.delay} longer over ${Math.round((fault.share ?? 1) * 100)} % of requests`,
  form: {
    title: 'Slow service',
    on: 'service',
    parameters: [
      numberParameter('delay', { unit: 'ms', min: 1, max: 60_000, default: 1000 }),
      numberParameter('jitter', { unit: 'ms', min: 0, max: 30_000, default: 0 }),
      numberParameter('share', { unit: 'share', min: 0.01, max: 1, default: 1 }),
    ],
  },
  about: {
    touches: 'service or slot',
    receipt: 'catalog-1: hook f1',
    undo: 'The hook is taken out of every slot, a restarted one starts without it.',
  },
});
