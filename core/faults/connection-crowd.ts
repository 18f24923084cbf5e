import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { workerSchema } from './worker-name.ts';

/** Idle sessions of somebody else take the places of the database; services that lose one do not get it back. */
export const connectionCrowd = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('connection-crowd'),
      sessions: seeded(z.int().min(1).max(200)),
      worker: seeded(workerSchema).optional(),
    }),
  compile: (fault) => ({
    kind: 'disturbance',
    disturbance: { type: 'crowd', sessions: fault.sessions, worker: fault.worker ?? 'bi-dashboards' },
  }),
  describe: (fault) => `${fault.sessions} sessions of ${fault.worker ?? 'bi-dashboards'} crowd the database`,
  form: {
    title: 'Crowd of sessions',
    on: 'database',
    parameters: [numberParameter('sessions', { unit: 'sessions', min: 1, max: 200, default: 48, integer: true })],
  },
  about: {
    touches: 'sessions',
    receipt: 'postgres: 48 sessions of bi-dashboards opened, 20 of services ended for them',
    undo: 'The sessions end. Those that somebody else ended are not opened again.',
  },
});
