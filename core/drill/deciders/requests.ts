/** Change requests are decided by the pod; below the line of an error budget only with an exception. */
import type { RequestCondition, Shipment } from '../../protocol/requests.ts';
import { serviceOf } from '../../requests/shipment.ts';
import type { Plan } from '../../scenario/plan.ts';
import type { CommandData } from '../commands.ts';
import type { Actor } from '../events.ts';
import type { RequestState } from '../request-state.ts';
import { budgetsBelowLine, promotionHeldUp, refuseByBudget } from '../rules/budget-line.ts';
import { changeUnderWay } from '../rules/controls.ts';
import { playerOf } from '../rules/players.ts';
import { answerOf, requestOf, shipRequest, waitsForTheEnd, withdrawRequest } from '../rules/requests.ts';
import type { DrillState } from '../state.ts';
import { emit, type Refused, type Turn } from '../turn.ts';
import type { Deciders } from './decider.ts';
import { onlyIn } from './phase-guard.ts';

type Decision = Required<CommandData['decideRequest']> & { conditions: RequestCondition[] };

export const requestDeciders: Deciders<'decideRequest' | 'recordException'> = {
  decideRequest(turn, { data, actor }) {
    const refused = onlyIn(turn, ['live']);
    if (refused) return refused;
    const request = requestOf(turn.state, data.requestId);
    if (!request) return { code: 'unknown_request', detail: data.requestId };
    const decision: Decision = { ...data, conditions: data.conditions ?? [] };
    const unfit = refuseDecision(turn.state, request, decision);
    if (unfit) return unfit;
    return data.verdict === 'hold' ? hold(turn, request, decision) : approve(turn, { request, decision, actor });
  },
  recordException(turn, { data: { reason }, actor }) {
    const refused = onlyIn(turn, ['live']) ?? refuseException(turn.state, actor);
    if (refused) return refused;
    record(turn, reason);
    return null;
  },
};

function hold(turn: Turn, request: RequestState, { requestId, verdict, conditions }: Decision): null {
  emit(turn, { type: 'requestDecided', data: { requestId, verdict, conditions } });
  if (request.state === 'shipped') withdrawRequest(turn, request);
  answerOf(turn, request, 'hold');
  return null;
}

function approve(turn: Turn, { request, decision, actor }: { request: RequestState; decision: Decision; actor: Actor }): Refused | null {
  const { requestId, verdict, conditions } = decision;
  const exception = conditions.find((condition) => condition.kind === 'exception');
  const refused = exception ? refuseException(turn.state, actor) : refuseByBudget(promotionHeldUp(turn.state));
  if (refused) return refused;
  if (exception) record(turn, exception.reason);
  emit(turn, { type: 'requestDecided', data: { requestId, verdict, conditions } });
  answerOf(turn, request, verdict === 'approve' ? 'approve' : 'conditions');
  const decided = requestOf(turn.state, requestId);
  if (decided && !waitsForTheEnd(decided, turn.state)) shipRequest(turn, decided);
  return null;
}

function record(turn: Turn, reason: string): void {
  const below = budgetsBelowLine(turn.state).map(({ slo, budgetLeft }) => ({ slo, budgetLeft }));
  emit(turn, { type: 'exceptionRecorded', data: { reason, below } });
}

/** A decision that says nothing new, or that cannot be kept. */
function refuseDecision(state: DrillState, request: RequestState, { verdict, conditions }: Decision): Refused | null {
  if (request.state === 'shipping') return { code: 'change_in_flight', detail: 'it is being rolled out; decide once that is done' };
  if (verdict === 'hold') {
    if (request.state === 'held') return { code: 'already_done', detail: 'it is held already' };
    return conditions.length === 0 ? null : { code: 'bad_parameter', detail: 'what is held has no conditions' };
  }
  if (request.state === 'shipped') return { code: 'already_done', detail: 'it is shipped; hold it to have it taken back' };
  const problem = conditionsProblem(state, request.ships, { verdict, conditions });
  if (problem !== null) return { code: 'bad_parameter', detail: problem };
  const waits = conditions.some(({ kind }) => kind === 'afterIncident') && state.resolve === null;
  const busy = waits ? null : changeUnderWay(state, serviceOf(request.ships));
  return busy === null ? null : { code: 'change_in_flight', detail: busy };
}

function conditionsProblem(
  { plan }: DrillState,
  ships: Shipment,
  { verdict, conditions }: Pick<Decision, 'verdict' | 'conditions'>,
): string | null {
  const kinds = conditions.map(({ kind }) => kind);
  const real = kinds.filter((kind) => kind !== 'exception');
  if (verdict === 'approve' && real.length > 0) return 'an approval with conditions is the verdict conditions';
  if (verdict === 'conditions' && real.length === 0) return 'say at least one condition';
  if (new Set(kinds).size < kinds.length) return 'each kind of condition can be set once';
  if (kinds.includes('flagOffBy') && ships.kind !== 'flag') return 'only a flag can be taken out by a day';
  return kinds.includes('canaryShare') ? canaryProblem(plan, ships) : null;
}

function canaryProblem(plan: Plan, ships: Shipment): string | null {
  if (ships.kind !== 'release') return 'only a release can go to a canary';
  const hasRoom = plan.controls.some(({ control, targets }) => control === 'canary.promote' && targets.includes(ships.service));
  return hasRoom ? null : `${ships.service} has room for one instance only: a canary needs one beside it`;
}

/** Recorded ahead of need it would lift the line for the rest of the drill, and name no budget. */
function refuseException(state: DrillState, actor: Actor): Refused | null {
  const notHeldUp: Refused = { code: 'not_applicable', detail: 'no error budget below the line holds anything up' };
  return onlyCommander(state, actor) ?? (promotionHeldUp(state) === null ? notHeldUp : null);
}

/** An exception is the commander's to answer for; scripted responders sit in every seat. */
function onlyCommander(state: DrillState, { kind, id }: Actor): Refused | null {
  if (kind !== 'player' || playerOf(state, id)?.role === 'commander') return null;
  return { code: 'commander_only' };
}
