/** Reads metrics and logs of OTLP requests into small flat records. Unknown fields are ignored. */
import {
  type Attributes,
  cut,
  type Json,
  type KeyBook,
  list,
  nameOf,
  nanosToMs,
  number,
  type Origin,
  object,
  originOf,
  readAttributes,
  text,
} from './otlp-values.ts';

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

/** More bounds than any instrument of ours or of a usual SDK has. */
const mostBuckets = 200;
const longestLine = 16_384;

/** @param body of `/v1/metrics`, as OTLP/JSON */
export function readMetrics(body: unknown, book: KeyBook): MetricPoint[] {
  const points: MetricPoint[] = [];
  for (const resourceMetrics of list(object(body)['resourceMetrics'])) {
    const origin = originOf(resourceMetrics['resource'], book);
    for (const scope of list(resourceMetrics['scopeMetrics'])) {
      for (const metric of list(scope['metrics'])) readMetric(metric, { origin, book, points });
    }
  }
  return points;
}

interface Reading {
  origin: Origin;
  book: KeyBook;
  points: MetricPoint[];
}

function readMetric(metric: Json, { origin, book, points }: Reading): void {
  const name = nameOf(metric['name']);
  const scalars = object(metric['gauge'] ?? metric['sum']);
  for (const point of list(scalars['dataPoints'])) {
    const value = number(point['asDouble'] ?? point['asInt']);
    points.push({ origin, name, attributes: readAttributes(point['attributes'], book), value, histogram: null });
  }
  for (const point of list(object(metric['histogram'])['dataPoints'])) {
    points.push({
      origin,
      name,
      attributes: readAttributes(point['attributes'], book),
      value: number(point['count']),
      histogram: { counts: numbers(point['bucketCounts']), bounds: numbers(point['explicitBounds']), sum: number(point['sum']) },
    });
  }
}

const numbers = (value: unknown): number[] => (Array.isArray(value) ? value.slice(0, mostBuckets).map(number) : []);

/** @param body of `/v1/logs`, as OTLP/JSON */
export function readLogs(body: unknown, book: KeyBook): LogRecord[] {
  const records: LogRecord[] = [];
  for (const resourceLogs of list(object(body)['resourceLogs'])) {
    const origin = originOf(resourceLogs['resource'], book);
    for (const scope of list(resourceLogs['scopeLogs'])) {
      for (const record of list(scope['logRecords'])) {
        records.push({
          origin,
          atMs: nanosToMs(record['timeUnixNano'] ?? record['observedTimeUnixNano']),
          severity: nameOf(record['severityText']),
          body: cut(text(object(record['body'])['stringValue']), longestLine),
          traceId: hexId(record['traceId']),
          attributes: readAttributes(record['attributes'], book),
        });
      }
    }
  }
  return records;
}

/** A line without a trace, or with a malformed id, is of none. */
const hexId = (value: unknown): string => (/^[0-9a-f]{32}$/i.test(text(value)) ? text(value).toLowerCase() : '');
