/** What the main thread and the telemetry worker say to each other. */
import type { LogLine } from '../../core/protocol/logs.ts';
import type { SpanView, TraceSummary } from '../../core/protocol/traces.ts';
import type { TelemetrySecond } from '../ports/telemetry.ts';
import type { LogQuery } from './log-ring.ts';
import type { TraceQuery } from './trace-summary.ts';

export type WorkerRequest =
  | { type: 'open'; requestId: number; token: string }
  | { type: 'close'; requestId: number; token: string }
  | { type: 'recent'; requestId: number; token: string; query: TraceQuery }
  | { type: 'trace'; requestId: number; token: string; traceId: string }
  | { type: 'logs'; requestId: number; token: string; query: LogQuery }
  | { type: 'stop'; requestId: number };

export type WorkerMessage =
  | { type: 'listening'; port: number }
  | { type: 'second'; second: TelemetrySecond }
  | { type: 'reply'; requestId: number; result: null | TraceSummary[] | SpanView[] | LogLine[] };
