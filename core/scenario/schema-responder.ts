/** Steps of a scripted responder. */
import * as z from 'zod';
import { durationSchema, type SeedWrap } from '../faults/quantities.ts';
import { decideStepSchema } from './schema-request.ts';

const sentence = z.string().min(1).max(2000);

const waitSchema = (seeded: SeedWrap) =>
  z.strictObject({
    wait: z.union([
      /** An SLO whose page fires, or `any`. */
      z.strictObject({ alert: seeded(z.string()) }),
      z.strictObject({ after: seeded(durationSchema) }),
      z.strictObject({ recoveredFor: seeded(durationSchema) }),
      /** This change request, or `any`, has come and nobody has decided it. */
      z.strictObject({ request: z.string() }),
      z.strictObject({ goal: z.literal('reached') }),
    ]),
  });

const doSchema = (seeded: SeedWrap) =>
  z.discriminatedUnion('do', [
    z.strictObject({ do: z.literal('acknowledge') }),
    z.strictObject({
      do: z.literal('declare'),
      severity: z.literal([1, 2, 3, 4]),
      title: seeded(sentence),
    }),
    z.strictObject({ do: z.literal('status'), status: z.enum(['investigating', 'mitigating', 'monitoring']) }),
    z.strictObject({
      do: z.literal('update'),
      impact: seeded(sentence),
      action: seeded(sentence),
      nextUpdateMinutes: z.number().min(1).max(240),
    }),
    z.strictObject({ do: z.literal('note'), text: seeded(sentence) }),
    z.strictObject({
      do: z.literal('control'),
      control: z.string(),
      target: seeded(z.string()),
      parameters: z.record(z.string(), seeded(z.union([z.string(), z.number(), z.boolean()]))).default({}),
    }),
    decideStepSchema,
    /** What the form after the end asks; said then, wherever it stands. */
    z.strictObject({
      do: z.literal('diagnose'),
      component: seeded(z.string()),
      mechanism: seeded(z.string().min(1).max(300)),
      conditions: z.array(seeded(z.string().min(1).max(300))).max(8),
      why: seeded(z.string().max(1000)),
    }),
    /** `leftOn`: owner of whatever still stands; of the expert it is the owner of the trigger unless said otherwise. */
    z.strictObject({ do: z.literal('resolve'), summary: seeded(sentence), leftOn: seeded(z.string()).optional() }),
  ]);

/** An empty list is the idle responder. */
export const responderSchema = (seeded: SeedWrap) => z.array(z.union([waitSchema(seeded), doSchema(seeded)]));

export type ResolvedStep = z.infer<ReturnType<typeof responderSchema>>[number];
