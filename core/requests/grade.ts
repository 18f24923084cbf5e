/** How each change request was answered, and what that did to users: a function of plan, state and samples. */
import type { RequestState } from '../drill/request-state.ts';
import type { GradedRequest } from '../protocol/debrief-requests.ts';
import type { RequestVerdict } from '../protocol/requests.ts';
import type { Plan } from '../scenario/plan.ts';
import { badShareBetween, type LiveSample } from '../slo/figures.ts';
import type { RequestTruth } from './planned.ts';
import { conditionWords, shipmentWords } from './shipment.ts';

/** Bad shares are compared over this long before and after something was shipped, as after a control. */
const comparedMs = 30_000;

/** What an answer is worth where another would have been right: careful too late, or too much, is half right. */
const worth: Record<RequestVerdict, Record<RequestVerdict, number>> = {
  approve: { approve: 1, hold: 0.5, conditions: 0.5 },
  hold: { approve: 0, hold: 1, conditions: 0 },
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
  const { requestId, from, title, ships, decision, shippedAtMs } = request;
  const conditions = decision?.conditions ?? [];
  return {
    requestId,
    from,
    title,
    shipsWords: shipmentWords(ships, conditions),
    atMs: request.atMs,
    verdict: decision?.verdict ?? null,
    conditions: conditions.map(conditionWords),
    by: decision?.by ?? null,
    decidedAtMs: decision?.atMs ?? null,
    right: truth?.right ?? null,
    because: truth?.because ?? '',
    grade: truth === undefined ? null : gradeOf(request, truth),
    shippedAtMs,
    ...riseAfter(shippedAtMs, measured),
  };
}

/** Nobody's answer is a hold. What was shipped before it was held has been out all the same. */
function gradeOf({ decision, shippedAtMs }: RequestState, { right, conditions }: RequestTruth): number {
  const given = decision?.verdict ?? 'hold';
  const meant = worth[right][given];
  if (right === 'hold' && given === 'conditions') return shippedAtMs === null ? 0.5 : 0;
  if (right === 'hold' && given === 'hold') return shippedAtMs === null ? 1 : 0.25;
  if (right !== 'conditions' || given !== 'conditions' || conditions.length === 0) return meant;
  return decision?.conditions.some(({ kind }) => conditions.includes(kind)) ? 1 : 0.5;
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
