/** Tasks of the pod: somebody does something within so many minutes, and says what came of it. */
import * as z from 'zod';

const commandId = z.string().min(1).max(64);
const taskId = z.string().max(40);
const ownerPlayerId = z.string().max(40).nullable();
const minutes = z.number().min(1).max(120);

export const taskViewSchema = z.object({
  taskId: z.string(),
  atMs: z.number(),
  by: z.string(),
  text: z.string(),
  /** Null while nobody has it. */
  ownerPlayerId: z.string().nullable(),
  owner: z.string().nullable(),
  /** Game time at which its time box is over. */
  dueAtMs: z.number(),
  /** How often its time box was renewed. */
  renewals: z.number(),
  /** Null while it is open. `result`: what came of it; empty where nothing was said. */
  closed: z.object({ by: z.string(), atMs: z.number(), result: z.string() }).nullable(),
});
export type TaskView = z.infer<typeof taskViewSchema>;

export const taskCommands = [
  z.strictObject({
    type: z.literal('addTask'),
    commandId,
    text: z.string().trim().min(1).max(300),
    /** A player of the drill who may act, or nobody yet. */
    ownerPlayerId,
    timeBoxMinutes: minutes,
  }),
  z.strictObject({ type: z.literal('closeTask'), commandId, taskId, result: z.string().trim().max(400).optional() }),
  /** So many minutes from now. */
  z.strictObject({ type: z.literal('renewTask'), commandId, taskId, minutes }),
  z.strictObject({ type: z.literal('handTask'), commandId, taskId, ownerPlayerId }),
] as const;
