/** Reads spans of an OTLP request. One that cannot be placed in a trace is refused alone; its neighbours are kept. */
import type { SpanEvent, SpanView } from '../../core/protocol/traces.ts';
import { type Json, type KeyBook, list, nameOf, nanosToMs, number, type Origin, object, originOf, readAttributes } from './otlp-values.ts';

export interface ReadSpans {
  /** Each with what it was read from. */
  spans: { span: SpanView; raw: Json }[];
  /** Those whose ids or times are not valid. */
  refused: Json[];
}

const spanKinds = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const statusError = 2;
const mostEvents = 32;
const longestMessage = 1000;

/** @param body of `/v1/traces`, as OTLP/JSON */
export function readSpans(body: unknown, book: KeyBook): ReadSpans {
  const read: ReadSpans = { spans: [], refused: [] };
  for (const resourceSpans of list(object(body)['resourceSpans'])) {
    const origin = originOf(resourceSpans['resource'], book);
    for (const scope of list(resourceSpans['scopeSpans'])) {
      for (const raw of list(scope['spans'])) {
        const span = readSpan(raw, origin, book);
        if (span) read.spans.push({ span, raw });
        else read.refused.push(raw);
      }
    }
  }
  return read;
}

function readSpan(raw: Json, origin: Origin, book: KeyBook): SpanView | null {
  const traceId = readId(raw['traceId'], 32);
  const spanId = readId(raw['spanId'], 16);
  const startMs = nanosToMs(raw['startTimeUnixNano']);
  if (!traceId || !spanId || startMs <= 0) return null;
  const attributes = readAttributes(raw['attributes'], book);
  attributes['service.version'] = origin.version;
  const span: SpanView = {
    traceId,
    spanId,
    parentSpanId: readId(raw['parentSpanId'], 16),
    service: origin.service,
    slot: origin.slot,
    name: nameOf(raw['name']),
    kind: spanKinds[number(raw['kind'])] ?? 'internal',
    startMs,
    durationMs: Math.max(0, nanosToMs(raw['endTimeUnixNano']) - startMs),
    error: false,
    attributes,
  };
  addStatus(span, object(raw['status']));
  if (raw['events'] !== undefined) addEvents(span, raw['events'], book);
  return span;
}

function addStatus(span: SpanView, { code, message }: Json): void {
  span.error = number(code) === statusError;
  if (span.error && typeof message === 'string' && message !== '') span.statusMessage = message.slice(0, longestMessage);
}

function addEvents(span: SpanView, value: unknown, book: KeyBook): void {
  const events = list(value)
    .slice(0, mostEvents)
    .map(
      (event): SpanEvent => ({
        name: nameOf(event['name']),
        atMs: nanosToMs(event['timeUnixNano']),
        attributes: readAttributes(event['attributes'], book),
      }),
    );
  if (events.length > 0) span.events = events;
}

const lowerHex = /^[0-9a-f]+$/;
const onlyZeros = /^0+$/;

/** An id in lower case; null where it is absent, of another length, not hexadecimal, or all zeros. */
function readId(value: unknown, length: number): string | null {
  if (typeof value !== 'string' || value.length !== length) return null;
  const id = lowerHex.test(value) ? value : value.toLowerCase();
  return lowerHex.test(id) && !onlyZeros.test(id) ? id : null;
}
