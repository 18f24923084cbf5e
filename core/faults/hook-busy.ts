import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';

/** The event loop of a service (or one slot) is busy with other work for a share of the time. */
export const hookBusy = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('hook-busy').describe('A service is busy with other work for a share of its time.'),
      target: seeded(z.string()).describe('Service or instance that is busy: catalog or catalog-1.'),
      share: seeded(z.number().min(0).max(0.95)).describe('Share of the time that goes to other work, 0 to 0.95: 0.6.'),
    }),
  compile: (fault) => ({ kind: 'hook', target: fault.target, hook: { type: 'busy', share: fault.share } }),
  describe: (fault) => `${fault.target} is busy with other work ${Math.round(fault.share * 100)} % of the time`,
  form: {
    title: 'Service busy with other work',
    on: 'service',
    parameters: [numberParameter('share', { unit: 'share', min: 0.01, max: 0.95, default: 0.6 })],
  },
  about: {
    touches: 'service or slot',
    receipt: 'catalog-1: hook f1',
    undo: 'The hook is taken out of every slot, a restarted one starts without it.',
  },
});
