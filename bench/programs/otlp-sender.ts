/** Sends OTLP/JSON spans at a fixed rate, whatever the receiver does (open model). One load per request message. */
import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { announceReady, endWithParent } from '../../infra/process/lifeline.ts';

export interface SendRequest {
  type: 'send';
  port: number;
  path: string;
  spansPerSecond: number;
  forMs: number;
}

export interface SentMessage {
  type: 'sent';
  /** Spans written, and spans the receiver answered 200 for. */
  sent: number;
  accepted: number;
  /** Milliseconds from the end of sending until the last answer. */
  backlogMs: number;
  /** Worst start behind schedule. */
  latestMs: number;
  /** A trace among the last ones accepted, and its size. */
  sample: { traceId: string; spans: number };
}

/** As the batch processor of a service sends them at most. */
const spansPerBatch = 512;
const spansPerTrace = 8;

const attributes = JSON.stringify(
  Object.entries({
    'http.request.method': 'GET',
    'http.route': '/products/:id',
    'url.path': '/products/p-1042',
    'http.response.status_code': 200,
    'brownout.link': 'gateway->catalog',
    'server.address': 'catalog-2',
    'network.protocol.version': '1.1',
    'user_agent.original': 'shopper/1.0',
    'db.system.name': 'postgresql',
    'db.operation.name': 'SELECT',
  }).map(([key, value]) => ({ key, value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value } })),
);
const resource = JSON.stringify({
  attributes: Object.entries({ 'service.name': 'catalog', 'service.instance.id': 'catalog-2', 'service.version': '1.14.1' }).map(
    ([key, stringValue]) => ({ key, value: { stringValue } }),
  ),
});

/** A batch of spans that never were before. @returns body and one of its traces */
function batch(nowMs: number): { body: Buffer; traceId: string } {
  let traceId = '';
  let parent = '';
  const spans: string[] = [];
  const ids = randomBytes(8 * spansPerBatch).toString('hex');
  const startNanos = `${Math.floor(nowMs)}000000`;
  const endNanos = `${Math.floor(nowMs) + 12}000000`;
  for (let index = 0; index < spansPerBatch; index += 1) {
    const spanId = ids.slice(index * 16, index * 16 + 16);
    if (index % spansPerTrace === 0) {
      traceId = ids.slice(index * 16, index * 16 + 32);
      parent = '';
    }
    spans.push(
      `{"traceId":"${traceId}","spanId":"${spanId}","parentSpanId":"${parent}","name":"GET /products/:id","kind":2,` +
        `"startTimeUnixNano":"${startNanos}","endTimeUnixNano":"${endNanos}","attributes":${attributes},"status":{"code":0}}`,
    );
    parent = spanId;
  }
  const body = `{"resourceSpans":[{"resource":${resource},"scopeSpans":[{"scope":{"name":"bench"},"spans":[${spans.join(',')}]}]}]}`;
  return { body: Buffer.from(body), traceId };
}

async function send({ port, path, spansPerSecond, forMs }: SendRequest): Promise<SentMessage> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const answers: Promise<void>[] = [];
  let accepted = 0;
  let latestMs = 0;
  let sample = '';
  const startMs = performance.now();
  const batches = Math.ceil((spansPerSecond * forMs) / 1000 / spansPerBatch);
  const intervalMs = (spansPerBatch / spansPerSecond) * 1000;
  for (let index = 0; index < batches; index += 1) {
    const dueMs = startMs + index * intervalMs;
    const earlyMs = dueMs - performance.now();
    if (earlyMs > 1) await new Promise((resolve) => setTimeout(resolve, earlyMs));
    else await new Promise((resolve) => setImmediate(resolve));
    latestMs = Math.max(latestMs, performance.now() - dueMs);
    const { body, traceId } = batch(Date.now());
    answers.push(
      post(agent, { port, path }, body).then((status) => {
        if (status !== 200) return;
        accepted += spansPerBatch;
        sample = traceId;
      }),
    );
  }
  const sentMs = performance.now();
  await Promise.all(answers);
  agent.destroy();
  return {
    type: 'sent',
    sent: batches * spansPerBatch,
    accepted,
    backlogMs: performance.now() - sentMs,
    latestMs,
    sample: { traceId: sample, spans: spansPerTrace },
  };
}

/** The status; 0 when there was no answer. */
function post(agent: Agent, { port, path }: { port: number; path: string }, body: Buffer): Promise<number> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const outgoing = request({ agent, host: '127.0.0.1', port, path, method: 'POST', headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    outgoing.on('error', () => resolve(0));
    outgoing.end(body);
  });
}

process.on('message', (message: SendRequest) => void send(message).then((sent) => process.send?.(sent)));
endWithParent(() => {});
announceReady();
