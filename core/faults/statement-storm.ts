import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { durationMs, durationSchema } from './quantities.ts';
import { workerSchema, workerWords } from './worker-name.ts';

/** Heavy statements of somebody else keep the database's processors busy. */
export const statementStorm = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('statement-storm').describe("Heavy statements of somebody else keep the database's processors busy."),
      sessions: seeded(z.int().min(1).max(16)).describe('Sessions that run a heavy statement over and over, 1 to 16: 4.'),
      pause: seeded(durationSchema)
        .optional()
        .describe('How long each session waits between two statements, with its unit: 200ms; not at all when left out.'),
      worker: seeded(workerSchema).optional().describe(workerWords),
    }),
  compile: (fault) => ({
    kind: 'disturbance',
    disturbance: {
      type: 'storm',
      sessions: fault.sessions,
      pauseMs: fault.pause ? durationMs(fault.pause) : 0,
      worker: fault.worker ?? 'stock-report',
    },
  }),
  describe: (fault) => `${fault.sessions} sessions of ${fault.worker ?? 'stock-report'} run heavy statements`,
  form: {
    title: 'Statement storm',
    on: 'database',
    parameters: [
      numberParameter('sessions', { unit: 'sessions', min: 1, max: 16, default: 4, integer: true }),
      numberParameter('pause', { unit: 'ms', min: 0, max: 60000, default: 0, integer: true }),
    ],
  },
  about: {
    touches: 'sessions',
    receipt: 'postgres: stock-report runs heavy statements in 4 sessions',
    undo: 'Statements are cancelled and the sessions end. Those that somebody else ended are not opened again.',
  },
});
