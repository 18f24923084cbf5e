import { Worker } from 'node:worker_threads';
import type { Breakdown, Heatmap } from '../../../core/protocol/breakdown.ts';
import type { LogList, LogPatternList } from '../../../core/protocol/logs.ts';
import type { SloSegment } from '../../../core/protocol/slos.ts';
import type { SpanPage, TraceList, TraceWords } from '../../../core/protocol/traces.ts';
import type { DeliveryCounts, OtlpSignal, Telemetry, TelemetrySecond } from '../../ports/telemetry.ts';
import type { WorkerBoot, WorkerMessage, WorkerRequest } from '../../telemetry/messages.ts';

const noLogs: LogList = { logs: [], more: false, keptSinceMs: null };
const noPatterns: LogPatternList = { patterns: [], lines: 0, fromMs: 0, toMs: 0 };
const noTraces: TraceList = { traces: [], more: false, sampling: null };
/** Of one trace, with a drill. */
const keptSpans = 10_000;

type Unnumbered<T> = T extends unknown ? Omit<T, 'requestId'> : never;

/**
 * Starts the telemetry worker. Resolves when its OTLP listener serves.
 * @param file built worker program
 * @param log told what went wrong on the way to a backend outside
 */
export async function startTelemetryWorker(file: string, boot: WorkerBoot, log: (line: string) => void = () => {}): Promise<Telemetry> {
  const worker = new Worker(file, { workerData: boot });
  const listeners = new Set<(second: TelemetrySecond) => void>();
  const waiting = new Map<number, (result: unknown) => void>();
  let nextId = 1;
  let forwarded: Record<OtlpSignal, DeliveryCounts> | null = null;

  const collectorPort = await new Promise<number>((resolve, reject) => {
    worker.once('error', reject);
    worker.on('message', (message: WorkerMessage) => {
      switch (message.type) {
        case 'listening':
          return resolve(message.port);
        case 'second':
          for (const listener of listeners) listener(message.second);
          return;
        case 'forwarded':
          forwarded = message.counts;
          return;
        case 'log':
          return log(message.line);
        default:
          waiting.get(message.requestId)?.(message.result);
          waiting.delete(message.requestId);
      }
    });
  });

  let gone = false;
  worker.on('error', () => {});
  worker.once('exit', () => {
    gone = true;
    for (const settle of waiting.values()) settle(null);
    waiting.clear();
  });

  const ask = (request: Unnumbered<WorkerRequest>): Promise<unknown> =>
    new Promise((resolve) => {
      if (gone) return resolve(null);
      const requestId = nextId++;
      waiting.set(requestId, resolve);
      worker.postMessage({ ...request, requestId });
    });

  const spans: Telemetry['spans'] = async (token, traceId, page) =>
    ((await ask({ type: 'spans', token, traceId, page })) ?? { spans: [], total: 0 }) as SpanPage;

  return {
    collectorPort,
    open: async (token) => void (await ask({ type: 'open', token })),
    close: async (token) => void (await ask({ type: 'close', token })),
    forwarded: () => forwarded,
    onSecond(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    findTraces: async (token, query) => ((await ask({ type: 'findTraces', token, query })) ?? noTraces) as TraceList,
    traceWords: async (token) => ((await ask({ type: 'traceWords', token })) ?? { services: {} }) as TraceWords,
    spans,
    async trace(token, traceId) {
      const page = await spans(token, traceId, { offset: 0, limit: keptSpans });
      return page.spans.sort((a, b) => a.startMs - b.startMs);
    },
    logs: async (token, query) => ((await ask({ type: 'logs', token, query })) ?? noLogs) as LogList,
    sliSegments: async (token) => ((await ask({ type: 'sliSegments', token })) ?? []) as SloSegment[],
    logPatterns: async (token, filter) => ((await ask({ type: 'logPatterns', token, filter })) ?? noPatterns) as LogPatternList,
    breakdown: async (token, query) => (await ask({ type: 'breakdown', token, query })) as Breakdown | null,
    heatmap: async (token, query) => (await ask({ type: 'heatmap', token, query })) as Heatmap | null,
    async stop() {
      await ask({ type: 'stop' });
      await worker.terminate();
    },
  };
}
