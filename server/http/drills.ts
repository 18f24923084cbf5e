import { Router } from 'express';
import { playerCommandSchema, startDrillSchema } from '../../core/protocol/commands.ts';
import { viewFor } from '../visitor.ts';
import { answerAck, refuse } from './answers.ts';
import { bearer, sameSecret, visitorOf } from './identity.ts';
import { parseOrRefuse } from './parse.ts';
import type { EdgeParts } from './parts.ts';

/** Play: start a drill, act in it, and read the debrief of an ended one. */
export function drillRoutes(parts: EdgeParts): Router {
  const { host, library, facilitatorKey } = parts;
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

  router.get('/api/v1/drills/current', (request, response) => {
    const view = viewFor(visitorOf(request, parts), host.currentView());
    if (view) response.json(view);
    else refuse(response, 'not_found', 'no drill has been started yet');
  });

  router.post('/api/v1/drills/:drillId/commands', async (request, response) => {
    const identity = host.identify(bearer(request));
    if (!identity || identity.drillId !== request.params.drillId) return refuse(response, 'unauthorized');
    const command = parseOrRefuse(playerCommandSchema, request.body, response);
    if (command) answerAck(response, await host.player(identity, command));
  });
  return router;
}
