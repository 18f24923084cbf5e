/** Shifts on the wire: `GET /api/v1/shifts`, `POST /api/v1/shifts`, `GET /api/v1/shifts/:shiftId`, and how to go on in one. */
import * as z from 'zod';
import { outcomes } from '../drill/values.ts';
import { joinedSchema } from './messages.ts';

/** Begins a shift. Whoever shows the facilitator key opens it for a pod; anybody else is its first player. */
export const startShiftSchema = z.strictObject({
  shift: z.string().max(80),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .optional(),
  playerName: z.string().trim().min(1).max(60).optional(),
});
export type StartShift = z.infer<typeof startShiftSchema>;

/** A shift as everybody may see it before it is taken. */
const shiftCardSchema = z.object({ id: z.string(), title: z.string(), briefing: z.string(), minutes: z.number() });
export type ShiftCard = z.infer<typeof shiftCardSchema>;

export const shiftListSchema = z.object({
  shifts: z.array(shiftCardSchema),
  /** Taken in this house, newest first. */
  taken: z.array(z.object({ shiftId: z.string(), title: z.string(), openedAtMs: z.number() })),
});
export type ShiftList = z.infer<typeof shiftListSchema>;

/** A watch has been opened; its lobby waits. */
export const watchOpenedSchema = z.object({
  shiftId: z.string(),
  drillId: z.string(),
  /** By which others join. */
  code: z.string(),
  /** Null for a facilitator. */
  player: joinedSchema.nullable(),
});
export type WatchOpened = z.infer<typeof watchOpenedSchema>;

export const shiftViewSchema = z.object({
  shiftId: z.string(),
  title: z.string(),
  briefing: z.string(),
  /** Game time that the shift takes at most. */
  minutes: z.number(),
  /** `between`: the next watch can be opened. How many there are to come is told to nobody. */
  state: z.enum(['running', 'between', 'over']),
  /** Game time of its ended watches. */
  playedMs: z.number(),
  /** Share of a budget below which nothing is promoted without an exception; null where the house has no such policy. */
  budgetLine: z.number().nullable(),
  /** Opened so far, in their order. */
  watches: z.array(
    z.object({
      drillId: z.string(),
      openedAtMs: z.number(),
      /** This and the next are null while it is played. */
      outcome: z.enum(outcomes).nullable(),
      tookMs: z.number().nullable(),
      /** What it was; null while that is sealed. */
      title: z.string().nullable(),
      exceptions: z.array(z.object({ atMs: z.number(), by: z.string(), reason: z.string() })),
    }),
  ),
  /** Shares of the error budget, by the ledger of the users. */
  budgets: z.array(
    z.object({
      slo: z.string(),
      displayName: z.string(),
      openedAt: z.number(),
      /** What each ended watch took off it, in their order; null while its truth is closed to the reader. */
      charged: z.array(z.number().nullable()),
      /** Negative once overspent; null while something of it is closed. */
      left: z.number().nullable(),
    }),
  ),
  /** Once it is over and nothing of it is closed. */
  report: z
    .object({
      watches: z.number(),
      /** Watches after which users were well. */
      wellAtTheEnd: z.number(),
      requests: z.object({ asked: z.number(), right: z.number() }),
      exceptions: z.number(),
      /** Objectives whose budget ended below the line. */
      belowLine: z.array(z.string()),
    })
    .nullable(),
  /** Whether the reader may open the next watch. */
  mayGoOn: z.boolean(),
});
export type ShiftView = z.infer<typeof shiftViewSchema>;
