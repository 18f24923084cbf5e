/** The sealed part of a scenario: what is wrong, what helps, what harms, who owns it. */
import * as z from 'zod';
import { durationSchema, type SeedWrap } from '../faults/quantities.ts';
import { requestTruthSchema } from './schema-request.ts';

const sentence = z.string().min(1).max(2000);

/** A use of a control; every part that is named must match, numbers may be bounded instead. */
const matchSchema = (seeded: SeedWrap) =>
  z.strictObject({
    control: z.string(),
    target: seeded(z.string()).optional(),
    parameters: z.record(z.string(), seeded(z.union([z.string(), z.number(), z.boolean()]))).optional(),
    startsWith: z.record(z.string(), seeded(z.string())).optional(),
    atLeast: z.record(z.string(), seeded(z.number())).optional(),
    atMost: z.record(z.string(), seeded(z.number())).optional(),
  });

/** With `says` the use is refused in these words; without, it goes through and ends the safety of the drill. */
export const forbiddenSchema = (seeded: SeedWrap) => matchSchema(seeded).extend({ says: seeded(sentence).optional() });

export const truthSchema = (seeded: SeedWrap) =>
  z.strictObject({
    trigger: z.strictObject({
      /** Link, service, slot, engine, flag or outside system; `none` when nothing is wrong. */
      component: seeded(z.string()),
      mechanism: seeded(sentence),
      /** Id of the inject that did it; left out when nothing is wrong. */
      since: z.string().optional(),
      why: seeded(sentence),
      /** Owner of the component; `none` when nothing is wrong. */
      owner: seeded(z.string()),
    }),
    /** What made the trigger hurt. Naming only the trigger earns half. */
    conditions: z.array(seeded(sentence)),
    detectionGap: seeded(sentence),
    propagation: z.array(z.strictObject({ from: seeded(z.string()), to: seeded(z.string()), effect: seeded(sentence) })),
    accepted: z.array(matchSchema(seeded)),
    partial: z.array(matchSchema(seeded)).default([]),
    harmful: z.array(matchSchema(seeded)).default([]),
    decoys: z.array(seeded(sentence)).default([]),
    /** What an owner answers when paged, and which inject that ends, how long after. Owners left out find nothing on their side. */
    owners: z
      .array(
        z.strictObject({
          owner: seeded(z.string()),
          reply: seeded(sentence),
          ends: z.string().optional(),
          after: seeded(durationSchema),
        }),
      )
      .default([]),
    requests: z.array(requestTruthSchema(seeded)).default([]),
  });
