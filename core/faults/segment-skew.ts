import * as z from 'zod';
import { numberParameter } from '../controls/parameters.ts';
import { type LoadShape, parseSegment } from '../sandbox/load-shape.ts';
import { defineFault } from './fault.ts';
import { shareSchema } from './quantities.ts';

function skewOf({ segment, share }: { segment: string; share: number }): NonNullable<LoadShape['segment']> {
  const parsed = parseSegment(segment);
  if (!parsed) throw new Error(`${segment} is no segment; its schema refuses it`);
  return { ...parsed, share };
}

/** So many customers, or so much browsing, are of one segment: `currency=GBP`. */
export const segmentSkew = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('segment-skew').describe('More users, or more browsing, are of one segment.'),
      segment: seeded(z.string().regex(/^(currency|category|customerId)=.+$/, 'field=value: currency=GBP')).describe(
        'Who becomes more, as field=value: currency=GBP, category=toys or customerId=customer-7.',
      ),
      share: seeded(shareSchema).describe('Share of the users, or of the browsing, that is of this segment, 0 to 1: 0.8.'),
    }),
  compile: (fault) => ({ kind: 'loadShape', shape: { segment: skewOf(fault) } }),
  describe: (fault) => `${Math.round(fault.share * 100)} % of users are of ${fault.segment}`,
  form: {
    title: 'Skew to one segment',
    on: 'segment',
    parameters: [numberParameter('share', { unit: 'share', min: 0.01, max: 1, default: 0.8 })],
  },
  about: {
    touches: 'shape of traffic',
    receipt: 'load: 80 % with currency GBP',
    undo: 'The ordinary mix of customers comes.',
  },
});
