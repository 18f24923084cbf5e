import { Router } from 'express';
import { readRequestPapers } from '../request-papers.ts';
import { refuse } from './answers.ts';
import type { EdgeParts } from './parts.ts';

/** What the shop's files say of a change request of the live or last drill. Open to whoever watches, like the request itself. */
export function requestRoutes({ host, stack }: EdgeParts): Router {
  const router = Router();
  router.get('/api/v1/drills/:drillId/requests/:requestId/papers', async (request, response) => {
    const { drillId, requestId } = request.params;
    const view = host.currentView();
    if (view?.drillId !== drillId) return refuse(response, 'not_found');
    const asked = view.requests.find((each) => each.requestId === requestId);
    if (!asked) return refuse(response, 'unknown_request', requestId);
    response.json(await readRequestPapers(asked.ships, stack));
  });
  return router;
}
