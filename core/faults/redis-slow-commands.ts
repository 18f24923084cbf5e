import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { durationMs, durationSchema } from './quantities.ts';
import { workerSchema, workerWords } from './worker-name.ts';

/** A client reads a big set again and again; everybody else waits behind it. */
export const redisSlowCommands = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('redis-slow-commands').describe('A client reads a big set again and again, and everybody else waits behind it.'),
      members: seeded(z.int().min(100).max(500_000)).describe(
        'Members of the set that is read as a whole each time, 100 to 500000: 100000.',
      ),
      every: seeded(durationSchema).describe('How long lies between two such reads, with its unit: 150ms.'),
      worker: seeded(workerSchema).optional().describe(workerWords),
    }),
  compile: (fault) => ({
    kind: 'disturbance',
    disturbance: {
      type: 'redisBigRead',
      members: fault.members,
      everyMs: durationMs(fault.every),
      worker: fault.worker ?? 'session-audit',
    },
  }),
  describe: (fault) => `${fault.worker ?? 'session-audit'} reads a set of ${fault.members} members every ${fault.every}`,
  form: {
    title: 'Slow commands in the cache',
    on: 'cache',
    parameters: [
      numberParameter('members', { unit: 'members', min: 100, max: 500000, default: 100000, integer: true }),
      numberParameter('every', { unit: 'ms', min: 10, max: 60000, default: 150, integer: true }),
    ],
  },
  about: {
    touches: 'client, key',
    receipt: 'redis: session-audit keeps a set of 100000 members and reads it every 150 ms',
    undo: 'The client goes and its set is deleted.',
  },
});
