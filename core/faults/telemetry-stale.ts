import * as z from 'zod';
import { defineFault } from './fault.ts';

/** Metrics of a service repeat what they said when this began. */
export const telemetryStale = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('telemetry-stale').describe('Metrics repeat their last values.'),
      target: seeded(z.string()).describe('Service or instance whose metrics repeat their last values: gateway.'),
    }),
  compile: (fault) => ({ kind: 'hook', target: fault.target, hook: { type: 'echo' } }),
  describe: (fault) => `metrics of ${fault.target} repeat their last values`,
  form: {
    title: 'Stale telemetry',
    on: 'service',
    parameters: [],
  },
  about: {
    touches: 'service or slot',
    receipt: 'gateway-1: hook f1',
    undo: 'Metrics tell the present again.',
  },
});
