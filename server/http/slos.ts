import { Router } from 'express';
import { fewestBadEvents, fewestEvents } from '../../core/alerts/windows.ts';
import type { SloPage } from '../../core/protocol/slos.ts';
import { budgetWindowSeconds, compressionFactor } from '../../core/slo/burn-rate.ts';
import { segmentSeconds } from '../telemetry/sli-segments.ts';
import { refuse } from './answers.ts';
import type { EdgeParts } from './parts.ts';
import { requireNotPlayedAgain } from './truth-gate.ts';

/** Objectives of the running or the last drill, with all that their alerts are decided by. */
export function sloRoutes(parts: EdgeParts): Router {
  const { host, pool, telemetry } = parts;
  const router = Router();
  router.get('/api/v1/drills/:drillId/slos', requireNotPlayedAgain(parts), async (request, response) => {
    const { drillId } = request.params;
    const preparation = host.preparation(drillId);
    if (!preparation) return refuse(response, 'not_found');
    const runs = host.current()?.running ?? false;
    const page: SloPage = {
      compression: compressionFactor,
      budgetSeconds: budgetWindowSeconds,
      fewest: { bad: fewestBadEvents, events: fewestEvents },
      slos: preparation.slos(),
      segments: runs ? await telemetry.sliSegments(pool.telemetryToken() ?? '') : [],
      segmentSeconds,
    };
    response.json(page);
  });
  return router;
}
