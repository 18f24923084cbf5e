/** A ring of whole traces, bounded by an estimate of its bytes; the oldest trace goes first. */
import type { SpanPage, SpanView, TraceSummary } from '../../core/protocol/traces.ts';
import type { SpanFilter, TraceQuery } from '../ports/telemetry.ts';
import { createTermFilters, filterBytes, type TermFilters } from './term-filters.ts';
import { asksForSpans, headFits, inOrder, linkKey, spanFits, type TraceHead, versionKey } from './trace-query.ts';
import { summariseTrace } from './trace-summary.ts';
import { createTraceWords, type TraceWordsBook } from './trace-words.ts';

export interface FoundTraces {
  traces: TraceSummary[];
  /** More fit than were asked for. */
  more: boolean;
}

export interface SpanStore {
  /** @returns false when its trace has grown too large to take more. `nowMs`: when it came in */
  add(span: SpanView, nowMs: number): boolean;
  find(query: TraceQuery): FoundTraces;
  /** Spans of a trace in the order in which they came. */
  page(traceId: string, offset: number, limit: number): SpanPage;
  /** How many traces there are, and when the oldest came in. */
  held(): { traces: number; sinceMs: number | null; bytes: number };
  readonly words: Pick<TraceWordsBook, 'read'>;
}

interface StoredTrace extends TraceHead {
  traceId: string;
  spans: SpanView[];
  bytes: number;
  filter: number;
  hasRoot: boolean;
  sinceMs: number;
}

/** Objects and ids of a span, measured on spans without attributes; for those that have some it is a little too much. */
const spanBaseBytes = 280;
const attributeBytes = 14;
const traceBaseBytes = 400 + filterBytes;

/** @param maxBytes of the whole ring; one trace may have half of it */
export function createSpanStore(maxBytes: number): SpanStore {
  const traces = new Map<string, StoredTrace>();
  const filters = createTermFilters();
  const words = createTraceWords();
  let bytes = 0;

  const openTrace = (span: SpanView, nowMs: number): StoredTrace => {
    const opened = { traceId: span.traceId, spans: [], bytes: traceBaseBytes, filter: filters.open(), hasRoot: false, sinceMs: nowMs };
    const stored = { ...opened, error: false, ...headOf(span) };
    traces.set(span.traceId, stored);
    bytes += traceBaseBytes;
    return stored;
  };
  const forgetOldest = (): void => {
    for (const [traceId, oldest] of traces) {
      if (bytes <= maxBytes) break;
      traces.delete(traceId);
      filters.close(oldest.filter);
      for (const span of oldest.spans) words.forget(span);
      bytes -= oldest.bytes;
    }
  };

  return {
    words,
    add(span, nowMs) {
      const stored = traces.get(span.traceId) ?? openTrace(span, nowMs);
      if (stored.bytes > maxBytes / 2) return false;
      const size = keepTerms(filters, stored.filter, span);
      // One text for all of its spans.
      span.traceId = stored.traceId;
      stored.spans.push(span);
      stored.bytes += size;
      stored.error ||= span.error;
      if (!stored.hasRoot && (span.parentSpanId === null || span.startMs < stored.startMs)) Object.assign(stored, headOf(span));
      stored.hasRoot ||= span.parentSpanId === null;
      words.note(span);
      bytes += size;
      if (bytes > maxBytes) forgetOldest();
      return true;
    },
    find(query) {
      const mayFit = filterOf(filters, query);
      const candidates: StoredTrace[] = [];
      for (const trace of traces.values()) if (headFits(trace, query) && mayFit(trace.filter)) candidates.push(trace);
      // The newest come last, which is nearly the order that is asked for most.
      return firstFitting(candidates.reverse().sort(inOrder(query)), query);
    },
    page(traceId, offset, limit) {
      const spans = traces.get(traceId)?.spans ?? [];
      return { spans: spans.slice(offset, offset + limit), total: spans.length };
    },
    held() {
      const [oldest] = traces.values();
      return { traces: traces.size, sinceMs: oldest?.sinceMs ?? null, bytes };
    },
  };
}

const headOf = ({ startMs, durationMs, service, name }: SpanView): Omit<TraceHead, 'error'> => ({
  startMs,
  durationMs,
  root: `${service} ${name}`,
});

/** Looks into candidates in order until enough fit. */
function firstFitting(candidates: readonly StoredTrace[], query: TraceQuery): FoundTraces {
  const looksInside = asksForSpans(query);
  const found: TraceSummary[] = [];
  for (const { spans } of candidates) {
    if (looksInside && !spans.some((span) => spanFits(span, query))) continue;
    if (found.length === query.limit) return { traces: found, more: true };
    found.push(summariseTrace(spans));
  }
  return { traces: found, more: false };
}

/** Notes what a span can be found by, and lets it share texts that recur. @returns an estimate of its bytes */
function keepTerms(filters: TermFilters, filter: number, span: SpanView): number {
  span.service = filters.note(filter, 'service', span.service);
  span.slot = filters.note(filter, 'slot', span.slot);
  span.name = filters.note(filter, 'operation', span.name);
  filters.note(filter, span.service, span.name);
  const { attributes } = span;
  let size = spanBaseBytes + (span.statusMessage?.length ?? 0);
  for (const key in attributes) {
    const value = attributes[key];
    if (value === undefined) continue;
    const kept = filters.note(filter, key, value);
    attributes[key] = kept;
    size += attributeBytes + (typeof value === 'string' ? value.length : 0);
  }
  for (const { name, attributes: more } of span.events ?? []) size += 2 * spanBaseBytes + name.length + JSON.stringify(more).length;
  return size;
}

/** Whether the filter of a trace lets it have everything that is asked for. */
function filterOf(filters: TermFilters, query: SpanFilter): (filter: number) => boolean {
  const { service, operation, slot, version, links, attributes = [] } = query;
  const asked = (key: string, value: string | undefined): number[][] => (value === undefined ? [] : [filters.termsOf(key, value)]);
  const groups = [
    ...asked('service', service),
    ...asked('operation', operation),
    ...(service === undefined ? [] : asked(service, operation)),
    ...asked('slot', slot),
    ...asked(versionKey, version),
    ...(links ? [links.flatMap((link) => filters.termsOf(linkKey, link))] : []),
    ...attributes.flatMap(({ key, value }) => asked(key, value)),
  ];
  return (filter) => groups.every((terms) => terms.some((term) => filters.mayHave(filter, term)));
}
