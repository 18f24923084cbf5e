/** A ring of spans as the telemetry worker holds it, filled with traces like those of the shop, and searched. */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { SpanView } from '../../core/protocol/traces.ts';
import { announceReady, endWithParent } from '../../infra/process/lifeline.ts';
import type { TraceQuery } from '../../server/ports/telemetry.ts';
import { createSpanStore } from '../../server/telemetry/span-store.ts';

export interface RingBoot {
  /** To put into it; a ring that is too small for them keeps the newest. */
  spans: number;
  ringBytes: number;
}

export interface SearchedMessage {
  type: 'searched';
  /** Spans and traces in the ring. */
  spans: number;
  traces: number;
  /** What the ring believes it holds, and what the heap grew by while it was filled. */
  ringBytes: number;
  heapBytes: number;
  /** By the words of the query, ms. */
  searches: { query: string; ms: number; found: number }[];
}

const routes = ['GET /products', 'GET /products/:id', 'GET /search', 'POST /carts/:id/items', 'POST /checkout', 'GET /orders/:id'];
const services = ['gateway', 'catalog', 'orders', 'inventory', 'payments', 'fulfilment'];
const spansPerTrace = 8;
const limit = 1000;

/** Of one trace: the place of each span decides what it is, the number of the trace what its values are. */
function traceOf(number: number): SpanView[] {
  const traceId = number.toString(16).padStart(32, '0');
  const failed = number % 97 === 0;
  const slow = number % 31 === 0;
  return Array.from({ length: spansPerTrace }, (_, index) => {
    const service = services[index % services.length] ?? 'gateway';
    const error = failed && index === 3;
    return {
      traceId,
      spanId: `${number.toString(16)}${index}`.padStart(16, '0'),
      parentSpanId: index === 0 ? null : `${number.toString(16)}${index - 1}`.padStart(16, '0'),
      service,
      slot: `${service}-${1 + (number % 2)}`,
      name: routes[(number + index) % routes.length] ?? '',
      kind: index % 2 === 0 ? 'server' : 'client',
      startMs: 1_700_000_000_000 + number * 5 + index,
      durationMs: (slow ? 800 : 20) + (number % 50),
      error,
      attributes: { ...attributesOf(number, service), 'http.response.status_code': error ? 503 : 200, 'order.id': `o-${number}-${index}` },
    };
  });
}

/** Those that all spans of a service have alike in one trace. */
const attributesOf = (number: number, service: string): SpanView['attributes'] => ({
  'http.request.method': 'GET',
  'http.route': routes[number % routes.length] ?? '',
  'url.path': `/products/p-${number % 4000}`,
  'brownout.link': `${service}->redis`,
  'server.address': `catalog-${1 + (number % 2)}`,
  'network.protocol.version': '1.1',
  'user_agent.original': 'shopper/1.0',
  'db.system.name': 'postgresql',
  'db.operation.name': 'SELECT',
  'service.version': number % 200 === 0 ? '3.8.1' : '3.8.0',
});

const queries = (newest: number): Record<string, TraceQuery> => ({
  'the newest': { limit },
  'the slowest': { limit, order: 'slowest' },
  'failed through a service': { limit, status: 'error', service: 'payments' },
  'over 500 ms, one operation': { limit, minDurationMs: 500, service: 'catalog', operation: 'GET /search' },
  'one value of an attribute': { limit, attributes: [{ key: 'order.id', value: `o-${newest - 5000}-3` }] },
  'a value that none has': { limit, attributes: [{ key: 'order.id', value: 'none' }] },
  'filters that no one span fits': { limit, service: 'payments', attributes: [{ key: 'brownout.link', value: 'orders->redis' }] },
  'one version, slowest': { limit, version: '3.8.1', order: 'slowest' },
  'over a link, in ten seconds': {
    limit,
    links: ['orders->redis'],
    began: { fromMs: 1_700_000_000_000 + (newest - 2000) * 5, toMs: 1_700_000_000_000 + newest * 5 },
  },
});

// Without it, the heap would be counted with what is garbage already.
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function fillAndSearch({ spans: wanted, ringBytes }: RingBoot): SearchedMessage {
  const store = createSpanStore(ringBytes);
  collectGarbage();
  const heapBefore = process.memoryUsage().heapUsed;
  const count = Math.ceil(wanted / spansPerTrace);
  // Through JSON, as spans come: every text is a new one.
  for (let number = 1; number <= count; number += 1)
    for (const span of JSON.parse(JSON.stringify(traceOf(number))) as SpanView[]) store.add(span, number);
  collectGarbage();
  const heapBytes = process.memoryUsage().heapUsed - heapBefore;
  const held = store.held();
  const searches = Object.entries(queries(count)).map(([query, asked]) => {
    const sinceMs = performance.now();
    const found = store.find(asked).traces.length;
    return { query, ms: performance.now() - sinceMs, found };
  });
  return { type: 'searched', spans: held.traces * spansPerTrace, traces: held.traces, ringBytes: held.bytes, heapBytes, searches };
}

process.on('message', (boot: RingBoot & { type: 'search' }) => void process.send?.(fillAndSearch(boot)));
endWithParent(() => {});
announceReady();
