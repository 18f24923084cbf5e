/** Whether a scenario is proven, with every reason why it is not. */

import { isWon } from '../drill/values.ts';
import type { Plan } from '../scenario/plan.ts';
import { viewReasons } from './looked.ts';
import type { CheatResult, Played, ScenarioProof } from './report.ts';

/** Everything that was found out; null where the verification did not come so far. */
export type Findings = Omit<ScenarioProof, 'verdict' | 'reasons' | 'notes'> & {
  /** What broke on the way: no steady state, a fault nobody felt, a sandbox that died. */
  troubles: readonly string[];
  samePlanAgain: boolean;
  otherSeedFits: boolean;
  /** The alert of the first page while nobody acted; null: nobody was paged. */
  pagedWhileIdle: string | null;
  /** The expert said what it was. */
  isDiagnosed: boolean;
};

export interface Verdict {
  verdict: ScenarioProof['verdict'];
  reasons: string[];
  notes: string[];
}

const expertScore = 0.9;
/** Of the diagnosis. Whoever has only the map, the alerts and the kinds of change must not come further than that. */
const naiveDiagnosis = 0.5;
/** Whoever follows the loudest alert has to stay clearly below who knows. */
const naiveBelowExpert = 0.1;

export function verdictOf(plan: Plan, findings: Findings): Verdict {
  const reasons = [
    ...findings.troubles,
    ...(findings.samePlanAgain ? [] : ['The same seed gave another plan.']),
    ...(findings.otherSeedFits ? [] : ['Another seed gives no plan.']),
    ...pageReasons(plan, findings),
    ...viewReasons(findings),
    ...idleReasons(plan, findings.idle),
    ...findings.cheats.filter(({ result }) => result === 'won').map(wonReason),
    ...naiveReasons(plan, findings),
    ...expertReasons(findings),
  ];
  const notes = [...findings.cheats.flatMap(notesOn), ...hardlyBetter(findings)];
  return { verdict: reasons.length === 0 ? 'proven' : 'failed', reasons, notes };
}

/**
 * Won is what users were well after. Where doing nothing holds, everybody is well: a cheat may then not earn more than that.
 * @param because the scenario's reason to let it win
 */
export function cheatResult(
  plan: Plan,
  played: Played,
  { idle, because }: { idle: Played | null; because: string | null },
): CheatResult['result'] {
  const isWon = plan.expect.idle === 'holds' ? (played.score ?? 0) > (idle?.score ?? 0) : played.usersWell;
  if (!isWon) return 'beaten';
  return because === null ? 'won' : 'exempt';
}

/** What does not fail the scenario, and somebody should see to. */
function notesOn({ responder, result, because, controls }: CheatResult): string[] {
  if (result !== 'beaten') return [];
  const isUntried = controls !== null && controls.tookHold === 0 && controls.refused.length > 0;
  return [
    ...(because === null ? [] : [`${responder} was beaten: it need not be exempt (${because}).`]),
    ...(isUntried ? [`${responder} was beaten by refusal: none of its ${controls.asked} controls took hold.`] : []),
  ];
}

/** The impact part lies between nobody and the expert: where these are close together it says little. */
const hardlyBetterPart = 0.75;

function hardlyBetter({ reference }: Findings): string[] {
  if (reference === null || reference.idleBad === 0 || reference.parBad <= hardlyBetterPart * reference.idleBad) return [];
  const { idleBad, parBad } = reference;
  return [
    `By the end of the expert users had suffered nearly as much as with nobody (${parBad} and ${idleBad} bad events): impact says little here.`,
  ];
}

function pageReasons({ expect }: Plan, { secondsToPage, pagedWhileIdle, idle }: Findings): string[] {
  const withinMs = Math.max(0, ...expect.alerts.filter(({ severity }) => severity === 'page').map((alert) => alert.withinMs));
  if (idle === null) return [];
  if (withinMs === 0)
    return pagedWhileIdle === null ? [] : [`Somebody was paged (${pagedWhileIdle}) while nobody acted; no page is expected.`];
  if (secondsToPage === null) return [`Nobody was paged within ${withinMs / 1000} s.`];
  return secondsToPage * 1000 <= withinMs ? [] : [`The first page came after ${secondsToPage} s; expected within ${withinMs / 1000} s.`];
}

function idleReasons({ expect }: Plan, idle: Played | null): string[] {
  if (idle === null) return ['Nobody saw what happens when nobody does anything.'];
  if (expect.idle === 'loses' && idle.usersWell) return ['Who does nothing wins: users became well by themselves.'];
  return expect.idle === 'holds' && !idle.usersWell ? ['Who does nothing loses, although nothing is wrong.'] : [];
}

function wonReason({ responder, how, rightAnswers }: CheatResult): string {
  if (rightAnswers.length === 0) return `The cheat ${responder} wins: ${how}`;
  const acts = rightAnswers.join(', ');
  return `The cheat ${responder} wins, since ${acts} is a right answer here: list it under verify.exempt with a reason, or make the answer narrower. ${how}`;
}

function naiveReasons(plan: Plan, { naive, idle, expert }: Findings): string[] {
  const score = naive?.score ?? null;
  if (score === null) return ['Nobody followed the loudest alert.'];
  const isTooGood = expert !== null && score > scoreOf(expert) - naiveBelowExpert;
  return [
    ...(isTooGood ? [`Who follows the loudest alert does as well as who knows: ${score.toFixed(2)}.`] : []),
    ...besideNobody(plan, score, idle),
    ...solvedReasons(plan, naive),
  ];
}

/** Acting has to be worth something where something is wrong, and has to cost something where nothing is. */
function besideNobody({ expect }: Plan, score: number, idle: Played | null): string[] {
  if (idle === null) return [];
  const low = scoreOf(idle);
  const words = `${score.toFixed(2)}, nobody ${low.toFixed(2)}`;
  if (expect.idle === 'holds') return score < low ? [] : [`Nothing is wrong, and who acts all the same earns as much as nobody: ${words}.`];
  return score < low ? [`Who follows the loudest alert does worse than nobody: ${words}.`] : [];
}

/** In a drill about speed the place is no secret: what is to become faster is told. */
function solvedReasons({ goal }: Plan, naive: Played | null): string[] {
  const diagnosis = naive?.parts?.diagnosis ?? 0;
  if (goal || diagnosis <= naiveDiagnosis) return [];
  return [
    `The map and the alerts alone tell what it is: the diagnosis of who follows them is worth ${diagnosis.toFixed(2)}, above ${naiveDiagnosis}.`,
  ];
}

function scoreOf(played: Played | null): number {
  return played?.score ?? 0;
}

function expertReasons({ expert, isDiagnosed, probes, undo }: Findings): string[] {
  if (expert === null) return ['The expert was not played.'];
  const hasWon = isWon(expert.outcome);
  const score = scoreOf(expert);
  return [
    ...(hasWon ? [] : [`The expert does not win: ${expert.how}`]),
    ...(isDiagnosed ? [] : ['The expert does not say what it was: add a step {do: diagnose}.']),
    ...(score < expertScore ? [`The expert scores ${score.toFixed(2)}, below ${expertScore}.`] : []),
    ...(hasWon ? probeReasons(probes) : []),
    ...undoReasons(undo),
  ];
}

/** Whoever wins because the sandbox could not try something has proven nothing; what was tried twice has to have gone well once. */
function probeReasons(probes: Findings['probes']): string[] {
  const isDone = ({ result }: { result: string }): boolean => result === 'passed' || result === 'stood';
  const done = (probes ?? []).filter(isDone).map(({ probe }) => probe);
  const open = (probes ?? []).filter((trial) => !isDone(trial) && !done.includes(trial.probe));
  return open.map(({ words }) => `What has to be tried before a resolve holds was not carried out. ${words}.`);
}

function undoReasons(undo: Findings['undo']): string[] {
  if (undo?.ok) return [];
  return [`Something was left behind: ${undo?.remaining.join('; ') || 'nobody looked'}.`];
}
