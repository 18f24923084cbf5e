/** How it was found out whether it was over: the resolve that held, and what was tried before it did. */
import * as z from 'zod';

export const probeResults = ['passed', 'stood', 'hurt', 'unfinished', 'impossible', 'not tried'] as const;

const probeTrialSchema = z.object({
  probe: z.enum(['restart', 'replay']),
  /** Game milliseconds; null where it was not begun. */
  atMs: z.number().nullable(),
  /** `stood`: the trigger was on all the time, users were well under it, and nothing was left to bring back. */
  result: z.enum(probeResults),
  /** All of it in words, players' own. */
  words: z.string(),
});
export type ProbeTrial = z.infer<typeof probeTrialSchema>;

export const oracleTellingSchema = z.object({
  /** Whether a resolve held, and where none did, whether anybody looked at all. */
  words: z.string(),
  probes: z.array(probeTrialSchema),
});
export type OracleTelling = z.infer<typeof oracleTellingSchema>;
