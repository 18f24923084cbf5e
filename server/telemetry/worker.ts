/** The telemetry worker: ingest and store stay off the socket loop; the main thread gets one closed second per tick. */
import { parentPort, workerData } from 'node:worker_threads';
import { createForwarder } from '../outbound/otlp-forward.ts';
import { type Collector, createCollector } from './collector.ts';
import { listenOtlp } from './listener.ts';
import type { WorkerBoot, WorkerMessage, WorkerRequest } from './messages.ts';
import type { Taken } from './otlp-answer.ts';

const { userLink, spanBytes, forward } = workerData as WorkerBoot;
const tickMs = 1000;
const collectors = new Map<string, Collector>();
let refused = 0;

const say = (message: WorkerMessage): void => parentPort?.postMessage(message);

const forwarder = forward && createForwarder({ target: forward, log: (line) => say({ type: 'log', line }) });
const nothingTaken: Taken = { refused: new Set(), message: '' };

const listener = await listenOtlp({
  knows: (token) => collectors.has(token),
  accept({ token, signal, body }) {
    const taken = collectors.get(token)?.accept(signal, body, Date.now());
    if (taken) forwarder?.take(signal, body, taken.refused);
    return taken ?? nothingTaken;
  },
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
  if (!forwarder) return;
  forwarder.flush();
  say({ type: 'forwarded', counts: forwarder.counts() });
}, tickMs);

type Result = Extract<WorkerMessage, { type: 'reply' }>['result'];
type Question = Exclude<WorkerRequest, { type: 'open' | 'close' | 'stop' }>;

async function handle(request: WorkerRequest): Promise<void> {
  const reply = (result: Result): void => say({ type: 'reply', requestId: request.requestId, result });
  switch (request.type) {
    case 'open':
      if (!collectors.has(request.token)) collectors.set(request.token, createCollector(userLink, spanBytes ?? undefined));
      return reply(null);
    case 'close':
      collectors.delete(request.token);
      return reply(null);
    case 'stop':
      clearInterval(ticker);
      await listener.stop();
      await forwarder?.stop();
      reply(null);
      return parentPort?.close();
    default: {
      const collector = collectors.get(request.token);
      return reply(collector ? answerOf(collector, request) : null);
    }
  }
}

function answerOf(collector: Collector, question: Question): Result {
  const { spans, logs, segments, durations } = collector;
  switch (question.type) {
    case 'findTraces':
      return { ...spans.find(question.query), sampling: collector.sampling() };
    case 'traceWords':
      return spans.words.read();
    case 'spans':
      return spans.page(question.traceId, question.page.offset, question.page.limit);
    case 'logs':
      return logs.find(question.query);
    case 'logPatterns':
      return logs.patterns(question.filter);
    case 'sliSegments':
      return segments.read();
    case 'breakdown':
      return durations.breakdown(question.query);
    case 'heatmap':
      return durations.heatmap(question.query);
  }
}

parentPort?.on('message', (request: WorkerRequest) => void handle(request));
say({ type: 'listening', port: listener.port });
