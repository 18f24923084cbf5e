import { Router } from 'express';
import { facilitatorCommandSchema } from '../../core/protocol/messages.ts';
import { answerAck, refuse } from './answers.ts';
import { bearer, sameSecret } from './identity.ts';
import { parseOrRefuse } from './parse.ts';
import type { EdgeParts } from './parts.ts';

/** Everything but play: guarded by the key that is printed on the terminal. */
export function facilitatorRoutes({ host, records, library, facilitatorKey }: EdgeParts): Router {
  const router = Router();
  router.use('/api/v1/facilitator', (request, response, next) => {
    if (sameSecret(bearer(request), facilitatorKey)) next();
    else refuse(response, 'forbidden');
  });
  router.get('/api/v1/facilitator/drills', async (_request, response) => void response.json({ drills: await records.list() }));
  router.get(
    '/api/v1/facilitator/scenarios',
    (_request, response) => void response.json({ ids: library.ids(), problems: library.problems() }),
  );
  router.get('/api/v1/facilitator/drills/:drillId/log', async (request, response) => {
    response.json({ events: await records.log(request.params.drillId) });
  });
  router.post('/api/v1/facilitator/drills/:drillId/commands', async (request, response) => {
    const command = parseOrRefuse(facilitatorCommandSchema, request.body, response);
    if (command) answerAck(response, await host.facilitator(request.params.drillId, command));
  });
  return router;
}
