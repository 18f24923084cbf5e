import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { workerSchema, workerWords } from './worker-name.ts';

/** Records of nearly the largest size come among the ordinary ones. */
export const oversizedRecord = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('oversized-record').describe('Records of nearly the largest size come among the ordinary ones.'),
      target: seeded(z.string()).describe('Topic that gets the records: orders.placed.'),
      rate: seeded(z.number().min(0.1).max(20)).describe('Records a second, 0.1 to 20: 2.'),
      size: seeded(z.int().min(1).max(900)).describe('Size of a record in kilobytes, 1 to 900: 900.'),
      worker: seeded(workerSchema).optional().describe(workerWords),
    }),
  compile: (fault) => ({
    kind: 'disturbance',
    disturbance: {
      type: 'kafkaTraffic',
      topic: fault.target,
      key: null,
      perSecond: fault.rate,
      bytes: fault.size * 1000,
      worker: fault.worker ?? 'catalogue-import',
    },
  }),
  describe: (fault) => `${fault.rate} records/s of ${fault.size} KB on ${fault.target}`,
  form: {
    title: 'Oversized records',
    on: 'declared',
    parameters: [
      numberParameter('rate', { unit: 'records/s', min: 0.1, max: 20, default: 2 }),
      numberParameter('size', { unit: 'KB', min: 1, max: 900, default: 900, integer: true }),
    ],
  },
  about: {
    touches: 'topic',
    receipt: 'kafka: catalogue-import sends 2 records/s of 900000 bytes to orders.placed',
    undo: 'Nothing more is sent; what was sent is worked off.',
  },
});
