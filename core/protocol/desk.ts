/** What the facilitator sees besides the players' view. Only ever sent to a socket or request that holds the key. */
import * as z from 'zod';
import { milestones } from '../drill/values.ts';
import { requestVerdicts } from './requests.ts';

const deskItemSchema = z.object({
  injectId: z.string(),
  kind: z.enum(['fault', 'change', 'message', 'request']),
  /** One line: `latency on catalog->redis`, `CEO: How many orders …`. */
  label: z.string(),
  detail: z.string(),
  drawer: z.boolean(),
  state: z.enum(['next', 'fired', 'skipped']),
  /** Game time; null while it waits for an alert or lies in the drawer. */
  dueAtMs: z.number().nullable(),
  /** `the first page` or the SLO it waits for; null otherwise. */
  waitsFor: z.string().nullable(),
  firedAtMs: z.number().nullable(),
});

export const deskSchema = z.object({
  drillId: z.string(),
  scenarioId: z.string(),
  title: z.string(),
  seed: z.number(),
  difficulty: z.number(),
  /** One page to read before and during: what is seen when, dead ends, probing questions. */
  sheet: z.object({
    seenWhen: z.array(z.object({ when: z.string(), seen: z.string() })),
    deadEnds: z.array(z.string()),
    questions: z.array(z.string()),
  }),
  truth: z.object({
    component: z.string(),
    mechanism: z.string(),
    why: z.string(),
    owner: z.string(),
    conditions: z.array(z.string()),
    propagation: z.array(z.object({ from: z.string(), to: z.string(), effect: z.string() })),
    accepted: z.array(z.string()),
    partial: z.array(z.string()),
    harmful: z.array(z.string()),
    forbidden: z.array(z.string()),
    decoys: z.array(z.string()),
  }),
  /** In words: what a pod may buy, at which share of its diagnosis. */
  hints: z.array(z.object({ costPercent: z.number(), text: z.string(), takenBy: z.string().nullable() })),
  /** What stood against each resolve that was taken back although users were well. */
  unmet: z.array(z.object({ atMs: z.number(), reasons: z.array(z.string()) })),
  script: z.array(deskItemSchema),
  /** Change requests of the script, with what would be right; `requestId` is null until it comes. */
  requests: z.array(
    z.object({
      injectId: z.string(),
      requestId: z.string().nullable(),
      title: z.string(),
      right: z.enum(requestVerdicts).nullable(),
      because: z.string(),
    }),
  ),
  faults: z.array(
    z.object({
      faultId: z.string(),
      label: z.string(),
      component: z.string(),
      state: z.enum(['requested', 'applied', 'felt', 'ended', 'failed']),
      appliedAtMs: z.number().nullable(),
    }),
  ),
  /** Sealed ones included. */
  milestones: z.partialRecord(z.enum(milestones), z.number()),
  /** The ledger's own account, over the last 10 s and in all. */
  ledger: z.array(
    z.object({
      slo: z.string(),
      displayName: z.string(),
      objective: z.number(),
      badShareNow: z.number().nullable(),
      bad: z.number(),
      total: z.number(),
    }),
  ),
  /** The same account over time, since the clock runs: share of bad events in the 10 s before each moment, at most ten minutes. */
  ledgerOverTime: z.object({ atMs: z.array(z.number()), badShare: z.record(z.string(), z.array(z.number().nullable())) }),
  /** Game time of the pod's newest act; null before the first. The stuck timer counts from it. */
  lastPodActMs: z.number().nullable(),
  lastPodAct: z.string().nullable(),
  players: z.array(z.object({ playerId: z.string(), online: z.boolean(), lastActMs: z.number().nullable() })),
  notes: z.array(z.object({ noteId: z.string(), atMs: z.number(), text: z.string() })),
  undo: z.object({ ok: z.boolean(), remaining: z.array(z.string()) }).nullable(),
});
export type Desk = z.infer<typeof deskSchema>;

/** Faults a facilitator may choose from. `GET /api/v1/facilitator/faults`. */
export const faultOfferSchema = z.object({
  fault: z.string(),
  title: z.string(),
  targets: z.array(z.string()),
  parameters: z.array(
    z.object({
      name: z.string(),
      type: z.enum(['number', 'choice', 'text']),
      unit: z.string(),
      min: z.number().nullable(),
      max: z.number().nullable(),
      choices: z.array(z.string()),
      default: z.union([z.string(), z.number()]),
    }),
  ),
});
export type FaultOffer = z.infer<typeof faultOfferSchema>;

/** A scenario as the desk lists it before a game day. `GET /api/v1/facilitator/scenarios`. */
export const deskScenarioSchema = z.object({
  scenarioId: z.string(),
  title: z.string(),
  difficulty: z.number(),
  minutes: z.number(),
  capabilities: z.array(z.string()),
  practices: z.array(z.string()),
  sheet: deskSchema.shape.sheet,
});
export type DeskScenario = z.infer<typeof deskScenarioSchema>;
