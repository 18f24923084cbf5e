import { type Response, Router } from 'express';
import * as z from 'zod';
import type { ErrorCode } from '../../core/protocol/errors.ts';
import { playerCommandSchema, startDrillSchema } from '../../core/protocol/messages.ts';
import { answerAck, refuse } from './answers.ts';
import { bearer, sameSecret } from './identity.ts';
import { parseOrRefuse } from './parse.ts';
import type { EdgeParts } from './parts.ts';

const joinSchema = z.strictObject({ name: z.string().trim().min(1).max(60) });

/** Play: start a practice drill, join, act, and read the debrief of an ended one. */
export function drillRoutes({ host, records, library, facilitatorKey }: EdgeParts): Router {
  const router = Router();

  router.get('/api/v1/scenarios', (_request, response) => void response.json({ scenarios: library.cards() }));

  router.post('/api/v1/drills', async (request, response) => {
    const start = parseOrRefuse(startDrillSchema, request.body ?? {}, response);
    if (!start) return;
    const scripted = start.responder !== undefined || start.timeboxSeconds !== undefined;
    if (scripted && !sameSecret(bearer(request), facilitatorKey)) return refuse(response, 'forbidden');
    const answer = await host.start(start);
    if (answer.ok) response.status(201).json(answer.joined);
    else answerAck(response, answer);
  });

  router.post('/api/v1/drills/:drillId/players', async (request, response) => {
    const join = parseOrRefuse(joinSchema, request.body, response);
    if (!join) return;
    const answer = await host.join(request.params.drillId, join.name);
    if (answer.ok) response.status(201).json(answer.joined);
    else answerAck(response, answer);
  });

  router.get('/api/v1/drills/current', (_request, response) => {
    const view = host.currentView();
    if (view) response.json(view);
    else refuse(response, 'not_found', 'no drill has been started yet');
  });

  router.post('/api/v1/drills/:drillId/commands', async (request, response) => {
    const identity = host.identify(bearer(request));
    if (!identity || identity.drillId !== request.params.drillId) return refuse(response, 'unauthorized');
    const command = parseOrRefuse(playerCommandSchema, request.body, response);
    if (command) answerAck(response, await host.player(identity, command));
  });

  router.get('/api/v1/drills/:drillId/debrief', async (request, response) => {
    const debrief = await records.debrief(request.params.drillId);
    if (typeof debrief === 'string') refuseEnded(response, debrief);
    else response.json(debrief);
  });

  router.get('/api/v1/drills/:drillId/postmortem.md', async (request, response) => {
    const { drillId } = request.params;
    const found = await records.postmortem(drillId);
    if ('code' in found) return refuseEnded(response, found.code);
    response.type('text/markdown; charset=utf-8');
    if (request.query['download'] !== undefined) response.attachment(`${drillId}-postmortem.md`);
    response.send(found.markdown);
  });
  return router;
}

function refuseEnded(response: Response, code: ErrorCode): void {
  refuse(response, code, code === 'wrong_phase' ? 'the drill is still running; its truth is sealed until the end' : undefined);
}
