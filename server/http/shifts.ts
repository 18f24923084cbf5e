import { type Response, Router } from 'express';
import { startShiftSchema } from '../../core/protocol/shifts.ts';
import { type Shift, shiftViewOf } from '../../core/shift/view.ts';
import { isOfPod, type WatchOpening } from '../host/shifts.ts';
import type { Visitor } from '../visitor.ts';
import { answerAck, refuse } from './answers.ts';
import { visitorOf } from './identity.ts';
import { parseOrRefuse } from './parse.ts';
import type { EdgeParts } from './parts.ts';
import { whyClosed } from './truth-gate.ts';

const base = '/api/v1/shifts';

/** Shifts: take one, look at its ledger, and go on from watch to watch. */
export function shiftRoutes(parts: EdgeParts): Router {
  const { shifts } = parts;
  const router = Router();

  router.get(base, async (_request, response) => void response.json(await shifts.list()));

  router.post(base, async (request, response) => {
    const start = parseOrRefuse(startShiftSchema, request.body ?? {}, response);
    if (start) answerOpened(response, await shifts.start(start, visitorOf(request, parts).isFacilitator));
  });

  router.get(`${base}/:shiftId`, async (request, response) => {
    const shift = await shifts.find(request.params.shiftId);
    if (!shift) return refuse(response, 'not_found', `there is no shift ${request.params.shiftId}`);
    const visitor = visitorOf(request, parts);
    const mayGoOn = visitor.isFacilitator || isOfPod(shift, visitor.identity);
    response.json(shiftViewOf(shift, { closed: await closedTo(parts, shift, visitor), mayGoOn }));
  });

  router.post(`${base}/:shiftId/next`, async (request, response) => {
    answerOpened(response, await shifts.goOn(request.params.shiftId, visitorOf(request, parts)));
  });

  router.post(`${base}/:shiftId/join`, async (request, response) => {
    const answer = await shifts.join(request.params.shiftId, visitorOf(request, parts).identity);
    if (answer.ok) response.status(201).json(answer.joined);
    else answerAck(response, answer);
  });
  return router;
}

function answerOpened(response: Response, answer: WatchOpening): void {
  if (answer.ok) response.status(201).json(answer.opened);
  else answerAck(response, answer);
}

/** Ended watches whose truth is closed to this visitor. Somebody of the pod is the same person in each of them. */
async function closedTo(parts: EdgeParts, shift: Shift, { identity, isFacilitator }: Visitor): Promise<Set<string>> {
  const ended = shift.watches.filter((watch) => watch.ended !== null).map(({ drillId }) => drillId);
  const asInsider = isOfPod(shift, identity);
  const closed = await Promise.all(
    ended.map((drillId) =>
      whyClosed(parts, drillId, { identity: identity && asInsider ? { ...identity, drillId } : identity, isFacilitator }),
    ),
  );
  return new Set(ended.filter((_, index) => closed[index] !== null));
}
