import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { parseSegment, type Segment } from '../sandbox/load-shape.ts';
import { defineFault } from './fault.ts';
import { shareSchema } from './quantities.ts';

const targetOf = (where: string): string => where.slice(0, where.indexOf('['));

/** The text has passed its schema; a field that is no segment's is told apart by the check against the stack. */
function segmentOf(where: string): Segment {
  const text = where.slice(where.indexOf('[') + 1, -1);
  const segment = parseSegment(text);
  if (!segment) throw new Error(`${text} is no segment; its schema refuses it`);
  return segment;
}

/**
 * A service answers with an error where the work is about one segment: `orders[currency=GBP]`. On one version of a service
 * (`payments@1.6.3[currency=GBP]`) it is wherever that version runs.
 */
export const segmentErrors = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('segment-errors').describe('A service answers with an error where the work is about one segment.'),
      where: seeded(
        z
          .string()
          .regex(
            /^[a-z0-9-]+(@[0-9][0-9.]*)?\[(currency|category|customerId)=[^\]]+\]$/,
            'service[field=value] or service@version[field=value]: orders[currency=GBP]',
          ),
      ).describe(
        'Service, instance or version of a service, and the segment that fails there: orders[currency=GBP] or payments@1.6.3[currency=GBP].',
      ),
      status: seeded(z.int().min(400).max(599)).describe('HTTP status of the failed answers, 400 to 599: 500.'),
      share: seeded(shareSchema).optional().describe('Share of that segment that fails, 0 to 1; all of it when left out.'),
    }),
  compile: (fault) => ({
    kind: 'hook',
    target: targetOf(fault.where),
    hook: { type: 'fail', status: fault.status, share: fault.share ?? 1, segment: segmentOf(fault.where) },
  }),
  describe: (fault) =>
    `${targetOf(fault.where)} answers ${Math.round((fault.share ?? 1) * 100)} % of what is about ${fault.where.slice(fault.where.indexOf('[') + 1, -1)} with ${fault.status}`,
  form: {
    title: 'Errors for one segment',
    on: 'declared',
    parameters: [
      numberParameter('status', { unit: 'HTTP status', min: 400, max: 599, default: 500, integer: true }),
      numberParameter('share', { unit: 'share', min: 0.01, max: 1, default: 0.4 }),
    ],
  },
  about: {
    touches: 'service, slot or version of a service',
    receipt: 'orders-1: hook f1',
    undo: 'The hook is taken out of every slot, a restarted one starts without it.',
  },
});
