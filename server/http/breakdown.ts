/** Durations of a service or link while its drill runs, told apart or as a heatmap. */
import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import { breakdownDimensions } from '../../core/protocol/breakdown.ts';
import type { Breadth, BreakdownQuery } from '../ports/telemetry.ts';
import { refuse } from './answers.ts';
import { parseOrRefuse } from './parse.ts';
import type { EdgeParts } from './parts.ts';
import { isRunning } from './running.ts';
import { requireNotPlayedAgain } from './truth-gate.ts';

const breadthSchema = z
  .object({
    component: z.string().min(1).max(200),
    /** Unix milliseconds; by default all that is kept. */
    fromMs: z.coerce.number().default(0),
    toMs: z.coerce.number().default(Number.MAX_SAFE_INTEGER),
    /** Instead of `fromMs`: so much of the newest time. */
    lastSeconds: z.coerce.number().positive().optional(),
  })
  .transform(({ component, fromMs, toMs, lastSeconds }): Breadth => {
    return { component, fromMs: lastSeconds === undefined ? fromMs : Date.now() - lastSeconds * 1000, toMs };
  })
  .refine(({ fromMs, toMs }) => fromMs < toMs, { path: ['toMs'], message: 'is not after fromMs' });
const bySchema = z.object({ by: z.enum(breakdownDimensions).default('instance') });

const notKept = 'breakdowns are there while the drill runs, of the newest ten minutes';

export function breakdownRoutes(parts: EdgeParts): Router {
  const router = Router();
  const open = requireNotPlayedAgain(parts);

  router.get('/api/v1/drills/:drillId/breakdown', open, async (request, response) => {
    const breadth = readBreadth(request, response, parts);
    const by = breadth && parseOrRefuse(bySchema as z.ZodType<Pick<BreakdownQuery, 'by'>>, request.query, response);
    if (!by) return;
    const told = await parts.telemetry.breakdown(tokenOf(parts, request.params.drillId), { ...breadth, ...by });
    if (told) response.json(told);
    else refuse(response, 'not_found', notKept);
  });

  router.get('/api/v1/drills/:drillId/heatmap', open, async (request, response) => {
    const breadth = readBreadth(request, response, parts);
    if (!breadth) return;
    const told = await parts.telemetry.heatmap(tokenOf(parts, request.params.drillId), breadth);
    if (told) response.json(told);
    else refuse(response, 'not_found', notKept);
  });
  return router;
}

/** Null when it was refused: malformed, or of something this stack does not have. */
function readBreadth(request: Pick<Request, 'query'>, response: Response, { stack }: EdgeParts): Breadth | null {
  const breadth = parseOrRefuse(breadthSchema as z.ZodType<Breadth>, request.query, response);
  if (!breadth) return null;
  const known = [...Object.keys(stack.services), ...stack.links.map(({ id }) => id)];
  if (known.includes(breadth.component)) return breadth;
  refuse(response, 'bad_parameter', `component: ${breadth.component} is neither a service nor a link; see /api/v1/stack`);
  return null;
}

/** Of the sandbox in which the drill runs; no token is in use for another one. */
const tokenOf = (parts: EdgeParts, drillId: string): string => (isRunning(parts, drillId) ? (parts.pool.telemetryToken() ?? '') : '');
