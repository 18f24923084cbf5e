/** An OTLP/HTTP collector for tests: keeps what services send, as it came over the wire. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface KeyValue {
  key: string;
  value: { stringValue?: string; intValue?: number | string; doubleValue?: number; boolValue?: boolean };
}

interface Resource {
  attributes: KeyValue[];
}

export interface WireSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  status: { code: number; message?: string };
  attributes: KeyValue[];
}

interface WirePoint {
  attributes: KeyValue[];
  startTimeUnixNano: string;
  timeUnixNano: string;
  asDouble?: number;
  asInt?: number;
  count?: number;
  sum?: number;
  bucketCounts?: number[];
  explicitBounds?: number[];
}

interface Points {
  dataPoints: WirePoint[];
  aggregationTemporality?: number;
}

export interface WireMetric {
  name: string;
  unit: string;
  histogram?: Points;
  sum?: Points;
  gauge?: Points;
}

export interface WireLog {
  body: { stringValue: string };
  severityText: string;
  traceId?: string;
  attributes: KeyValue[];
}

/** One thing received, with the slot of the service it came from. */
export interface From<T> {
  slot: string;
  item: T;
}

export interface Collector {
  /** What a service takes as `otlpBase`. */
  base: string;
  spans: From<WireSpan>[];
  metrics: From<WireMetric>[];
  logs: From<WireLog>[];
  /** Requests by path. */
  requests: Record<string, number>;
  close(): Promise<void>;
}

interface Payload {
  resourceSpans?: { resource: Resource; scopeSpans: { spans: WireSpan[] }[] }[];
  resourceMetrics?: { resource: Resource; scopeMetrics: { metrics: WireMetric[] }[] }[];
  resourceLogs?: { resource: Resource; scopeLogs: { logRecords: WireLog[] }[] }[];
}

export async function openCollector(): Promise<Collector> {
  const received: Pick<Collector, 'spans' | 'metrics' | 'logs' | 'requests'> = { spans: [], metrics: [], logs: [], requests: {} };
  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    received.requests[path] = (received.requests[path] ?? 0) + 1;
    keep(received, JSON.parse(await text(request)) as Payload);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...received,
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}/otlp/test-token`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function keep(received: Pick<Collector, 'spans' | 'metrics' | 'logs'>, payload: Payload): void {
  for (const { resource, scopeSpans } of payload.resourceSpans ?? []) {
    for (const item of scopeSpans.flatMap(({ spans }) => spans)) received.spans.push({ slot: slotOf(resource), item });
  }
  for (const { resource, scopeMetrics } of payload.resourceMetrics ?? []) {
    for (const item of scopeMetrics.flatMap(({ metrics }) => metrics)) received.metrics.push({ slot: slotOf(resource), item });
  }
  for (const { resource, scopeLogs } of payload.resourceLogs ?? []) {
    for (const item of scopeLogs.flatMap(({ logRecords }) => logRecords)) received.logs.push({ slot: slotOf(resource), item });
  }
}

function slotOf(resource: Resource): string {
  return String(attribute(resource, 'service.instance.id'));
}

/** Value of an attribute; undefined when it, or what should carry it, is absent. */
export function attribute(carrier: { attributes: readonly KeyValue[] } | undefined, key: string): string | number | boolean | undefined {
  const value = carrier?.attributes.find((entry) => entry.key === key)?.value ?? {};
  if (value.intValue !== undefined) return Number(value.intValue);
  return value.stringValue ?? value.boolValue ?? value.doubleValue;
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
