import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { workerSchema, workerWords } from './worker-name.ts';

/** A batch job uses the same account at an outside system; past its quota everybody is answered 429 with Retry-After. */
export const neighbourBatch = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('neighbour-batch').describe('A batch job of a neighbour uses up our account at an outside system.'),
      target: seeded(z.string()).describe('Outside system that a neighbour asks on our account, as the stack lists it: psp.'),
      rate: seeded(z.number().min(1).max(500)).describe('Requests a second that the batch sends, 1 to 500: 300.'),
      worker: seeded(workerSchema).optional().describe(workerWords),
    }),
  compile: (fault) => ({
    kind: 'disturbance',
    disturbance: { type: 'providerBatch', external: fault.target, perSecond: fault.rate, worker: fault.worker ?? 'settlement-batch' },
  }),
  describe: (fault) => `${fault.worker ?? 'settlement-batch'} sends ${fault.rate} requests/s to ${fault.target} on our account`,
  form: {
    title: 'Batch of a neighbour',
    on: 'declared',
    parameters: [numberParameter('rate', { unit: 'requests/s', min: 1, max: 500, default: 300 })],
  },
  about: {
    touches: 'outside system',
    receipt: 'psp: settlement-batch sends 300 charges/s',
    undo: 'It sends nothing more; the quota is free again within a second.',
  },
});
