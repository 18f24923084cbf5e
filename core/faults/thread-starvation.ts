import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { durationMs, durationSchema } from './quantities.ts';

/** Blocking calls hold every thread of a service's pool, so that name look-ups wait; the event loop stays free. */
export const threadStarvation = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('thread-starvation').describe("Blocking calls hold every thread of a service's pool; the event loop stays free."),
      target: seeded(z.string()).describe('Service or instance whose helper threads are taken: payments.'),
      hold: seeded(durationSchema).describe('How long each thread is held at a time, with its unit: 3s.'),
    }),
  compile: (fault) => ({
    kind: 'hook',
    target: fault.target,
    hook: { type: 'block', holdMs: durationMs(fault.hold) },
  }),
  describe: (fault) => `every thread of ${fault.target} is held for ${fault.hold} at a time`,
  form: {
    title: 'Thread pool held',
    on: 'declared',
    parameters: [numberParameter('hold', { unit: 'ms', min: 10, max: 10000, default: 3000, integer: true })],
  },
  about: {
    touches: 'service or slot',
    receipt: 'payments-1: hook f1',
    undo: 'The blocking calls end at once and no new one begins.',
  },
});
