/** Steps of a scripted responder. */
import * as z from 'zod';
import { durationSchema, type SeedWrap } from '../faults/quantities.ts';
import { decideStepSchema } from './schema-request.ts';

const sentence = z.string().min(1).max(2000);

const waitSchema = (seeded: SeedWrap) =>
  z.strictObject({
    wait: z
      .union([
        /** An SLO whose page fires, or `any`. */
        z.strictObject({ alert: seeded(z.string()).describe('The page of this objective, or of any, fires: checkout-latency.') }),
        z.strictObject({ after: seeded(durationSchema).describe('So long after the step before: 8s.') }),
        z.strictObject({ recoveredFor: seeded(durationSchema).describe('Users have been well by every objective for so long: 15s.') }),
        /** This change request, or `any`, has come and nobody has decided it. */
        z.strictObject({ request: z.string().describe('This change request, or any, has come and nobody has decided it: r1.') }),
        z.strictObject({ goal: z.literal('reached').describe('The goal of an optimisation drill is reached.') }),
      ])
      .describe('Nothing is done until this holds.'),
  });

const doSchema = (seeded: SeedWrap) =>
  z.discriminatedUnion('do', [
    z.strictObject({ do: z.literal('acknowledge').describe('Acknowledges the page.') }),
    z.strictObject({
      do: z.literal('declare').describe('Declares the incident.'),
      severity: z.literal([1, 2, 3, 4]).describe('How bad it is, from 1, the worst, to 4.'),
      title: seeded(sentence).describe('What the incident is called: Checkouts take seconds.'),
    }),
    z.strictObject({
      do: z.literal('status').describe('Sets the state of the incident.'),
      status: z.enum(['investigating', 'mitigating', 'monitoring']).describe('The state it is in from now on.'),
    }),
    z.strictObject({
      do: z.literal('update').describe('Posts an update to those who wait.'),
      impact: seeded(sentence).describe('What users feel.'),
      action: seeded(sentence).describe('What is being done about it.'),
      nextUpdateMinutes: z.number().min(1).max(240).describe('In how many minutes the next one is promised, 1 to 240: 5.'),
    }),
    z.strictObject({
      do: z.literal('note').describe('Writes a note into the channel.'),
      text: seeded(sentence).describe('What the note says.'),
    }),
    z.strictObject({
      do: z.literal('control').describe('Uses a control.'),
      control: z.string().describe('Control by its id, as docs/controls.md lists it: canary.abort.'),
      target: seeded(z.string()).describe('What it is used on: orders.'),
      parameters: z
        .record(z.string(), seeded(z.union([z.string(), z.number(), z.boolean()])))
        .default({})
        .describe('Its parameters by name; their defaults when left out: {timeoutMs: 800}.'),
    }),
    decideStepSchema,
    /** What the form after the end asks; said then, wherever it stands. */
    z.strictObject({
      do: z.literal('diagnose').describe('Fills in the form after the end; said then, wherever the step stands.'),
      component: seeded(z.string()).describe('What is at fault, by its name in the stack: orders->inventory.'),
      mechanism: seeded(z.string().min(1).max(300)).describe('What is wrong with it, compared with the truth word by word.'),
      conditions: z
        .array(seeded(z.string().min(1).max(300)))
        .max(8)
        .describe('What made it hurt, at most eight sentences.'),
      why: seeded(z.string().max(1000)).describe('How that was found out.'),
    }),
    /** `leftOn`: owner of whatever still stands; of the expert it is the owner of the trigger unless said otherwise. */
    z.strictObject({
      do: z.literal('resolve').describe('Says that the incident is over.'),
      summary: seeded(sentence).describe('What it was and what was done.'),
      leftOn: seeded(z.string()).optional().describe('Owner of whatever still stands; the owner of the trigger when left out.'),
    }),
  ]);

/** An empty list is the idle responder. */
export const responderSchema = (seeded: SeedWrap) => z.array(z.union([waitSchema(seeded), doSchema(seeded)]));

export type ResolvedStep = z.infer<ReturnType<typeof responderSchema>>[number];
