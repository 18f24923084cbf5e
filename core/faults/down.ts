import * as z from 'zod';
import { defineFault } from './fault.ts';

/** Nothing gets through: connections are refused, open ones are cut. */
export const down = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('down').describe('A link carries nothing any more.'),
      link: seeded(z.string()).describe('Link that carries nothing any more, as caller->called: orders->kafka.'),
    }),
  compile: (fault) => ({ kind: 'down', link: fault.link }),
  describe: (fault) => `${fault.link} is down`,
  form: {
    title: 'Link down',
    on: 'link',
    parameters: [],
  },
  about: {
    touches: 'link',
    receipt: 'orders->kafka: disabled',
    undo: 'Every proxy of the link is enabled; clients connect anew.',
  },
});
