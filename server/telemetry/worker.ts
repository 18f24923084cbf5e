/** The telemetry worker: ingest and store stay off the socket loop; the main thread gets one closed second per tick. */
import { parentPort, workerData } from 'node:worker_threads';
import type { UserLink } from '../ports/telemetry.ts';
import { type Collector, createCollector } from './collector.ts';
import { listenOtlp } from './listener.ts';
import type { WorkerMessage, WorkerRequest } from './messages.ts';

const tickMs = 1000;
const collectors = new Map<string, Collector>();
let refused = 0;

const say = (message: WorkerMessage): void => parentPort?.postMessage(message);

const listener = await listenOtlp({
  knows: (token) => collectors.has(token),
  accept: ({ token, signal, body }) => collectors.get(token)?.accept(signal, body, Date.now()),
  refused: () => {
    refused += 1;
  },
});

const ticker = setInterval(() => {
  for (const [token, collector] of collectors) {
    const second = collector.close(Date.now());
    second.frame.ingest.refused = refused;
    say({ type: 'second', second: { token, ...second } });
  }
}, tickMs);

async function handle(request: WorkerRequest): Promise<void> {
  const reply = (result: Extract<WorkerMessage, { type: 'reply' }>['result']): void =>
    say({ type: 'reply', requestId: request.requestId, result });
  switch (request.type) {
    case 'open':
      if (!collectors.has(request.token)) collectors.set(request.token, createCollector(workerData as UserLink | null));
      return reply(null);
    case 'close':
      collectors.delete(request.token);
      return reply(null);
    case 'recent':
      return reply(collectors.get(request.token)?.spans.recent(request.query) ?? []);
    case 'trace':
      return reply(collectors.get(request.token)?.spans.trace(request.traceId) ?? []);
    case 'logs':
      return reply(collectors.get(request.token)?.logs.find(request.query) ?? []);
    case 'stop':
      clearInterval(ticker);
      await listener.stop();
      reply(null);
      parentPort?.close();
  }
}

parentPort?.on('message', (request: WorkerRequest) => void handle(request));
say({ type: 'listening', port: listener.port });
