/** What a view showed when it was cited. Closed while the same incident is played again, like everything that was recorded. */
import { Router } from 'express';
import * as z from 'zod';
import { evidenceSchema } from '../../core/protocol/evidence.ts';
import { refuse } from './answers.ts';
import { parseOrRefuse } from './parse.ts';
import type { EdgeParts } from './parts.ts';
import { requireNotPlayedAgain } from './truth-gate.ts';

const { kind, ref } = evidenceSchema.shape;
const askedSchema = z.object({ kind, ref, atMs: z.coerce.number() });

export function exhibitRoutes(parts: EdgeParts): Router {
  const router = Router();
  router.get('/api/v1/drills/:drillId/exhibits', requireNotPlayedAgain(parts), async (request, response) => {
    const asked = parseOrRefuse(askedSchema as z.ZodType<z.infer<typeof askedSchema>>, request.query, response);
    if (!asked) return;
    const exhibit = await parts.records.exhibit(request.params.drillId, asked);
    if (exhibit) response.json(exhibit);
    else
      refuse(
        response,
        'not_found',
        'nothing was kept of this view: there was nothing to be seen when it was linked, or it was linked too late',
      );
  });
  return router;
}
