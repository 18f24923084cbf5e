/** What an inject may wait for: facts of the room and of the log, joined by `all` and `any`. */
import * as z from 'zod';
import { durationSchema, type SeedWrap } from '../faults/quantities.ts';

const injectId = z.string().regex(/^[a-z][a-z0-9]*$/, 'the id (as:) of an inject: f1');

const factSchemas = (seeded: SeedWrap) =>
  [
    /** The first page of this SLO, or of `any`. */
    z.strictObject({ alert: seeded(z.string()) }),
    z.strictObject({ declared: z.literal(true) }),
    z.strictObject({ acknowledged: z.literal(true) }),
    /** The pod has posted its first update. */
    z.strictObject({ updated: z.literal(true) }),
    z.strictObject({ summarised: z.literal(true) }),
    z.strictObject({ published: z.literal(true) }),
    /** A resolve stands. */
    z.strictObject({ resolved: z.literal(true) }),
    z.strictObject({ status: z.enum(['investigating', 'mitigating', 'monitoring']) }),
    /** A control has been asked for, on this target or on any. */
    z.strictObject({ control: z.string(), target: seeded(z.string()).optional() }),
    z.strictObject({ paged: seeded(z.string()) }),
    z.strictObject({ fired: injectId }),
    /** The fault of this inject has been taken off, by whomever. */
    z.strictObject({ ended: injectId }),
    /** So long since the newest update, or since the first page while there is none. */
    z.strictObject({ noUpdateFor: seeded(durationSchema) }),
    /** So long since the clock started. */
    z.strictObject({ clock: seeded(durationSchema) }),
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
  const whole = z.union([...factSchemas(seeded), z.strictObject({ all: list }), z.strictObject({ any: list })]);
  built.set(seeded, whole);
  return whole;
}
