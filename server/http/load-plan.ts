import { type Response, Router } from 'express';
import { jmxTestPlan } from '../../core/load-plan/jmx.ts';
import { k6Script } from '../../core/load-plan/k6.ts';
import { type LoadPlan, loadPlanOf } from '../../core/load-plan/load-plan.ts';
import { refuse } from './answers.ts';
import type { EdgeParts } from './parts.ts';
import { isRunning } from './running.ts';
import { requireNotPlayedAgain } from './truth-gate.ts';

const forms = [
  { extension: 'jmx', type: 'application/xml; charset=utf-8', textOf: jmxTestPlan },
  { extension: 'js', type: 'text/javascript; charset=utf-8', textOf: k6Script },
] as const;

/** The load plan of an optimisation drill for other tools, while it runs and afterwards: what it measures by is no secret. */
export function loadPlanRoutes(parts: EdgeParts): Router {
  const router = Router();
  for (const { extension, type, textOf } of forms) {
    router.get(`/api/v1/drills/:drillId/load-plan.${extension}`, requireNotPlayedAgain(parts), async (request, response) => {
      const { drillId } = request.params;
      const plan = await planOf(parts, drillId);
      if (!plan) return refuseUnplanned(response);
      if (request.query['download'] !== undefined) response.attachment(`${drillId}-load-plan.${extension}`);
      // After the name, whose ending would decide otherwise.
      response.type(type).send(textOf(plan));
    });
  }
  return router;
}

async function planOf(parts: EdgeParts, drillId: string): Promise<LoadPlan | null> {
  const { records, pool, stack, slos } = parts;
  const aim = await records.aim(drillId);
  const port = isRunning(parts, drillId) ? pool.usersPort() : null;
  return aim && loadPlanOf({ drillId, port, ...aim, stack: stack.load, slis: slos });
}

function refuseUnplanned(response: Response): void {
  refuse(response, 'not_found', 'only an optimisation drill has a load plan');
}
