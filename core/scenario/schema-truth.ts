/** The sealed part of a scenario: what is wrong, what helps, what harms, who owns it. */
import * as z from 'zod';
import { durationSchema, type SeedWrap } from '../faults/quantities.ts';
import { boundSchema, parametersSchema } from './schema-figures.ts';
import { requestTruthSchema } from './schema-request.ts';

const sentence = z.string().min(1).max(2000);

/** A use of a control; every part that is named must match, numbers may be bounded instead. */
const matchSchema = (seeded: SeedWrap) =>
  z.strictObject({
    control: z.string().describe('Control by its id, as docs/controls.md lists it: service.restart.'),
    target: seeded(z.string()).optional().describe('What it is used on; anything when left out: orders.'),
    parameters: parametersSchema(seeded).describe('Parameters that have these values; others may have any: {mode: open}.'),
    startsWith: z
      .record(z.string(), seeded(z.string()))
      .optional()
      .describe('How the value of a parameter begins that is chosen from the running system: {session: nightly-report/}.'),
    atLeast: boundSchema(seeded).describe('Smallest value of a number that still matches: {fraction: 0.2}.'),
    atMost: boundSchema(seeded).describe('Largest value of a number that still matches: {timeoutMs: 2000}.'),
  });

/** With `says` the use is refused in these words; without, it goes through and ends the safety of the drill. */
export const forbiddenSchema = (seeded: SeedWrap) =>
  matchSchema(seeded).extend({
    says: seeded(sentence)
      .optional()
      .describe('Words in which the use is refused; left out, it goes through and ends the safety of the drill.'),
  });

export const truthSchema = (seeded: SeedWrap) =>
  z.strictObject({
    trigger: z
      .strictObject({
        component: seeded(z.string()).describe(
          'Link, service, instance, engine, flag or outside system that is at fault; none when nothing is wrong: orders->inventory.',
        ),
        mechanism: seeded(sentence).describe('What is wrong with it, as one names it: latency, answers come three seconds late.'),
        since: z.string().optional().describe('Id of the inject that did it, left out when nothing is wrong: f1.'),
        why: seeded(sentence).describe('How it came to that, told in the debrief alone.'),
        owner: seeded(z.string()).describe('Owner of the component, by id in the stack; none when nothing is wrong: platform.'),
      })
      .describe('What is wrong, which a diagnosis is compared with.'),
    conditions: z.array(seeded(sentence)).describe('What made the trigger hurt, a sentence each; naming only the trigger earns half.'),
    detectionGap: seeded(sentence).describe('What would have told earlier than users did.'),
    propagation: z
      .array(
        z.strictObject({
          from: seeded(z.string()).describe('Where this hop begins: orders->inventory.'),
          to: seeded(z.string()).describe('Where it ends, users in the end: orders.'),
          effect: seeded(sentence).describe('What happens there.'),
        }),
      )
      .describe('How it went from where it began to the users, hop by hop along links of the map.'),
    accepted: z.array(matchSchema(seeded)).describe('Uses of controls that mend it.'),
    partial: z.array(matchSchema(seeded)).default([]).describe('Uses of controls that ease it.'),
    harmful: z.array(matchSchema(seeded)).default([]).describe('Uses of controls that cost users more than they help.'),
    decoys: z.array(seeded(sentence)).default([]).describe('What looks like the cause and is not, told in the debrief.'),
    owners: z
      .array(
        z.strictObject({
          owner: seeded(z.string()).describe('Owner by id in the stack: supply.'),
          reply: seeded(sentence).describe('What they answer, in their own words.'),
          ends: z.string().optional().describe('Id of the inject whose fault they end: f1; left out, they end nothing.'),
          after: seeded(durationSchema).describe('How long after the page they answer: 45s.'),
        }),
      )
      .default([])
      .describe('What owners answer when paged; those left out find nothing on their side.'),
    requests: z.array(requestTruthSchema(seeded)).default([]).describe('What is right for each change request of the script.'),
  });
