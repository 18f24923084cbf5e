import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { linkToxic } from './link-toxic.ts';
import { shareSchema } from './quantities.ts';

/** Telemetry over a share of connections vanishes; their exporters notice nothing but a time-out. */
export const telemetryLoss = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('telemetry-loss').describe('Telemetry of some connections vanishes.'),
      link: seeded(z.string()).describe('Link that carries telemetry: services->collector.'),
      share: seeded(shareSchema)
        .optional()
        .describe('Share of the connections whose telemetry vanishes, 0 to 1; all of them when left out.'),
    }),
  compile: (fault) => linkToxic({ link: fault.link, stream: 'upstream', toxicity: fault.share }, 'timeout', { timeout: 0 }),
  describe: (fault) => `telemetry of ${Math.round((fault.share ?? 1) * 100)} % of connections vanishes`,
  form: {
    title: 'Lost telemetry',
    on: 'telemetry',
    parameters: [numberParameter('share', { unit: 'share', min: 0.01, max: 1, default: 1 })],
  },
  about: {
    touches: 'telemetry link',
    receipt: 'services->collector: toxic f1 (timeout) added',
    undo: 'The toxic is removed; Toxiproxy closes the connections it held and exporters connect anew. What was lost stays lost.',
  },
});
