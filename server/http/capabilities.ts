import { Router } from 'express';
import { capabilityViews } from '../../core/capabilities/coverage.ts';
import type { EdgeParts } from './parts.ts';

/** What can be practised here, for anybody: numbers of drills, never which. */
export function capabilityRoutes({ library }: Pick<EdgeParts, 'library'>): Router {
  const router = Router();
  router.get('/api/v1/capabilities', (_request, response) => void response.json({ capabilities: capabilityViews(library.sheets()) }));
  return router;
}
