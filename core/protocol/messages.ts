/** The wire between server and browser or CLI. Parsed with these schemas on both sides; types come from them. */
import * as z from 'zod';
import { outcomes, phases } from '../drill/values.ts';
import { deskSchema } from './desk.ts';
import { drillViewSchema, timelineEntrySchema } from './drill-view.ts';
import { signalFrameSchema } from './signals.ts';

export const sandboxViewSchema = z.object({
  sandboxId: z.string().nullable(),
  state: z.enum(['none', 'starting', 'ready', 'busy', 'stopping', 'failed']),
  message: z.string(),
  components: z.array(
    z.object({
      component: z.string(),
      kind: z.string(),
      state: z.enum(['starting', 'up', 'down', 'failed']),
      version: z.string().nullable(),
      tookMs: z.number().nullable(),
      restarts: z.number(),
    }),
  ),
  load: z.object({ askedPerSecond: z.number(), sentPerSecond: z.number() }).nullable(),
});
export type SandboxView = z.infer<typeof sandboxViewSchema>;

/** Server to browser on the socket event `message`. */
export const serverMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sandbox'), sandbox: sandboxViewSchema }),
  /** `gameMs`: game time of the running drill at this second; null without one. */
  z.object({ kind: z.literal('signals'), frame: signalFrameSchema, gameMs: z.number().nullable() }),
  /** On connecting: the newest seconds of the running drill, oldest first, so that a late joiner's charts are not empty. */
  z.object({ kind: z.literal('history'), frames: z.array(z.object({ frame: signalFrameSchema, gameMs: z.number().nullable() })) }),
  z.object({ kind: z.literal('drill'), seq: z.number(), view: drillViewSchema.nullable() }),
  /** New lines of the incident channel; on connecting, all of them from `firstIndex` on. */
  z.object({ kind: z.literal('timeline'), drillId: z.string(), firstIndex: z.number(), entries: z.array(timelineEntrySchema) }),
  /** Players with an open connection. */
  z.object({ kind: z.literal('presence'), drillId: z.string(), online: z.array(z.string()) }),
  /** Only to sockets that hold the facilitator key. */
  z.object({ kind: z.literal('desk'), desk: deskSchema.nullable() }),
]);
export type ServerMessage = z.infer<typeof serverMessageSchema>;

/** `POST /api/v1/drills` and a join answer with this. */
export const joinedSchema = z.object({ drillId: z.string(), playerId: z.string(), playerToken: z.string() });
export type Joined = z.infer<typeof joinedSchema>;

/** A scenario as a player may see it before playing: nothing that spoils it. */
const scenarioCardSchema = z.object({
  scenarioId: z.string(),
  name: z.string(),
  /** In an optimisation drill nothing is broken: something is to become faster. */
  kind: z.enum(['incident', 'optimisation']),
  /** Short and kind enough for a first try; those come first, in this order. */
  tutorial: z.boolean(),
  difficulty: z.number(),
  minutes: z.number(),
});
export type ScenarioCard = z.infer<typeof scenarioCardSchema>;

/** `GET /api/v1/home`: what anybody who opens the house may see. */
export const homeSchema = z.object({
  live: z.object({ drillId: z.string(), phase: z.enum(phases), players: z.number() }).nullable(),
  scenarios: z.array(scenarioCardSchema),
  /** Ended drills, newest first, without anything that spoils their scenario. */
  ended: z.array(z.object({ drillId: z.string(), openedAtMs: z.number(), outcome: z.enum(outcomes) })),
  /** Addresses under which others in the network reach this house; empty while it listens on loopback only. */
  lanUrls: z.array(z.string()),
});
export type Home = z.infer<typeof homeSchema>;
