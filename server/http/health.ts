import { Router } from 'express';
import type { EdgeParts } from './parts.ts';

/** `/healthz`: the process answers. `/readyz`: the sandbox is healthy and load flows. */
export function healthRoutes({ pool }: EdgeParts): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => void response.json({ ok: true }));
  router.get('/readyz', (_request, response) => {
    const { state, message } = pool.view();
    const ready = state === 'ready' || state === 'busy';
    response.status(ready ? 200 : 503).json({ ready, state, message });
  });
  router.get('/api/v1/sandbox', (_request, response) => void response.json(pool.view()));
  return router;
}
