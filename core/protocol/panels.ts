/** `POST /api/v1/drills/:drillId/panels`: a look into an engine of the running drill. Nothing of it changes anything. */
import * as z from 'zod';
import { kafkaPanelSchema, kafkaRecordsPanelSchema } from './panels-kafka.ts';
import { postgresPanelSchema, postgresPlanPanelSchema } from './panels-postgres.ts';
import { redisPanelSchema } from './panels-redis.ts';

export const panelQuerySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('kafka') }),
  z.strictObject({
    kind: z.literal('kafkaRecords'),
    topic: z.string().max(100),
    partition: z.int().min(0).max(10_000),
    /** Records before and after this offset; null for the newest. */
    around: z.int().min(0).nullable(),
  }),
  z.strictObject({ kind: z.literal('postgres') }),
  z.strictObject({
    kind: z.literal('postgresPlan'),
    /** One of those that the panel offers. */
    statement: z.string().max(60),
    /** By parameter; what is left out has its default. */
    values: z.record(z.string().max(40), z.string().max(80)),
  }),
  z.strictObject({ kind: z.literal('redis') }),
]);
export type PanelQuery = z.infer<typeof panelQuerySchema>;

/** An allow-list: what is not named here does not leave the house. */
export const panelSchema = z.discriminatedUnion('kind', [
  kafkaPanelSchema,
  kafkaRecordsPanelSchema,
  postgresPanelSchema,
  postgresPlanPanelSchema,
  redisPanelSchema,
]);
export type Panel = z.infer<typeof panelSchema>;
export type PanelOf<Kind extends PanelQuery['kind']> = Extract<Panel, { kind: Kind }>;

/**
 * That there is nothing to see is something seen, and no failed request: an engine that does not answer in time (`no_answer`), or that is
 * not there (`wrong_phase`: the drill has ended meanwhile, or not begun). `message` and `detail` say it in words.
 */
const unansweredCodes = ['no_answer', 'wrong_phase'] as const;

export const isUnanswered = (code: string): code is (typeof unansweredCodes)[number] =>
  unansweredCodes.some((unanswered) => unanswered === code);

export const panelAnswerSchema = z.union([
  z.object({
    /** How old the look is: others may have asked for it a moment before. */
    ageMs: z.number(),
    panel: panelSchema,
  }),
  z.object({ panel: z.null(), code: z.enum(unansweredCodes), message: z.string(), detail: z.string().optional() }),
]);
export type PanelAnswer = z.infer<typeof panelAnswerSchema>;
