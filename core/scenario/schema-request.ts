/** A change request in a scenario: who wants to ship what. Its papers are the shop's own: nothing of them is written here. */
import * as z from 'zod';
import { durationSchema, type SeedWrap } from '../faults/quantities.ts';
import { requestConditionSchema, requestVerdicts } from '../protocol/requests.ts';

const sentence = z.string().min(1).max(2000);

const shipsSchema = (seeded: SeedWrap) =>
  z.union([
    z.strictObject({
      release: z
        .strictObject({
          service: seeded(z.string()).describe('Service whose version changes: orders.'),
          version: seeded(z.string()).describe('Version that is to be shipped: 3.9.0.'),
          canary: seeded(z.number().gt(0).max(0.9))
            .optional()
            .describe('Share of calls that is asked for, above 0 and up to 0.9: 0.2; to everybody when left out.'),
        })
        .describe('A release of a service, to everybody or on a canary.'),
    }),
    z.strictObject({ migration: seeded(z.string()).describe('Migration of the stack by its name: stock-audit.') }),
    z.strictObject({
      flag: seeded(z.string()).describe('Feature flag by its name in flags.json: bundle-pricing.'),
      variant: seeded(z.string()).describe('Variant that everybody is to get: on.'),
    }),
    /** Whether version 1 of the public API is answered at this service. */
    z.strictObject({
      apiVersion: z
        .strictObject({
          service: seeded(z.string()).describe('Service that answers the API: gateway.'),
          state: z.enum(['on', 'off']).describe('On to answer version 1, off to end it.'),
        })
        .describe('Whether version 1 of the public API is answered at a service.'),
    }),
  ]);

export const requestSchema = (seeded: SeedWrap) =>
  z.strictObject({
    from: seeded(sentence).describe('Who asks, by role: Supply engineer.'),
    owner: seeded(z.string()).describe('Who answers for it, by id in the stack: supply.'),
    title: seeded(z.string().min(1).max(120)).describe('What the request is called, at most 120 characters: orders 3.9.0, its first step.'),
    summary: seeded(sentence).describe('What the developer writes about it; the papers are added from the files of the shop.'),
    ships: shipsSchema(seeded).describe('What is deployed when it is approved.'),
    wantedIn: seeded(durationSchema).optional().describe('How long after it came an answer is wanted: 10m.'),
    replies: z
      .strictObject({
        approve: seeded(sentence).optional().describe('Answer to an approval.'),
        hold: seeded(sentence).optional().describe('Answer to a hold.'),
        conditions: seeded(sentence).optional().describe('Answer to conditions that were set.'),
      })
      .default({})
      .describe('What the developer says to each answer, where it is more than thanks.'),
  });
export type AuthoredRequest = z.infer<ReturnType<typeof requestSchema>>;

/** Of the truth: what is right for each request of the script, and why. */
export const requestTruthSchema = (seeded: SeedWrap) =>
  z.strictObject({
    request: z.string().describe('Id (as:) of the inject that has the request: r1.'),
    right: z.enum(requestVerdicts).describe('The right decision.'),
    conditions: z
      .array(z.enum(['canaryShare', 'afterIncident', 'flagOffBy']))
      .default([])
      .describe('Kinds of condition of which one has to be set, where conditions are right; any when left out.'),
    fixes: z
      .literal(true)
      .optional()
      .describe('Approved and shipped as asked for, it takes the cause away: one more of the accepted fixes.'),
    because: seeded(sentence).describe('Why that is right, told in the debrief.'),
  });

/** Step of a responder; passed over when there is nothing to decide. */
export const decideStepSchema = z.strictObject({
  do: z.literal('decide').describe('Decides a change request; passed over when there is nothing to decide.'),
  request: z.string().describe('Id of the inject, or any for the oldest request that nobody has decided.'),
  verdict: z.enum(requestVerdicts).describe('What is decided.'),
  conditions: z.array(requestConditionSchema).default([]).describe('Conditions that are set with it; none when left out.'),
});
