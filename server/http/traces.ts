import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import type { SpanView, TraceSummary } from '../../core/protocol/traces.ts';
import { matchesQuery, summariseTrace, type TraceQuery } from '../telemetry/trace-summary.ts';
import { refuse } from './answers.ts';
import { parseOrRefuse } from './parse.ts';
import type { EdgeParts } from './parts.ts';
import { publicSpan } from './span-attributes.ts';
import { requireNotPlayedAgain } from './truth-gate.ts';

const querySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  errors: z.enum(['true', 'false']).default('false'),
  minMs: z.coerce.number().min(0).default(0),
  service: z.string().max(60).optional(),
  /** Links, divided by commas: a trace over any of them fits. */
  link: z.string().max(1000).optional(),
  /** Unix milliseconds between which a trace began. */
  fromMs: z.coerce.number().optional(),
  toMs: z.coerce.number().optional(),
});

/** Traces of a drill: from the ring while it runs, from what was kept once it has ended. */
export function traceRoutes(parts: EdgeParts): Router {
  const { pool, telemetry } = parts;
  const router = Router();
  const open = requireNotPlayedAgain(parts);

  /** Of the sandbox as it stands, drill or not. */
  router.get('/api/v1/traces', async (request, response) => {
    const query = readQuery(request, response);
    if (query) response.json({ traces: await telemetry.recentTraces(pool.telemetryToken() ?? '', query) });
  });

  router.get('/api/v1/drills/:drillId/traces', open, async (request, response) => {
    const query = readQuery(request, response);
    if (!query) return;
    const traces = await recent(parts, request.params.drillId, query);
    if (traces) response.json({ traces });
    else refuse(response, 'not_found', 'no traces were kept of this drill');
  });

  router.get('/api/v1/drills/:drillId/traces/:traceId', open, async (request, response) => {
    const { drillId, traceId } = request.params;
    const spans = isRunning(parts, drillId)
      ? await telemetry.trace(pool.telemetryToken() ?? '', traceId)
      : ((await kept(parts, drillId))?.find(([first]) => first?.traceId === traceId) ?? []);
    if (spans.length > 0) response.json({ spans: spans.map(publicSpan) });
    else refuse(response, 'not_found', 'this trace was not sampled, is older than the ring holds, or was not kept');
  });
  return router;
}

async function recent(parts: EdgeParts, drillId: string, query: TraceQuery): Promise<TraceSummary[] | null> {
  if (isRunning(parts, drillId)) return parts.telemetry.recentTraces(parts.pool.telemetryToken() ?? '', query);
  const traces = await kept(parts, drillId);
  return (
    traces &&
    traces
      .filter((spans) => spans.length > 0)
      .map((spans) => ({ spans, summary: summariseTrace(spans) }))
      .filter(({ spans, summary }) => matchesQuery(spans, summary, query))
      .map(({ summary }) => summary)
      .sort((a, b) => b.startMs - a.startMs)
      .slice(0, query.limit)
  );
}

function isRunning({ host }: EdgeParts, drillId: string): boolean {
  const current = host.current();
  return current?.drillId === drillId && current.running;
}

/** Null for an unknown drill, or one of which nothing was kept. */
async function kept({ records }: EdgeParts, drillId: string): Promise<SpanView[][] | null> {
  return records.traces(drillId);
}

function readQuery(request: Request, response: Response): TraceQuery | null {
  const query = parseOrRefuse(querySchema, request.query, response);
  if (!query) return null;
  const { limit, errors, minMs, service, link, fromMs, toMs } = query;
  return {
    limit,
    errorsOnly: errors === 'true',
    minDurationMs: minMs,
    ...(service === undefined ? {} : { service }),
    ...(link === undefined ? {} : { links: link.split(',') }),
    ...(fromMs === undefined && toMs === undefined ? {} : { began: { fromMs: fromMs ?? 0, toMs: toMs ?? Number.MAX_SAFE_INTEGER } }),
  };
}
