import { Router } from 'express';
import { choicesQuerySchema, previewRequestSchema } from '../../core/protocol/actions.ts';
import { answerAck, refuse } from './answers.ts';
import { visitorOf } from './identity.ts';
import { parseOrRefuse } from './parse.ts';
import type { EdgeParts } from './parts.ts';

/** What a form asks while an action of the running drill is being prepared. */
export function controlRoutes(parts: EdgeParts): Router {
  const { host } = parts;
  const router = Router();

  /** Open to whoever watches: it tells of the actions what the view tells of everything else. */
  router.post('/api/v1/drills/:drillId/preview', (request, response) => {
    const use = parseOrRefuse(previewRequestSchema, request.body, response);
    if (!use) return;
    const preparation = host.preparation(request.params.drillId);
    if (!preparation) return refuse(response, 'not_found');
    const answer = preparation.preview(use);
    if (answer.ok) response.json(answer.preview);
    else answerAck(response, answer);
  });

  /** Asks the engines, which others feel: for those who are in the drill. */
  router.get('/api/v1/drills/:drillId/choices', async (request, response) => {
    const { drillId } = request.params;
    const { identity, isFacilitator } = visitorOf(request, parts);
    if (!isFacilitator && identity?.drillId !== drillId) return refuse(response, 'unauthorized');
    const asked = parseOrRefuse(choicesQuerySchema, request.query, response);
    if (!asked) return;
    const preparation = host.preparation(drillId);
    if (!preparation) return refuse(response, 'not_found');
    const answer = await preparation.choices(asked);
    if (answer.ok) response.json({ choices: answer.choices });
    else answerAck(response, answer);
  });
  return router;
}
