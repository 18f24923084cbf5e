/**
 * Reads OTLP/HTTP JSON requests (OTLP 1.x: hex ids, 64-bit integers as strings) into small flat records.
 * Unknown fields are ignored; what is not understood is skipped and counted, never thrown away with its neighbours.
 */
import type { SpanView } from '../../core/protocol/traces.ts';

export type Attributes = Record<string, string | number | boolean>;

export interface Origin {
  service: string;
  slot: string;
  version: string;
}

export interface MetricPoint {
  origin: Origin;
  name: string;
  attributes: Attributes;
  /** Gauges and sums. */
  value: number;
  /** Histograms: bucket counts and their upper bounds (one fewer than counts), in the metric's own unit. */
  histogram: { counts: number[]; bounds: number[]; sum: number } | null;
}

export interface LogRecord {
  origin: Origin;
  atMs: number;
  severity: string;
  body: string;
  traceId: string;
  attributes: Attributes;
}

interface Json {
  [key: string]: unknown;
}

const list = (value: unknown): Json[] =>
  Array.isArray(value) ? value.filter((item): item is Json => typeof item === 'object' && item !== null) : [];
const object = (value: unknown): Json => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {});
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number => {
  const parsed = typeof value === 'string' ? Number(value) : value;
  return typeof parsed === 'number' && Number.isFinite(parsed) ? parsed : 0;
};
/** Nanoseconds as a string exceed 2^53; the last three digits do not matter here. */
const nanosToMs = (value: unknown): number => number(value) / 1e6;

function readAttributes(value: unknown): Attributes {
  const attributes: Attributes = {};
  for (const entry of list(value)) {
    const any = object(entry['value']);
    const found = any['stringValue'] ?? any['boolValue'] ?? any['doubleValue'] ?? any['intValue'];
    if (typeof found === 'boolean') attributes[text(entry['key'])] = found;
    else if ('intValue' in any || 'doubleValue' in any) attributes[text(entry['key'])] = number(found);
    else if (typeof found === 'string') attributes[text(entry['key'])] = found;
  }
  return attributes;
}

function originOf(resource: unknown): Origin {
  const attributes = readAttributes(object(resource)['attributes']);
  const service = String(attributes['service.name'] ?? 'unknown');
  return { service, slot: String(attributes['service.instance.id'] ?? service), version: String(attributes['service.version'] ?? '') };
}

/** @param body parsed JSON of `/v1/metrics` */
export function readMetrics(body: unknown): MetricPoint[] {
  const points: MetricPoint[] = [];
  for (const resourceMetrics of list(object(body)['resourceMetrics'])) {
    const origin = originOf(resourceMetrics['resource']);
    for (const scope of list(resourceMetrics['scopeMetrics'])) {
      for (const metric of list(scope['metrics'])) points.push(...readMetric(origin, metric));
    }
  }
  return points;
}

function readMetric(origin: Origin, metric: Json): MetricPoint[] {
  const name = text(metric['name']);
  const scalar = { ...object(metric['gauge']), ...object(metric['sum']) };
  const scalars = list(scalar['dataPoints']).map((point) => ({
    origin,
    name,
    attributes: readAttributes(point['attributes']),
    value: number(point['asDouble'] ?? point['asInt']),
    histogram: null,
  }));
  const histograms = list(object(metric['histogram'])['dataPoints']).map((point) => ({
    origin,
    name,
    attributes: readAttributes(point['attributes']),
    value: number(point['count']),
    histogram: { counts: numbers(point['bucketCounts']), bounds: numbers(point['explicitBounds']), sum: number(point['sum']) },
  }));
  return [...scalars, ...histograms];
}

const numbers = (value: unknown): number[] => (Array.isArray(value) ? value.map(number) : []);

const spanKinds = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const statusError = 2;

/** @param body parsed JSON of `/v1/traces` */
export function readSpans(body: unknown): SpanView[] {
  const spans: SpanView[] = [];
  for (const resourceSpans of list(object(body)['resourceSpans'])) {
    const origin = originOf(resourceSpans['resource']);
    for (const scope of list(resourceSpans['scopeSpans'])) {
      for (const span of list(scope['spans'])) {
        const read = readSpan(origin, span);
        if (read) spans.push(read);
      }
    }
  }
  return spans;
}

function readSpan(origin: Origin, span: Json): SpanView | null {
  const traceId = text(span['traceId']);
  const spanId = text(span['spanId']);
  if (!/^[0-9a-f]{32}$/.test(traceId) || !/^[0-9a-f]{16}$/.test(spanId)) return null;
  const startMs = nanosToMs(span['startTimeUnixNano']);
  return {
    traceId,
    spanId,
    parentSpanId: text(span['parentSpanId']) || null,
    service: origin.service,
    slot: origin.slot,
    name: text(span['name']),
    kind: spanKinds[number(span['kind'])] ?? 'internal',
    startMs,
    durationMs: Math.max(0, nanosToMs(span['endTimeUnixNano']) - startMs),
    error: number(object(span['status'])['code']) === statusError,
    attributes: { ...readAttributes(span['attributes']), 'service.version': origin.version },
  };
}

/** @param body parsed JSON of `/v1/logs` */
export function readLogs(body: unknown): LogRecord[] {
  const records: LogRecord[] = [];
  for (const resourceLogs of list(object(body)['resourceLogs'])) {
    const origin = originOf(resourceLogs['resource']);
    for (const scope of list(resourceLogs['scopeLogs'])) {
      for (const record of list(scope['logRecords'])) {
        records.push({
          origin,
          atMs: nanosToMs(record['timeUnixNano'] ?? record['observedTimeUnixNano']),
          severity: text(record['severityText']),
          body: text(object(record['body'])['stringValue']),
          traceId: text(record['traceId']),
          attributes: readAttributes(record['attributes']),
        });
      }
    }
  }
  return records;
}
