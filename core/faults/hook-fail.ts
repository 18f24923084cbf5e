import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { shareSchema } from './quantities.ts';

/** A service (or one slot) answers a share of its requests with an error status. */
export const hookFail = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('hook-fail').describe('A service answers with an error.'),
      target: seeded(z.string()).describe('Service or instance that answers with an error: payments or payments-1.'),
      status: seeded(z.int().min(400).max(599)).describe('HTTP status of the failed answers, 400 to 599: 503.'),
      share: seeded(shareSchema).optional().describe('Share of the requests that fail, 0 to 1; all of them when left out.'),
    }),
  compile: (fault) => ({ kind: 'hook', target: fault.target, hook: { type: 'fail', status: fault.status, share: fault.share ?? 1 } }),
  describe: (fault) => `${fault.target} answers ${Math.round((fault.share ?? 1) * 100)} % of requests with ${fault.status}`,
  form: {
    title: 'Service that answers with errors',
    on: 'service',
    parameters: [
      numberParameter('status', { unit: 'HTTP status', min: 400, max: 599, default: 503, integer: true }),
      numberParameter('share', { unit: 'share', min: 0.01, max: 1, default: 0.5 }),
    ],
  },
  about: {
    touches: 'service or slot',
    receipt: 'catalog-1: hook f1',
    undo: 'The hook is taken out of every slot, a restarted one starts without it.',
  },
});
