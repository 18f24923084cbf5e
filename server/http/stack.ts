import { Router } from 'express';
import { stackViewOf } from '../../core/stack/stack-view.ts';
import type { EdgeParts } from './parts.ts';

/** The stack as every engineer of the shop knows it; the same for every drill. */
export function stackRoutes({ stack }: EdgeParts): Router {
  const router = Router();
  const view = stackViewOf(stack);
  router.get('/api/v1/stack', (_request, response) => void response.json(view));
  return router;
}
