/** What a verification tells: `brownout verify --json`, and the committed `scenarios/verified.json`. */
import * as z from 'zod';
import { outcomes } from '../drill/values.ts';
import { probeResults } from '../protocol/debrief-oracle.ts';

const share = z.number().min(0).max(1);

const playedSchema = z.strictObject({
  responder: z.string(),
  outcome: z.enum(outcomes),
  /** Users were well for the hold after its last act. */
  usersWell: z.boolean(),
  /** In words: what decided it. */
  how: z.string(),
  /** Null where nobody could win or lose. */
  score: share.nullable(),
  /** Of the score; null: not measurable. */
  parts: z.strictObject({ oracle: share, impact: share.nullable(), diagnosis: share, safety: share }).nullable(),
  /** Uses of controls that were asked for, how many took hold, and why the others did not; null in proofs from before this was told. */
  controls: z
    .strictObject({ asked: z.number(), tookHold: z.number(), refused: z.array(z.string()) })
    .nullable()
    .default(null),
  seconds: z.number(),
});
export type Played = z.infer<typeof playedSchema>;

const cheatSchema = playedSchema.extend({
  result: z.enum(['beaten', 'won', 'exempt']),
  /** Uses of it that the truth takes for a right answer. */
  rightAnswers: z.array(z.string()),
  /** Why the scenario lets it win. */
  because: z.string().nullable(),
});
export type CheatResult = z.infer<typeof cheatSchema>;

const findableSchema = z.strictObject({
  /** Views of the scenario's proof that show what they are there for while nobody acts. */
  found: z.number(),
  of: z.number(),
  /** In words: what the others show. */
  missing: z.array(z.string()),
  /** In words: what each of them shows. */
  views: z.array(z.string()),
});
export type Findable = z.infer<typeof findableSchema>;

const scenarioProofSchema = z.strictObject({
  scenarioId: z.string(),
  verdict: z.enum(['proven', 'failed']),
  /** Day of the run, UTC. */
  provenOn: z.string(),
  reasons: z.array(z.string()),
  notes: z.array(z.string()),
  seed: z.number(),
  /** Of all of the plan that is played (`playedHash`): a new name or another link takes no proof away. */
  planHash: z.string(),
  /** Requests of users a second. */
  ratePerSecond: z.number(),
  /** Forks from one injection, or every responder from the start. */
  mode: z.enum(['forks', 'full']),
  /** Fault applied until users felt it; null where nothing is to be felt, or nothing was. */
  secondsToWitness: z.number().nullable(),
  /** Fault applied until the first alert of any severity, and until the first page. */
  secondsToAlert: z.number().nullable(),
  secondsToPage: z.number().nullable(),
  injections: z.number(),
  /** Null where nobody looked: in proofs from before this was asked, and where idle did not play. */
  findable: findableSchema.nullable().default(null),
  idle: playedSchema.nullable(),
  cheats: z.array(cheatSchema),
  /** Cheats for which the stack has no control. */
  notOffered: z.array(z.string()),
  naive: playedSchema.nullable(),
  expert: playedSchema.nullable(),
  /** What the plan names to be tried before a resolve holds, as it went with the expert; null in proofs from before this was told. */
  probes: z
    .array(z.strictObject({ probe: z.enum(['restart', 'replay']), result: z.enum(probeResults), words: z.string() }))
    .nullable()
    .default(null),
  undo: z.strictObject({ ok: z.boolean(), remaining: z.array(z.string()) }).nullable(),
  /** Bad events of users in that time without anybody and with the expert: what the impact part is measured between. */
  reference: z.strictObject({ idleBad: z.number(), parBad: z.number(), horizonMs: z.number(), spread: z.number() }).nullable(),
  /** How often it was played until it was proven, or given up; `notes` says what went wrong before. */
  attempts: z.number(),
  /** All attempts together. */
  tookSeconds: z.number(),
});
export type ScenarioProof = z.infer<typeof scenarioProofSchema>;

export const verificationSchema = z.strictObject({
  version: z.literal(1),
  /** Day of the newest entry. */
  takenOn: z.string(),
  machine: z.strictObject({ cores: z.number(), node: z.string() }),
  scenarios: z.array(scenarioProofSchema),
  /** Asked for, or there to be proven, and not played: the time was over before their turn, or nobody has asked yet. */
  notPlayed: z.array(z.string()),
});
export type Verification = z.infer<typeof verificationSchema>;
