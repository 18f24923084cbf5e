/** Profiles of a drill: `POST` and `GET /api/v1/drills/:drillId/profiles`, `GET …/profiles/:profileId` (one, whole) and `…/file` (for other tools). */
import * as z from 'zod';
import { profileKinds, profileWishSchema } from '../profile/taken.ts';

export { profileWishSchema };

const profileViewSchema = z.object({
  profileId: z.string(),
  slot: z.string(),
  kind: z.enum(profileKinds),
  /** For how long it is taken. */
  seconds: z.number(),
  /** Who asked for it. */
  by: z.string(),
  /** Game time at which it began. */
  atMs: z.number(),
  state: z.enum(['running', 'done', 'failed']),
  /** For how long it has run, milliseconds; at most its own time. */
  ranMs: z.number(),
  /** Of the file; 0 until it is done. */
  bytes: z.number(),
  /** Why there is none; null unless it failed. */
  problem: z.string().nullable(),
});
export type ProfileView = z.infer<typeof profileViewSchema>;

export const profileListSchema = z.object({ profiles: z.array(profileViewSchema) });
export const profileBegunSchema = z.object({ profile: profileViewSchema });
