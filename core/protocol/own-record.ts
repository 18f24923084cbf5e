/** What somebody has played: `POST /api/v1/own-record`, with the tokens of their drills. */
import * as z from 'zod';
import { outcomes } from '../drill/values.ts';
import { roles } from './roles.ts';

/** A browser remembers no more. */
const mostTokens = 20;

export const ownRecordRequestSchema = z.strictObject({ playerTokens: z.array(z.string().max(1000)).max(mostTokens) });

export const ownRecordSchema = z.object({
  /** Ended drills they were in, newest first. */
  drills: z.array(
    z.object({
      drillId: z.string(),
      scenarioId: z.string(),
      /** The neutral name. */
      name: z.string(),
      openedAtMs: z.number(),
      outcome: z.enum(outcomes),
      role: z.enum(roles).nullable(),
      ordersLost: z.number(),
      /** From impact until users were well again; null when they were not. Milliseconds. */
      toMitigateMs: z.number().nullable(),
      /** Opened with the truth: null while the diagnosis is still to be said. */
      told: z
        .object({
          title: z.string(),
          capabilities: z.array(z.string()),
          practices: z.array(z.string()),
          /** Own diagnosis: how many links from the truth (0: there; null: not connected). Null without one. */
          diagnosis: z.object({ hops: z.number().nullable() }).nullable(),
        })
        .nullable(),
    }),
  ),
});
export type OwnRecord = z.infer<typeof ownRecordSchema>;
export type OwnDrill = OwnRecord['drills'][number];
