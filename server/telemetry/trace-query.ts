/** Which traces a search asks for. Filters of a span must all fit one and the same span, as in the tools people know. */
import type { SpanView, TraceSummary } from '../../core/protocol/traces.ts';
import type { SpanFilter, TraceQuery } from '../ports/telemetry.ts';

export const linkKey = 'brownout.link';
export const versionKey = 'service.version';

/** What is told of a trace without looking into its spans. */
export type TraceHead = Pick<TraceSummary, 'startMs' | 'durationMs' | 'error' | 'root'>;

export function headFits({ startMs, durationMs, error, root }: TraceHead, query: TraceQuery): boolean {
  const { status, minDurationMs = 0, maxDurationMs = Number.POSITIVE_INFINITY, began } = query;
  if (status !== undefined && error !== (status === 'error')) return false;
  if (!isWithin(durationMs, minDurationMs, maxDurationMs)) return false;
  if (began && !isWithin(startMs, began.fromMs, began.toMs)) return false;
  return query.root === undefined || root === query.root || root.startsWith(`${query.root} `);
}

const isWithin = (value: number, least: number, most: number): boolean => value >= least && value <= most;

export const asksForSpans = ({ service, operation, slot, version, links, attributes }: SpanFilter): boolean =>
  [service, operation, slot, version, links].some((asked) => asked !== undefined) || (attributes ?? []).length > 0;

export function spanFits(span: SpanView, filter: SpanFilter): boolean {
  if (!placeFits(span, filter)) return false;
  if (filter.links && !filter.links.includes(String(span.attributes[linkKey]))) return false;
  return (filter.attributes ?? []).every(({ key, value }) => Object.hasOwn(span.attributes, key) && String(span.attributes[key]) === value);
}

function placeFits(span: SpanView, { service, operation, slot, version }: SpanFilter): boolean {
  if (service !== undefined && span.service !== service) return false;
  if (operation !== undefined && span.name !== operation) return false;
  if (slot !== undefined && span.slot !== slot) return false;
  return version === undefined || span.attributes[versionKey] === version;
}

/** @param spans of the trace that `summary` tells of */
export function matchesQuery(spans: readonly SpanView[], summary: TraceSummary, query: TraceQuery): boolean {
  return headFits(summary, query) && (!asksForSpans(query) || spans.some((span) => spanFits(span, query)));
}

export const inOrder = (query: TraceQuery): ((a: TraceHead, b: TraceHead) => number) =>
  query.order === 'slowest' ? (a, b) => b.durationMs - a.durationMs : (a, b) => b.startMs - a.startMs;
