import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import { refuse } from './answers.ts';
import { parseOrRefuse } from './parse.ts';
import type { EdgeParts } from './parts.ts';

const querySchema = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  level: z.enum(['info', 'warn', 'error']).default('info'),
  service: z.string().max(60).optional(),
  slot: z.string().max(60).optional(),
  text: z.string().max(100).optional(),
  traceId: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
});

/** What the services log, of the sandbox as it stands; of a drill only while it runs in it. */
export function logRoutes({ host, pool, telemetry }: EdgeParts): Router {
  const router = Router();
  const answer = async (request: Request, response: Response): Promise<void> => {
    const asked = parseOrRefuse(querySchema, request.query, response);
    if (!asked) return;
    const query = { limit: asked.limit, level: asked.level, ...given(asked) };
    response.json({ logs: await telemetry.logs(pool.telemetryToken() ?? '', query) });
  };
  router.get('/api/v1/logs', answer);
  router.get('/api/v1/drills/:drillId/logs', async (request, response) => {
    const current = host.current();
    if (current?.running && current.drillId === request.params.drillId) return answer(request as Request, response);
    refuse(response, 'not_found', 'log lines are kept only while the drill runs');
  });
  return router;
}

type Optional = Pick<z.infer<typeof querySchema>, 'service' | 'slot' | 'text' | 'traceId'>;

/** Without what was left out: an absent filter is no filter. */
function given({ service, slot, text, traceId }: Optional): { [K in keyof Optional]?: string } {
  return {
    ...(service === undefined ? {} : { service }),
    ...(slot === undefined ? {} : { slot }),
    ...(text === undefined || text === '' ? {} : { text }),
    ...(traceId === undefined ? {} : { traceId }),
  };
}
