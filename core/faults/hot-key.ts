import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { workerSchema, workerWords } from './worker-name.ts';

/** Orders of one marketplace come with one key: a single partition, and so a single consumer, gets them all. */
export const hotKey = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('hot-key').describe('Many records come with one key, so that one consumer gets them all.'),
      target: seeded(z.string()).describe('Topic that gets the records, as the stack lists it: orders.placed.'),
      rate: seeded(z.number().min(1).max(1000)).describe('Records a second, all with one key, 1 to 1000: 150.'),
      worker: seeded(workerSchema).optional().describe(workerWords),
    }),
  compile: (fault) => ({
    kind: 'disturbance',
    disturbance: {
      type: 'kafkaTraffic',
      topic: fault.target,
      key: 'marketplace-1',
      perSecond: fault.rate,
      // Small, so that a long backlog is not what a broker drops first: it keeps so many bytes of a partition and no more.
      bytes: 1000,
      worker: fault.worker ?? 'marketplace-import',
    },
  }),
  describe: (fault) => `${fault.rate} records/s with one key on ${fault.target}`,
  form: {
    title: 'Hot key',
    on: 'declared',
    parameters: [numberParameter('rate', { unit: 'records/s', min: 1, max: 1000, default: 150 })],
  },
  about: {
    touches: 'topic',
    receipt: 'kafka: marketplace-import sends 150 records/s to orders.placed, all with key marketplace-1',
    undo: 'Nothing more is sent; what was sent is worked off.',
  },
});
