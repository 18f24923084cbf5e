import { type Response, Router } from 'express';
import { faultOffersOf } from '../../core/faults/offers.ts';
import { facilitatorCommandSchema, openGameDaySchema } from '../../core/protocol/commands.ts';
import type { DrillHost } from '../host/drill-host.ts';
import { answerAck, refuse } from './answers.ts';
import { facilitatorGate } from './facilitator-gate.ts';
import { parseOrRefuse } from './parse.ts';
import type { EdgeParts } from './parts.ts';

const base = '/api/v1/facilitator';

/** Everything but play: guarded by the key that is printed on the terminal. */
export function facilitatorRoutes({ host, records, library, stack, facilitatorKey }: EdgeParts): Router {
  const router = Router();
  router.use(base, facilitatorGate(facilitatorKey));
  router.get(
    `${base}/scenarios`,
    (_request, response) => void response.json({ scenarios: library.sheets(), problems: library.problems() }),
  );
  router.get(`${base}/faults`, (_request, response) => void response.json({ faults: faultOffersOf(stack) }));
  router.get(`${base}/desk`, (_request, response) => {
    // Who is connected only the live desk knows; it comes over the socket.
    const desk = host.deskView([]);
    if (desk) response.json(desk);
    else refuse(response, 'not_found', 'no drill has been opened yet');
  });
  router.get(`${base}/drills`, async (_request, response) => void response.json({ drills: await records.list() }));
  router.post(`${base}/drills`, async (request, response) => {
    const open = parseOrRefuse(openGameDaySchema, request.body, response);
    if (open) answerOpened(response, await host.openGameDay(open));
  });
  router.post(`${base}/drills/:drillId/again`, async (request, response) => {
    answerOpened(response, await host.again(request.params.drillId));
  });
  router.get(`${base}/drills/:drillId/log`, async (request, response) => {
    response.json({ events: await records.log(request.params.drillId) });
  });
  router.get(`${base}/drills/:drillId/score`, async (request, response) => {
    const score = await records.score(request.params.drillId);
    if (typeof score === 'string') refuse(response, score);
    else response.json(score);
  });
  router.post(`${base}/drills/:drillId/commands`, async (request, response) => {
    const command = parseOrRefuse(facilitatorCommandSchema, request.body, response);
    if (command) answerAck(response, await host.facilitator(request.params.drillId, command));
  });
  return router;
}

function answerOpened(response: Response, answer: Awaited<ReturnType<DrillHost['openGameDay']>>): void {
  if (!answer.ok) return answerAck(response, answer);
  const { drillId, code } = answer;
  response.status(201).json({ drillId, code });
}
