/** What a form asks while an action is being prepared: what there is to choose from, and what the use would be. */
import * as z from 'zod';
import { parametersSchema } from './commands.ts';

/** `GET /api/v1/drills/:drillId/choices?control=…&target=…&parameter=…`: as production would show it at this moment. */
export const liveChoicesSchema = z.object({
  choices: z.array(
    z.object({
      value: z.string(),
      label: z.string(),
      facts: z.array(z.object({ name: z.string(), value: z.string() })),
    }),
  ),
});
export type LiveChoices = z.infer<typeof liveChoicesSchema>;

export const choicesQuerySchema = z.object({
  control: z.string().max(60),
  target: z.string().max(80),
  parameter: z.string().max(40),
});
export type ChoicesQuery = z.infer<typeof choicesQuerySchema>;

/** `POST /api/v1/drills/:drillId/preview`. */
export const previewRequestSchema = z.strictObject({
  control: z.string().max(60),
  target: z.string().max(80),
  parameters: parametersSchema,
});
export type PreviewRequest = z.infer<typeof previewRequestSchema>;

export const actionPreviewSchema = z.object({
  /** The same thing in the trade. */
  equivalent: z.string(),
  /** What would be so then, as the change log would say it; null while something of it has still to be said. */
  effect: z.string().nullable(),
  /** Why it would be refused as it stands; null when it would be taken. */
  problem: z.string().nullable(),
  /** Why it has to be said twice: it reaches everybody, or cannot be taken back. Null when it has not. */
  broad: z.string().nullable(),
});
export type ActionPreview = z.infer<typeof actionPreviewSchema>;
