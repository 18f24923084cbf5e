import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import type { SpanView, TraceList, TraceWords } from '../../core/protocol/traces.ts';
import type { TraceQuery } from '../ports/telemetry.ts';
import { inOrder, matchesQuery } from '../telemetry/trace-query.ts';
import { summariseTrace } from '../telemetry/trace-summary.ts';
import { createTraceWords } from '../telemetry/trace-words.ts';
import { refuse } from './answers.ts';
import { parseOrRefuse } from './parse.ts';
import type { EdgeParts } from './parts.ts';
import { isRunning } from './running.ts';
import { publicSpan } from './span-attributes.ts';
import { readTraceQuery } from './trace-query.ts';
import { requireNotPlayedAgain } from './truth-gate.ts';

const mostSpans = 5000;
const pageSchema = z.object({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(mostSpans).default(mostSpans),
});

/** Traces of a drill: from the ring while it runs, from what was kept once it has ended. */
export function traceRoutes(parts: EdgeParts): Router {
  const { pool, telemetry } = parts;
  const router = Router();
  const open = requireNotPlayedAgain(parts);

  /** Of the sandbox as it stands, drill or not. */
  router.get('/api/v1/traces', async (request, response) => {
    const query = readTraceQuery(request, response);
    if (query) response.json(await telemetry.findTraces(pool.telemetryToken() ?? '', query));
  });

  router.get('/api/v1/drills/:drillId/traces', open, async (request, response) => {
    const query = readTraceQuery(request, response);
    if (!query) return;
    const found = await find(parts, request.params.drillId, query);
    if (found) response.json(found);
    else refuse(response, 'not_found', 'no traces were kept of this drill');
  });

  /** What a search can be asked for: services with their operations and versions. */
  router.get('/api/v1/drills/:drillId/trace-words', open, async (request, response) => {
    const { drillId } = request.params;
    response.json(isRunning(parts, drillId) ? await telemetry.traceWords(pool.telemetryToken() ?? '') : await wordsOfKept(parts, drillId));
  });

  /** Large traces come in pages; a page from the end on is what has come since. */
  router.get('/api/v1/drills/:drillId/traces/:traceId', open, (request, response) => answerSpans(parts, request as Request, response));
  return router;
}

async function answerSpans(parts: EdgeParts, request: Request, response: Response): Promise<void> {
  const page = parseOrRefuse(pageSchema, request.query, response);
  if (!page) return;
  const { drillId = '', traceId = '' } = request.params as Record<string, string>;
  const { spans, total } = isRunning(parts, drillId)
    ? await parts.telemetry.spans(parts.pool.telemetryToken() ?? '', traceId, page)
    : await keptSpans(parts, { drillId, traceId }, page);
  if (total > 0) response.json({ spans: spans.map(publicSpan), total });
  else refuse(response, 'not_found', 'this trace was not sampled, is older than the ring holds, or was not kept');
}

async function keptSpans({ records }: EdgeParts, of: { drillId: string; traceId: string }, page: { offset: number; limit: number }) {
  const spans = (await records.traces(of.drillId))?.find(([first]) => first?.traceId === of.traceId) ?? [];
  return { spans: spans.slice(page.offset, page.offset + page.limit), total: spans.length };
}

async function find(parts: EdgeParts, drillId: string, query: TraceQuery): Promise<TraceList | null> {
  if (isRunning(parts, drillId)) return parts.telemetry.findTraces(parts.pool.telemetryToken() ?? '', query);
  const traces = await parts.records.traces(drillId);
  return traces && findKept(traces, query);
}

/** Null from the store: an unknown drill, or one of which nothing was kept. */
function findKept(traces: readonly SpanView[][], query: TraceQuery): TraceList {
  const fitting = traces
    .filter((spans) => spans.length > 0)
    .map((spans) => ({ spans, summary: summariseTrace(spans) }))
    .filter(({ spans, summary }) => matchesQuery(spans, summary, query))
    .map(({ summary }) => summary)
    .sort(inOrder(query));
  return { traces: fitting.slice(0, query.limit), more: fitting.length > query.limit, sampling: null };
}

async function wordsOfKept({ records }: EdgeParts, drillId: string): Promise<TraceWords> {
  const book = createTraceWords();
  for (const span of ((await records.traces(drillId)) ?? []).flat()) book.note(span);
  return book.read();
}
