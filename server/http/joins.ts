import { Router } from 'express';
import { joinSchema } from '../../core/protocol/commands.ts';
import { answerAck, refuse } from './answers.ts';
import { createAttemptLimit } from './attempt-limit.ts';
import { parseOrRefuse } from './parse.ts';
import type { EdgeParts } from './parts.ts';

/** Enough for a room of typing mistakes, far too few to find a code among 887 million. */
const wrongCodes = 20;
const wrongCodesMs = 60_000;

/** Getting into a drill: by its code, which a link carries. */
export function joinRoutes({ host }: EdgeParts): Router {
  const router = Router();
  const limit = createAttemptLimit(wrongCodes, wrongCodesMs);

  router.post('/api/v1/join/:code', async (request, response) => {
    const address = request.socket.remoteAddress ?? '';
    if (!limit.allows(address)) return refuse(response, 'too_many_tries');
    const join = parseOrRefuse(joinSchema, request.body, response);
    if (!join) return;
    const answer = await host.joinByCode(request.params.code, join);
    if (answer.ok) return void response.status(201).json(answer.joined);
    if (answer.code === 'unknown_code') limit.failed(address);
    answerAck(response, answer);
  });
  return router;
}
