import { type Response, Router } from 'express';
import { type RecordCommand, recordCommandSchema } from '../../core/protocol/commands.ts';
import type { ErrorCode } from '../../core/protocol/errors.ts';
import { facilitatorActor } from '../host/facilitator-actor.ts';
import { answerAck, refuse } from './answers.ts';
import { bearer, sameSecret } from './identity.ts';
import { parseOrRefuse } from './parse.ts';
import type { EdgeParts } from './parts.ts';
import { requireNotPlayedAgain, requireTold } from './truth-gate.ts';

const mostSeries = 40;

/** The record of a drill that has ended: debrief, recording, post-mortem, and what people still write into it. */
export function recordRoutes(parts: EdgeParts): Router {
  const { host, records, facilitatorKey } = parts;
  const router = Router();
  const told = requireTold(parts);

  router.get('/api/v1/drills/:drillId/debrief', told, async (request, response) =>
    answer(response, await records.debrief(request.params.drillId)),
  );

  router.get('/api/v1/drills/:drillId/recording', requireNotPlayedAgain(parts), async (request, response) => {
    const wanted = String(request.query['series'] ?? '')
      .split(',')
      .filter(Boolean)
      .slice(0, mostSeries);
    answer(response, await records.recording(request.params.drillId, wanted));
  });

  router.get('/api/v1/drills/:drillId/postmortem', told, async (request, response) =>
    answer(response, await records.postmortem(request.params.drillId)),
  );

  router.get('/api/v1/drills/:drillId/postmortem.md', told, async (request, response) => {
    const { drillId } = request.params;
    const found = await records.markdown(drillId);
    if (typeof found === 'string') return refuseEnded(response, found);
    response.type('text/markdown; charset=utf-8');
    if (request.query['download'] !== undefined) response.attachment(`${drillId}-postmortem.md`);
    response.send(found.markdown);
  });

  router.post('/api/v1/drills/:drillId/record', async (request, response) => {
    const { drillId } = request.params;
    const key = bearer(request);
    const identity = host.identify(key);
    const actor = identity?.drillId === drillId ? identity.actor : sameSecret(key, facilitatorKey) ? facilitatorActor : null;
    if (!actor) return refuse(response, 'unauthorized', 'only those who were in this drill, and the facilitator, write into its record');
    const command: RecordCommand | null = parseOrRefuse(recordCommandSchema, request.body, response);
    if (command) answerAck(response, await records.act(drillId, command, actor));
  });
  return router;
}

function answer(response: Response, found: object | ErrorCode): void {
  if (typeof found === 'string') refuseEnded(response, found);
  else response.json(found);
}

function refuseEnded(response: Response, code: ErrorCode): void {
  refuse(response, code, code === 'wrong_phase' ? 'the drill is still running; its truth is sealed until the end' : undefined);
}
