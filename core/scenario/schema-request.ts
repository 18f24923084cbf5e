/** A change request in a scenario: who wants to ship what. Its papers are the shop's own: nothing of them is written here. */
import * as z from 'zod';
import { durationSchema, type SeedWrap } from '../faults/quantities.ts';
import { requestConditionSchema, requestVerdicts } from '../protocol/requests.ts';

const sentence = z.string().min(1).max(2000);

const shipsSchema = (seeded: SeedWrap) =>
  z.union([
    z.strictObject({
      release: z.strictObject({
        service: seeded(z.string()),
        version: seeded(z.string()),
        /** Left out: to everybody. */
        canary: seeded(z.number().gt(0).max(0.9)).optional(),
      }),
    }),
    z.strictObject({ migration: seeded(z.string()) }),
    z.strictObject({ flag: seeded(z.string()), variant: seeded(z.string()) }),
    /** Whether version 1 of the public API is answered at this service. */
    z.strictObject({ apiVersion: z.strictObject({ service: seeded(z.string()), state: z.enum(['on', 'off']) }) }),
  ]);

export const requestSchema = (seeded: SeedWrap) =>
  z.strictObject({
    /** A role: `Supply engineer`. */
    from: seeded(sentence),
    /** Who answers for it, by id in the stack. */
    owner: seeded(z.string()),
    title: seeded(z.string().min(1).max(120)),
    summary: seeded(sentence),
    ships: shipsSchema(seeded),
    /** How long after it came an answer is wanted. */
    wantedIn: seeded(durationSchema).optional(),
    /** What the developer says to each answer, where it is more than thanks. */
    replies: z
      .strictObject({ approve: seeded(sentence).optional(), hold: seeded(sentence).optional(), conditions: seeded(sentence).optional() })
      .default({}),
  });
export type AuthoredRequest = z.infer<ReturnType<typeof requestSchema>>;

/** Of the truth: what is right for each request of the script, and why. */
export const requestTruthSchema = (seeded: SeedWrap) =>
  z.strictObject({
    /** Id (`as:`) of the inject. */
    request: z.string(),
    right: z.enum(requestVerdicts),
    /** Kinds of condition of which one has to be set; left out: any. */
    conditions: z.array(z.enum(['canaryShare', 'afterIncident', 'flagOffBy'])).default([]),
    because: seeded(sentence),
  });

/** Step of a responder; passed over when there is nothing to decide. */
export const decideStepSchema = z.strictObject({
  do: z.literal('decide'),
  /** Id of the inject, or `any`: the oldest that nobody has decided. */
  request: z.string(),
  verdict: z.enum(requestVerdicts),
  conditions: z.array(requestConditionSchema).default([]),
});
