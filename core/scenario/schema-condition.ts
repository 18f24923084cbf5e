/** What an inject may wait for: facts of the room and of the log, joined by `all` and `any`. */
import * as z from 'zod';
import { durationSchema, type SeedWrap } from '../faults/quantities.ts';
import { boundSchema, parametersSchema } from './schema-figures.ts';

const injectId = z.string().regex(/^[a-z][a-z0-9]*$/, 'the id (as:) of an inject: f1');

const factSchemas = (seeded: SeedWrap) =>
  [
    /** The first page of this SLO, or of `any`. */
    z.strictObject({ alert: seeded(z.string()).describe('The first page of this objective has fired, or of any: checkout-latency.') }),
    z.strictObject({ declared: z.literal(true).describe('The pod has declared an incident.') }),
    z.strictObject({ acknowledged: z.literal(true).describe('The pod has acknowledged a page.') }),
    /** The pod has posted its first update. */
    z.strictObject({ updated: z.literal(true).describe('The pod has posted its first update.') }),
    z.strictObject({ summarised: z.literal(true).describe('The pod has written a summary of where it stands.') }),
    z.strictObject({ published: z.literal(true).describe('The pod has published on its own status page.') }),
    /** A resolve stands. */
    z.strictObject({ resolved: z.literal(true).describe('A resolve stands.') }),
    z.strictObject({
      status: z
        .enum(['investigating', 'mitigating', 'monitoring'])
        .describe('The pod has said that the incident is in this state; from the first time on, whatever it says later.'),
    }),
    /** A control has been asked for, on this target or on any, with these figures or with any. */
    z.strictObject({
      control: z.string().describe('A control has been asked for, by its id: service.restart.'),
      target: seeded(z.string()).optional().describe('What that control was asked for on; any target when left out: orders.'),
      parameters: parametersSchema(seeded).describe('Parameters that it was asked for with; any when left out: {variant: "off"}.'),
      atLeast: boundSchema(seeded).describe('Smallest value of a number that it was asked for with: {slots: 3}.'),
      atMost: boundSchema(seeded).describe('Largest value of a number that it was asked for with: {slots: 1}.'),
    }),
    z.strictObject({ paged: seeded(z.string()).describe('This owner has been paged: platform.') }),
    z.strictObject({ fired: injectId.describe('The inject of this id has happened: f1.') }),
    /** The fault of this inject has been taken off, by whomever. */
    z.strictObject({ ended: injectId.describe('The fault of this inject has been taken off, by whomever: f1.') }),
    /** So long since the newest update, or since the first page while there is none. */
    z.strictObject({
      noUpdateFor: seeded(durationSchema).describe('So long since the newest update, or since the first page while there is none: 3m.'),
    }),
    /** So long since the clock started. */
    z.strictObject({ clock: seeded(durationSchema).describe('So long since the clock started: 2m.') }),
  ] as const;

export type AuthoredCondition = AuthoredFact | { all: AuthoredCondition[] } | { any: AuthoredCondition[] };
export type AuthoredFact = z.infer<ReturnType<typeof factSchemas>[number]>;

const built = new Map<SeedWrap, z.ZodType<AuthoredCondition>>();

/** One schema for each wrap, so that the generated JSON Schema refers to it instead of repeating it. */
export function conditionSchema(seeded: SeedWrap): z.ZodType<AuthoredCondition> {
  const known = built.get(seeded);
  if (known) return known;
  const self: z.ZodType<AuthoredCondition> = z.lazy(() => whole);
  const list = z.array(self).min(2, 'two conditions or more');
  const whole = z.union([
    ...factSchemas(seeded),
    z.strictObject({ all: list.describe('All of these hold, two or more.') }),
    z.strictObject({ any: list.describe('One of these holds, of two or more.') }),
  ]);
  built.set(seeded, whole);
  return whole;
}
