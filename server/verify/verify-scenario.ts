/** Lets the whole cast play one scenario and says whether it is proven. */
import { debriefOf } from '../../core/drill/debrief.ts';
import type { DrillEvent } from '../../core/drill/events.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { rightAnswersIn } from '../../core/responders/cheats.ts';
import type { Plan } from '../../core/scenario/plan.ts';
import { badEvents, type ImpactReference } from '../../core/score/impact.ts';
import { scoreDrill } from '../../core/score/score.ts';
import { playedHash } from '../../core/verification/played.ts';
import type { CheatResult, Played, ScenarioProof } from '../../core/verification/report.ts';
import { cheatResult, type Findings, verdictOf } from '../../core/verification/verdict.ts';
import { SandboxError } from '../ports/sandbox.ts';
import { castOf, type Part } from './cast.ts';
import { NotJudged } from './not-judged.ts';
import type { Player, Playing } from './player.ts';

export interface VerifyParts {
  plan: Plan;
  /** Under the same seed once more, and under another one; null when there is none. */
  again: Plan | null;
  other: Plan | null;
  stack: StackView;
  mode: ScenarioProof['mode'];
  /** Requests of users a second. */
  ratePerSecond: number;
  /** Day of the run, UTC: 2026-01-31. */
  today: string;
  /** Names of those who shall play; everybody when left out. */
  only?: readonly string[] | undefined;
  player: Player;
  monotonicMs: () => number;
  /** Told how it goes. */
  say: (line: string) => void;
  /** Given the whole log of each part that was played. */
  keepLog?: KeepLog | undefined;
}

export type KeepLog = (scenarioId: string, responder: string, events: readonly DrillEvent[]) => void;

interface Scene {
  part: Part;
  playing: Playing;
}

export async function verifyScenario(parts: VerifyParts): Promise<ScenarioProof> {
  const { plan, again, other, mode, ratePerSecond, player } = parts;
  const startedMs = parts.monotonicMs();
  const { scenes, troubles } = await playAll(parts);
  const reference = referenceOf(scenes, plan);
  const playedBy = (kind: Part['kind']): Played | null =>
    scenes.filter(({ part }) => part.kind === kind).map((scene) => told(scene, parts, reference))[0] ?? null;
  const idle = playedBy('idle');
  const expert = scenes.find(({ part }) => part.kind === 'expert')?.playing;
  const findings: Findings = {
    scenarioId: plan.scenarioId,
    seed: plan.seed,
    planHash: playedHash(plan),
    ratePerSecond,
    provenOn: parts.today,
    mode,
    ...timesOf(scenes[0]?.playing.events ?? []),
    injections: player.injections,
    idle,
    cheats: scenes
      .filter(({ part }) => part.kind === 'cheat')
      .map((scene) => judgeCheat(scene, told(scene, parts, reference), { plan, idle })),
    notOffered: castOf(plan).notOffered,
    naive: playedBy('naive'),
    expert: playedBy('expert'),
    ...atTheEndOf(expert, plan),
    reference,
    attempts: 1,
    tookSeconds: Math.round((parts.monotonicMs() - startedMs) / 1000),
    troubles,
    samePlanAgain: again?.hash === plan.hash,
    otherSeedFits: other !== null,
    ...seenWhileIdle(scenes),
    isDiagnosed: expert?.events.some(({ type }) => type === 'diagnosisSubmitted') ?? false,
  };
  const {
    troubles: _troubles,
    samePlanAgain: _again,
    otherSeedFits: _other,
    pagedWhileIdle: _paged,
    isDiagnosed: _diagnosed,
    ...proof
  } = findings;
  return { ...proof, ...verdictOf(plan, findings) };
}

/** What cannot be judged ends the verification: everything after it would meet the same. */
async function playAll({ plan, only, player, say, keepLog }: VerifyParts): Promise<{ scenes: Scene[]; troubles: string[] }> {
  const scenes: Scene[] = [];
  try {
    for (const round of castOf(plan, only).rounds) {
      const playings = await player.play(round);
      for (const [index, playing] of playings.entries()) {
        const part = round[index] as Part;
        scenes.push({ part, playing });
        keepLog?.(plan.scenarioId, part.name, playing.events);
        say(`${plan.scenarioId}: ${part.name}: ${playing.how} (${playing.seconds} s)`);
      }
    }
    // Whoever writes a scenario may look at one part of it; that proves nothing.
    return { scenes, troubles: only ? [`Not everybody played: only ${only.join(', ')}.`] : [] };
  } catch (error) {
    if (error instanceof NotJudged) return { scenes, troubles: [error.message] };
    if (error instanceof SandboxError) return { scenes, troubles: [`The sandbox did not do what it was asked: ${error.words}`] };
    throw error;
  } finally {
    await player.close();
  }
}

function told({ part, playing }: Scene, { plan, stack }: VerifyParts, reference: ImpactReference | null): Played {
  const { events, usersWell, how, acts, seconds } = playing;
  const score = scoreDrill(events, plan, { stack, reference });
  const parts = score && {
    oracle: score.parts.oracle.value ?? 0,
    impact: rounded(score.parts.impact.value),
    diagnosis: rounded(score.parts.diagnosis.value) ?? 0,
    safety: rounded(score.parts.safety.value) ?? 0,
  };
  const { outcome } = debriefOf(events, plan);
  return { responder: part.name, outcome, usersWell, how, score: score?.total ?? null, parts, controls: acts, seconds };
}

function judgeCheat({ part }: Scene, played: Played, { plan, idle }: { plan: Plan; idle: Played | null }): CheatResult {
  const because = plan.verify?.exempt[part.name] ?? null;
  const steps = part.steps({ alerts: [], changes: [], services: {}, controls: plan.controls, stack: { services: [] } });
  return { ...played, result: cheatResult(plan, played, { idle, because }), rightAnswers: rightAnswersIn(steps, plan.truth), because };
}

/** One run of each has no spread of its own: that of counting, the root of the larger count, stands in for it. */
function referenceOf(scenes: readonly Scene[], plan: Plan): ImpactReference | null {
  const [idle, expert] = (['idle', 'expert'] as const).map((kind) => scenes.find(({ part }) => part.kind === kind)?.playing.events);
  if (!idle || !expert) return null;
  const par = debriefOf(expert, plan);
  const horizonMs = par.endedAtMs - (par.milestones.impact ?? par.liveAtMs ?? 0);
  const idleBad = Math.round(badEvents(idle, debriefOf(idle, plan), horizonMs));
  return { idleBad, parBad: Math.round(badEvents(expert, par, horizonMs)), horizonMs, spread: rounded(Math.sqrt(idleBad)) ?? 0 };
}

/** From the fault that users felt first, to that moment, to the first alert and to the first page. */
function timesOf(events: readonly DrillEvent[]): Pick<Findings, 'secondsToWitness' | 'secondsToAlert' | 'secondsToPage'> {
  const felt = events.find((event) => event.type === 'faultWitnessed');
  const applied = events.findLast(
    (event) => event.type === 'faultApplied' && event.data.faultId === felt?.data.faultId && event.seq < felt.seq,
  );
  const firing = events.filter((event) => event.type === 'alertStateChanged').filter(({ data }) => data.state === 'firing');
  const paged = firing.find(({ data }) => data.severity === 'page');
  const alerted = firing.find(({ seq }) => applied !== undefined && seq > applied.seq);
  const sinceApplied = (atMs: number | undefined): number | null => (applied && atMs !== undefined ? (atMs - applied.atMs) / 1000 : null);
  return {
    secondsToWitness: sinceApplied(felt?.data.impactAtMs),
    secondsToAlert: sinceApplied(alerted?.atMs),
    secondsToPage: sinceApplied(paged?.atMs),
  };
}

/** What telemetry and the pager showed while nobody acted. */
function seenWhileIdle(scenes: readonly Scene[]): Pick<Findings, 'findable' | 'pagedWhileIdle'> {
  const idle = scenes.find(({ part }) => part.kind === 'idle')?.playing;
  return { findable: idle?.findable ?? null, pagedWhileIdle: firstPageIn(idle?.events ?? []) };
}

/** What was tried before the expert's resolve held, and what was left when all had been undone. */
function atTheEndOf(expert: Playing | undefined, plan: Plan): Pick<Findings, 'probes' | 'undo'> {
  if (!expert) return { probes: null, undo: null };
  const { oracle, undo } = debriefOf(expert.events, plan);
  return { probes: oracle.probes.map(({ probe, result, words }) => ({ probe, result, words })), undo };
}

/** The alert of the first page while it was played; what is taken off afterwards may call somebody too. */
function firstPageIn(events: readonly DrillEvent[]): string | null {
  const endSeq = events.find(({ type }) => type === 'drillEnded')?.seq ?? Number.POSITIVE_INFINITY;
  const changes = events.filter((event) => event.type === 'alertStateChanged').filter(({ seq }) => seq < endSeq);
  return changes.find(({ data }) => data.state === 'firing' && data.severity === 'page')?.data.alert ?? null;
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1000) / 1000;
}
