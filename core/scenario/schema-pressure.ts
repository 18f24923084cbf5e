/** What presses on a pod besides the fault: people who ask again, and the ordinary noise of a shop. */
import * as z from 'zod';
import { durationSchema, type SeedWrap } from '../faults/quantities.ts';
import { conditionSchema } from './schema-condition.ts';

const sentence = z.string().min(1).max(2000);

export const messageSchema = (seeded: SeedWrap) =>
  z.strictObject({
    from: seeded(sentence).describe('Who says it, by role: Head of sales.'),
    text: seeded(sentence).describe('What they say: a symptom or a part, never component and mechanism together.'),
  });

/** Messages one after another, until somebody does what they ask for. `when` is the first page unless said otherwise. */
export const escalationSchema = (seeded: SeedWrap) =>
  z.strictObject({
    when: conditionSchema(seeded)
      .default({ alert: 'any' })
      .describe('What the first step waits for; the first page, {alert: any}, when left out.'),
    until: conditionSchema(seeded).describe('Steps that are due when this holds are left out: {updated: true}.'),
    steps: z
      .array(
        z.strictObject({
          after: seeded(durationSchema).describe('How long after the step before, or after when began to hold: 90s.'),
          npc: messageSchema(seeded).optional().describe('What a colleague says in the channel of the incident.'),
          ticket: messageSchema(seeded).optional().describe('What a customer writes to support.'),
          statusPage: messageSchema(seeded).optional().describe('What an outside provider or team has on its status page.'),
        }),
      )
      .min(1)
      .describe('The messages, one after another.'),
  });

/** How much of the stack's own noise the seed strews in: tickets, changes, and busy spells of one service that no user feels. */
export const noiseSchema = z.strictObject({
  tickets: z.int().min(0).max(10).default(0).describe('Tickets of ordinary customers, 0 to 10; 0 when left out.'),
  changes: z.int().min(0).max(10).default(0).describe('Changes that do nothing, 0 to 10 and no more than the stack has; 0 when left out.'),
  spells: z.int().min(0).max(10).default(0).describe('Busy spells of one service that no user feels, 0 to 10; 0 when left out.'),
});

/** A tier each; the price is part of the diagnosis. */
export const hintsSchema = z
  .array(
    z.strictObject({
      cost: z.enum(['5%', '10%', '15%']).describe('Its price, as part of the diagnosis: 5% for the first, 10% and 15% for the next.'),
      text: sentence.describe('Where to look and what to compare; only the last hint may name the part.'),
    }),
  )
  .max(3, 'at most 3 hints: 5%, 10%, 15%')
  .default([]);
