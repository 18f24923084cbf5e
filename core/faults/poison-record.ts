import * as z from 'zod';
import { choiceParameter, numberParameter } from '../controls/parameters.ts';
import type { StandingOperation } from '../sandbox/operations.ts';
import { defineFault } from './fault.ts';
import { workerSchema, workerWords } from './worker-name.ts';

interface Poison {
  target: string;
  records?: number | undefined;
  partition?: number | undefined;
  park?: 'after-tries' | 'never' | undefined;
  worker?: string | undefined;
}

function poisonOperation({ target, records = 1, partition, park = 'never', worker = 'partner-import' }: Poison): StandingOperation {
  const poison = {
    kind: 'disturbance' as const,
    disturbance: { type: 'poison' as const, topic: target, records, partition: partition ?? null, worker },
  };
  if (park === 'after-tries') return poison;
  return { kind: 'together', operations: [{ kind: 'policy', service: 'fulfilment', key: 'records.parkAfter', value: 0 }, poison] };
}

/** A record that no consumer can read lies on a topic; with `park` never, its partition stands still for good. */
export const poisonRecord = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('poison-record').describe('Records come that no consumer can read.'),
      target: seeded(z.string()).describe('Topic that gets what its readers cannot decode: orders.placed.'),
      records: seeded(z.int().min(1).max(100)).optional().describe('How many such records come, 1 to 100; 1 when left out.'),
      partition: seeded(z.int().min(0)).optional().describe('Partition they are written to, from 0; the keys decide when left out.'),
      park: seeded(z.enum(['after-tries', 'never']))
        .optional()
        .describe('Whether readers park such a record after some tries, or never.'),
      worker: seeded(workerSchema).optional().describe(workerWords),
    }),
  compile: (fault) => poisonOperation(fault),
  describe: (fault) => `${fault.records ?? 1} unreadable record(s) on ${fault.target}, parked ${fault.park ?? 'never'}`,
  form: {
    title: 'Poison record',
    on: 'declared',
    parameters: [
      numberParameter('records', { unit: 'records', min: 1, max: 100, default: 1, integer: true }),
      choiceParameter('park', ['never', 'after-tries'], 'never'),
    ],
  },
  about: {
    touches: 'topic, policy of a service',
    receipt: 'kafka: unreadable record on orders.placed-2 at offset 1841',
    undo: 'Consumers park what they cannot read again, so the record leaves the way by itself. At the end of the drill parked records and the poison itself are deleted.',
  },
});
