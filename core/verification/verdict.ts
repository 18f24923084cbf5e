/** Whether a scenario is proven, with every reason why it is not. */

import { isWon } from '../drill/values.ts';
import type { Plan } from '../scenario/plan.ts';
import type { CheatResult, Played, ScenarioProof } from './report.ts';

/** Everything that was found out; null where the verification did not come so far. */
export type Findings = Omit<ScenarioProof, 'verdict' | 'reasons' | 'notes'> & {
  /** What broke on the way: no steady state, a fault nobody felt, a sandbox that died. */
  troubles: readonly string[];
  samePlanAgain: boolean;
  otherSeedFits: boolean;
  /** The expert said what it was. */
  isDiagnosed: boolean;
};

export interface Verdict {
  verdict: ScenarioProof['verdict'];
  reasons: string[];
  notes: string[];
}

const expertScore = 0.9;
/** Whoever follows the loudest alert has to stay clearly below who knows. */
const naiveBelowExpert = 0.1;

export function verdictOf(plan: Plan, findings: Findings): Verdict {
  const reasons = [
    ...findings.troubles,
    ...(findings.samePlanAgain ? [] : ['The same seed gave another plan.']),
    ...(findings.otherSeedFits ? [] : ['Another seed gives no plan.']),
    ...pageReasons(plan, findings),
    ...idleReasons(plan, findings.idle),
    ...findings.cheats.filter(({ result }) => result === 'won').map(wonReason),
    ...naiveReasons(plan, findings),
    ...expertReasons(findings),
  ];
  const notes = findings.cheats.flatMap(({ responder, result, because }) =>
    because !== null && result === 'beaten' ? [`${responder} was beaten: it need not be exempt (${because}).`] : [],
  );
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

function pageReasons({ expect }: Plan, { secondsToPage, idle }: Findings): string[] {
  const withinMs = Math.max(0, ...expect.alerts.filter(({ severity }) => severity === 'page').map((alert) => alert.withinMs));
  if (withinMs === 0 || idle === null) return [];
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

function naiveReasons({ expect }: Plan, { naive, idle, expert }: Findings): string[] {
  const score = naive?.score ?? null;
  if (score === null) return ['Nobody followed the loudest alert.'];
  const low = expect.idle === 'loses' ? scoreOf(idle) : 0;
  const isTooGood = expert !== null && score > scoreOf(expert) - naiveBelowExpert;
  return [
    ...(isTooGood ? [`Who follows the loudest alert does as well as who knows: ${score.toFixed(2)}.`] : []),
    ...(score < low ? [`Who follows the loudest alert does worse than nobody: ${score.toFixed(2)} below ${low.toFixed(2)}.`] : []),
  ];
}

function scoreOf(played: Played | null): number {
  return played?.score ?? 0;
}

function expertReasons({ expert, isDiagnosed, undo }: Findings): string[] {
  if (expert === null) return ['The expert was not played.'];
  const hasWon = isWon(expert.outcome);
  const score = scoreOf(expert);
  return [
    ...(hasWon ? [] : [`The expert does not win: ${expert.how}`]),
    ...(isDiagnosed ? [] : ['The expert does not say what it was: add a step {do: diagnose}.']),
    ...(score < expertScore ? [`The expert scores ${score.toFixed(2)}, below ${expertScore}.`] : []),
    ...undoReasons(undo),
  ];
}

function undoReasons(undo: Findings['undo']): string[] {
  if (undo?.ok) return [];
  return [`Something was left behind: ${undo?.remaining.join('; ') || 'nobody looked'}.`];
}
