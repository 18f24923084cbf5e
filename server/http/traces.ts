import { Router } from 'express';
import * as z from 'zod';
import { refuse } from './answers.ts';
import { parseOrRefuse } from './parse.ts';
import type { EdgeParts } from './parts.ts';

const querySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  errors: z.enum(['true', 'false']).default('false'),
  minMs: z.coerce.number().min(0).default(0),
  service: z.string().max(60).optional(),
});

/** Recent traces of the current sandbox, and one trace with its spans. */
export function traceRoutes({ pool, telemetry }: EdgeParts): Router {
  const router = Router();
  router.get('/api/v1/traces', async (request, response) => {
    const query = parseOrRefuse(querySchema, request.query, response);
    if (!query) return;
    const { limit, errors, minMs, service } = query;
    const token = pool.telemetryToken() ?? '';
    const filter = { limit, errorsOnly: errors === 'true', minDurationMs: minMs, ...(service === undefined ? {} : { service }) };
    response.json({ traces: await telemetry.recentTraces(token, filter) });
  });
  router.get('/api/v1/traces/:traceId', async (request, response) => {
    const spans = await telemetry.trace(pool.telemetryToken() ?? '', request.params.traceId);
    if (spans.length > 0) response.json({ spans });
    else refuse(response, 'not_found', 'this trace was not sampled, or is older than the ring holds');
  });
  return router;
}
