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

export function gradeRequests(requests: readonly RequestState[], { truth }: Pick<Plan, 'truth'>, measured: Measured): GradedRequest[] {
  return requests.map((request) => {
    const known = truth.requests?.find(({ request: id }) => id === request.injectId);
    return gradeRequest(request, known, measured);
  });
}

function gradeRequest(request: RequestState, truth: RequestTruth | undefined, measured: Measured): GradedRequest {
  const { requestId, from, title, ships, atMs, shippedAtMs } = request;
  return {
    requestId,
    from,
    title,
    shipsWords: shipmentWords(ships, request.decision?.conditions),
    atMs,
    ...answerOf(request),
    right: truth?.right ?? null,
    because: truth?.because ?? '',
    grade: truth === undefined ? null : gradeOf(request, truth),
    shippedAtMs,
    fixed: truth !== undefined && hasFixed(request, { requests: [truth] }),
    ...riseAfter(shippedAtMs, measured),
  };
}

function answerOf({ decision }: RequestState): Pick<GradedRequest, 'verdict' | 'conditions' | 'by' | 'decidedAtMs'> {
  if (decision === null) return { verdict: null, conditions: [], by: null, decidedAtMs: null };
  return { verdict: decision.verdict, conditions: decision.conditions.map(conditionWords), by: decision.by, decidedAtMs: decision.atMs };
}

/** What is taken back after it was out has been out all the same. */
const takenBack = 0.25;

/** Nobody's answer is a hold. */
function gradeOf({ decision, shippedAtMs }: RequestState, { right, conditions }: RequestTruth): number {
  const given = decision?.verdict ?? 'hold';
  if (right === 'hold') return gradeOfHold(given, shippedAtMs !== null);
  const isMet = conditions.length === 0 || decision?.conditions.some(({ kind }) => conditions.includes(kind));
  return right === 'conditions' && given === 'conditions' && !isMet ? 0.5 : worth[right][given];
}

/** What waited and never went has harmed nobody. */
function gradeOfHold(given: RequestVerdict, wasOut: boolean): number {
  if (given === 'hold') return wasOut ? takenBack : 1;
  return given === 'conditions' && !wasOut ? 0.5 : 0;
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
