import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';
import { linkToxic } from './link-toxic.ts';
import { durationMs, durationSchema } from './quantities.ts';

/** Telemetry arrives late. */
export const telemetryDelay = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('telemetry-delay').describe('Telemetry arrives late.'),
      link: seeded(z.string()).describe('Link that carries telemetry: services->collector.'),
      delay: seeded(durationSchema).describe('How much later telemetry arrives, with its unit: 30s.'),
      jitter: seeded(durationSchema).optional().describe('How much that varies either way, with its unit: 2s; 0 when left out.'),
    }),
  compile: (fault) =>
    linkToxic({ link: fault.link, stream: 'upstream' }, 'latency', {
      latency: durationMs(fault.delay),
      jitter: fault.jitter ? durationMs(fault.jitter) : 0,
    }),
  describe: (fault) => `telemetry arrives ${fault.delay} late`,
  form: {
    title: 'Late telemetry',
    on: 'telemetry',
    parameters: [
      numberParameter('delay', { unit: 'ms', min: 1, max: 60000, default: 2000 }),
      numberParameter('jitter', { unit: 'ms', min: 0, max: 30000, default: 0 }),
    ],
  },
  about: {
    touches: 'telemetry link',
    receipt: 'services->collector: toxic f1 (latency) added',
    undo: 'The toxic is removed from every proxy of the link; connections that are open go on without it.',
  },
});
