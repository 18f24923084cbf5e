import { Worker } from 'node:worker_threads';
import type { LogLine } from '../../../core/protocol/logs.ts';
import type { SpanView, TraceSummary } from '../../../core/protocol/traces.ts';
import type { Telemetry, TelemetrySecond, UserLink } from '../../ports/telemetry.ts';
import type { WorkerMessage, WorkerRequest } from '../../telemetry/messages.ts';

type Unnumbered<T> = T extends unknown ? Omit<T, 'requestId'> : never;

/**
 * Starts the telemetry worker. Resolves when its OTLP listener serves.
 * @param file built worker program
 */
export async function startTelemetryWorker(file: string, userLink: UserLink | null): Promise<Telemetry> {
  const worker = new Worker(file, { workerData: userLink });
  const listeners = new Set<(second: TelemetrySecond) => void>();
  const waiting = new Map<number, (result: unknown) => void>();
  let nextId = 1;

  const collectorPort = await new Promise<number>((resolve, reject) => {
    worker.once('error', reject);
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'listening') resolve(message.port);
      else if (message.type === 'second') for (const listener of listeners) listener(message.second);
      else {
        waiting.get(message.requestId)?.(message.result);
        waiting.delete(message.requestId);
      }
    });
  });

  const ask = (request: Unnumbered<WorkerRequest>): Promise<unknown> =>
    new Promise((resolve) => {
      const requestId = nextId++;
      waiting.set(requestId, resolve);
      worker.postMessage({ ...request, requestId });
    });

  return {
    collectorPort,
    open: async (token) => void (await ask({ type: 'open', token })),
    close: async (token) => void (await ask({ type: 'close', token })),
    onSecond(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    recentTraces: async (token, query) => (await ask({ type: 'recent', token, query })) as TraceSummary[],
    trace: async (token, traceId) => (await ask({ type: 'trace', token, traceId })) as SpanView[],
    logs: async (token, query) => (await ask({ type: 'logs', token, query })) as LogLine[],
    async stop() {
      await ask({ type: 'stop' });
      await worker.terminate();
    },
  };
}
