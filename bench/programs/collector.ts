/** The server's telemetry worker in a process of its own, so that its processor time is its own too. */
import { announceReady, endWithParent, readBoot } from '../../infra/process/lifeline.ts';
import { distFile } from '../../infra/process/paths.ts';
import { startTelemetryWorker } from '../../server/adapters/telemetry-worker/telemetry-worker.ts';

export interface CollectorBoot {
  token: string;
  /** Of its ring of spans; absent for the default. */
  spanBytes?: number;
}

/** What it can be asked: where it listens, what it took so far (known at the next whole second), what it keeps of a trace. */
export type CollectorRequest = { type: 'port' } | { type: 'take' } | { type: 'find'; traceId: string };

export type CollectorMessage =
  | { type: 'listening'; port: number }
  | { type: 'taken'; spans: number; refused: number }
  | { type: 'found'; spans: number };

const { token, spanBytes } = readBoot<CollectorBoot>();
const telemetry = await startTelemetryWorker(distFile('server/telemetry-worker.js'), {
  userLink: null,
  spanBytes: spanBytes ?? null,
  forward: null,
});
await telemetry.open(token);
const say = (message: CollectorMessage): void => void process.send?.(message);

function answer(request: CollectorRequest): void {
  if (request.type === 'port') say({ type: 'listening', port: telemetry.collectorPort });
  else if (request.type === 'find')
    void telemetry.trace(token, request.traceId).then((spans) => say({ type: 'found', spans: spans.length }));
  else {
    const forget = telemetry.onSecond(({ frame: { ingest } }) => {
      forget();
      say({ type: 'taken', spans: ingest.spans, refused: ingest.refused });
    });
  }
}

process.on('message', answer);
endWithParent(() => telemetry.stop());
announceReady();
