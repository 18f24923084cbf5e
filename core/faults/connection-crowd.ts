import * as z from 'zod';
import { choiceParameter, numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { workerSchema, workerWords } from './worker-name.ts';

/**
 * Idle sessions of somebody else take the places of the database; services that lose one do not get it back. With `reconnect` at-once
 * a session that is ended comes back, as clients do that know no pause between two tries.
 */
export const connectionCrowd = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('connection-crowd').describe('Idle sessions of somebody else take the places of the database.'),
      sessions: seeded(z.int().min(1).max(200)).describe('Sessions that are opened and kept, 1 to 200: 48.'),
      reconnect: seeded(z.enum(['never', 'at-once']))
        .optional()
        .describe('What it does when a session is ended: never (default) leaves it, at-once opens it again.'),
      worker: seeded(workerSchema).optional().describe(workerWords),
    }),
  compile: (fault) => ({
    kind: 'disturbance',
    disturbance: {
      type: 'crowd',
      sessions: fault.sessions,
      worker: fault.worker ?? 'bi-dashboards',
      ...(fault.reconnect === 'at-once' ? { reconnects: true } : {}),
    },
  }),
  describe: (fault) =>
    `${fault.sessions} sessions of ${fault.worker ?? 'bi-dashboards'} crowd the database${fault.reconnect === 'at-once' ? ' and come back when they are ended' : ''}`,
  form: {
    title: 'Crowd of sessions',
    on: 'database',
    parameters: [
      numberParameter('sessions', { unit: 'sessions', min: 1, max: 200, default: 48, integer: true }),
      choiceParameter('reconnect', ['never', 'at-once'], 'never'),
    ],
  },
  about: {
    touches: 'sessions',
    receipt: 'postgres: 48 sessions of bi-dashboards opened, 20 of services ended for them',
    undo: 'The sessions end, and none comes back any more.',
  },
});
