/** One profile of a service instance: what was asked for, and what came of it. */
import * as z from 'zod';
import { cpuProfileSchema, heapProfileSchema } from './v8.ts';

export const profileKinds = ['cpu', 'heap'] as const;
export const shortestProfileSeconds = 1;
export const longestProfileSeconds = 30;

export const profileWishSchema = z.strictObject({
  /** The instance: `catalog-2`. */
  slot: z.string().min(1).max(60),
  /** `cpu`: where its time goes. `heap`: what it allocates and keeps. */
  kind: z.enum(profileKinds),
  seconds: z.number().int().min(shortestProfileSeconds).max(longestProfileSeconds),
});
export type ProfileWish = z.infer<typeof profileWishSchema>;

/** Bytes of one part of a process before and after, each right after a full collection of garbage. */
const growthSchema = z.object({ part: z.string(), beforeBytes: z.number(), afterBytes: z.number() });
export type Growth = z.infer<typeof growthSchema>;

export const takenProfileSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cpu'), profile: cpuProfileSchema }),
  z.object({ kind: z.literal('heap'), profile: heapProfileSchema, growth: z.array(growthSchema) }),
]);
export type TakenProfile = z.infer<typeof takenProfileSchema>;
