/** What presses on a pod besides the fault: people who ask again, and the ordinary noise of a shop. */
import * as z from 'zod';
import { durationSchema, type SeedWrap } from '../faults/quantities.ts';
import { conditionSchema } from './schema-condition.ts';

const sentence = z.string().min(1).max(2000);

export const messageSchema = (seeded: SeedWrap) => z.strictObject({ from: seeded(sentence), text: seeded(sentence) });

/** Messages one after another, until somebody does what they ask for. `when` is the first page unless said otherwise. */
export const escalationSchema = (seeded: SeedWrap) =>
  z.strictObject({
    when: conditionSchema(seeded).default({ alert: 'any' }),
    /** Steps that are due when this holds are left out. */
    until: conditionSchema(seeded),
    steps: z
      .array(
        z.strictObject({
          /** After the step before, or after `when` began to hold. */
          after: seeded(durationSchema),
          npc: messageSchema(seeded).optional(),
          ticket: messageSchema(seeded).optional(),
          statusPage: messageSchema(seeded).optional(),
        }),
      )
      .min(1),
  });

/** How much of the stack's own noise the seed strews in: tickets, changes, and busy spells of one service that no user feels. */
export const noiseSchema = z.strictObject({
  tickets: z.int().min(0).max(10).default(0),
  changes: z.int().min(0).max(10).default(0),
  spells: z.int().min(0).max(10).default(0),
});

/** A tier each; the price is part of the diagnosis. */
export const hintsSchema = z
  .array(z.strictObject({ cost: z.enum(['5%', '10%', '15%']), text: sentence }))
  .max(3, 'at most 3 hints: 5%, 10%, 15%')
  .default([]);
