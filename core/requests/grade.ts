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
const worth: Record<Exclude<RequestVerdict, 'hold'>, Record<RequestVerdict, number>> = {
  approve: { approve: 1, hold: 0.5, conditions: 0.5 },
  conditions: { approve: 0, hold: 0.5, conditions: 1 },
};

/** Where it should have been held: what was shipped before it was held has been out all the same. */
const worthOfHold: Record<RequestVerdict, { kept: number; shipped: number }> = {
  approve: { kept: 0, shipped: 0 },
  hold: { kept: 1, shipped: 0.25 },
  conditions: { kept: 0.5, shipped: 0 },
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
  const { requestId, from, title, atMs, shippedAtMs } = request;
  return {
    requestId,
    from,
    title,
    atMs,
    ...answered(request),
    ...(truth ? { right: truth.right, because: truth.because, grade: gradeOf(request, truth) } : ungraded),
    shippedAtMs,
    ...riseAfter(shippedAtMs, measured),
  };
}

const ungraded = { right: null, because: '', grade: null };

/** What the pod said, and what that meant. */
function answered({ ships, decision }: RequestState): Pick<GradedRequest, 'shipsWords' | 'verdict' | 'conditions' | 'by' | 'decidedAtMs'> {
  if (decision === null) return { shipsWords: shipmentWords(ships), verdict: null, conditions: [], by: null, decidedAtMs: null };
  const { verdict, conditions, by, atMs } = decision;
  return { shipsWords: shipmentWords(ships, conditions), verdict, conditions: conditions.map(conditionWords), by, decidedAtMs: atMs };
}

/** Nobody's answer is a hold. */
function gradeOf({ decision, shippedAtMs }: RequestState, { right, conditions }: RequestTruth): number {
  const given = decision?.verdict ?? 'hold';
  if (right === 'hold') return worthOfHold[given][shippedAtMs === null ? 'kept' : 'shipped'];
  return isShortOfConditions(decision, conditions) ? Math.min(0.5, worth[right][given]) : worth[right][given];
}

/** Conditions were set, and none of those that mattered. */
function isShortOfConditions(decision: RequestState['decision'], wanted: RequestTruth['conditions']): boolean {
  if (decision?.verdict !== 'conditions' || wanted.length === 0) return false;
  return !decision.conditions.some(({ kind }) => wanted.includes(kind));
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
