/** How each change request was answered, and what that did to users: a function of plan, state and samples. */
import type { RequestState } from '../drill/request-state.ts';
import type { GradedRequest } from '../protocol/debrief-requests.ts';
import type { RequestVerdict } from '../protocol/requests.ts';
import type { Plan } from '../scenario/plan.ts';
import { badShareBetween, type LiveSample } from '../slo/figures.ts';
import { hasFixed } from './fix.ts';
import type { RequestTruth } from './planned.ts';
import { conditionWords, shipmentWords } from './shipment.ts';

/** Bad shares are compared over this long before and after something was shipped, as after a control. */
const comparedMs = 30_000;

/** What an answer is worth where another would have been right: careful too late, or too much, is half right. */
const worth: Record<'approve' | 'conditions', Record<RequestVerdict, number>> = {
  approve: { approve: 1, hold: 0.5, conditions: 0.5 },
  conditions: { approve: 0, hold: 0.5, conditions: 1 },
};

interface Measured {
  samples: readonly LiveSample[];
  /** Every user-facing objective: one shipment may harm any of them. */
  slos: readonly string[];
}

export function gradeRequests(
  requests: readonly RequestState[],
  { truth, slos }: Pick<Plan, 'truth' | 'slos'>,
  measured: Measured,
): GradedRequest[] {
  return requests.map((request) => {
    const known = truth.requests?.find(({ request: id }) => id === request.injectId);
    const harmless = wasHarmless(request, slos, measured);
    return { ...toldOf(request, measured), ...(known ? judged(request, known, harmless) : notJudged) };
  });
}

type Judgement = Pick<GradedRequest, 'right' | 'because' | 'grade' | 'fixed'>;

/** The scenario does not say what was right. */
const notJudged: Judgement = { right: null, because: '', grade: null, fixed: false };

function judged(request: RequestState, truth: RequestTruth, harmless: boolean): Judgement {
  const { right, because } = truth;
  const isLate = right === 'hold' && harmless;
  return {
    right,
    because: isLate ? `${because} ${harmlessWords}` : because,
    grade: gradeOf(request, truth, harmless),
    fixed: hasFixed(request, { requests: [truth] }),
  };
}

function toldOf(request: RequestState, measured: Measured): Omit<GradedRequest, keyof Judgement> {
  const { requestId, from, title, ships, atMs, shippedAtMs } = request;
  return {
    requestId,
    from,
    title,
    shipsWords: shipmentWords(ships, request.decision?.conditions),
    atMs,
    ...answerOf(request),
    shippedAtMs,
    ...riseAfter(shippedAtMs, measured),
  };
}

function answerOf({ decision }: RequestState): Pick<GradedRequest, 'verdict' | 'conditions' | 'by' | 'decidedAtMs'> {
  if (decision === null) return { verdict: null, conditions: [], by: null, decidedAtMs: null };
  return { verdict: decision.verdict, conditions: decision.conditions.map(conditionWords), by: decision.by, decidedAtMs: decision.atMs };
}

/** What is taken back after it was out has been out all the same. */
const takenBack = 0.25;

/** Said after why it should have been held. */
const harmlessWords = 'It waited for the end of the incident, and by then it harmed nobody.';

/** It waited for the end of the incident as it had to, and every objective was met in the half minute after it went. */
function wasHarmless({ decision, shippedAtMs }: RequestState, slos: Plan['slos'], { samples }: Measured): boolean {
  if (shippedAtMs === null || decision?.verdict !== 'conditions') return false;
  if (!decision.conditions.some(({ kind }) => kind === 'afterIncident')) return false;
  const span = { fromMs: shippedAtMs, toMs: shippedAtMs + comparedMs };
  const shares = slos.map(({ name, objective }) => ({ objective, bad: badShareBetween(samples, name, span) }));
  return shares.some(({ bad }) => bad !== null) && shares.every(({ objective, bad }) => (bad ?? 0) <= 1 - objective);
}

/** Shipped where it should have been held, and nobody's harm: careful enough to have waited until it could not hurt. */
export function isHarmlesslyLate({ right, verdict, grade, shippedAtMs }: GradedRequest): boolean {
  return right === 'hold' && verdict === 'conditions' && shippedAtMs !== null && grade !== null && grade > 0;
}

/** Nobody's answer is a hold. */
function gradeOf({ decision, shippedAtMs }: RequestState, { right, conditions }: RequestTruth, harmless: boolean): number {
  const given = decision?.verdict ?? 'hold';
  if (right === 'hold') return gradeOfHold(given, shippedAtMs !== null && !harmless);
  const isMet = conditions.length === 0 || decision?.conditions.some(({ kind }) => conditions.includes(kind));
  return right === 'conditions' && given === 'conditions' && !isMet ? 0.5 : worth[right][given];
}

/** What waited and never went has harmed nobody, and what went when it could harm nobody has not either. */
function gradeOfHold(given: RequestVerdict, mayHaveHarmed: boolean): number {
  if (given === 'hold') return mayHaveHarmed ? takenBack : 1;
  return given === 'conditions' && !mayHaveHarmed ? 0.5 : 0;
}

/** Of the objective that rose most. */
function riseAfter(atMs: number | null, { samples, slos }: Measured): Pick<GradedRequest, 'slo' | 'badShareBefore' | 'badShareAfter'> {
  if (atMs === null) return { slo: null, badShareBefore: null, badShareAfter: null };
  const shares = slos.map((slo) => ({
    slo,
    badShareBefore: badShareBetween(samples, slo, { fromMs: atMs - comparedMs, toMs: atMs }),
    badShareAfter: badShareBetween(samples, slo, { fromMs: atMs, toMs: atMs + comparedMs }),
  }));
  const rise = ({ badShareBefore, badShareAfter }: (typeof shares)[number]): number => (badShareAfter ?? 0) - (badShareBefore ?? 0);
  return shares.reduce((worst, next) => (rise(next) > rise(worst) ? next : worst), shares[0] ?? noShare);
}

const noShare = { slo: '', badShareBefore: null, badShareAfter: null };
