import type { SampleCounts } from '../../core/drill/values.ts';
import type { LogLine } from '../../core/protocol/logs.ts';
import type { SignalFrame } from '../../core/protocol/signals.ts';
import type { SpanView, TraceSummary } from '../../core/protocol/traces.ts';

/** What one wall second of telemetry says about a sandbox. Comes about 1-2 s late, or not at all when telemetry is lost. */
export interface TelemetrySecond {
  token: string;
  sli: Record<string, SampleCounts>;
  /** Cause signals by `signal` or `signal/label`. */
  causes: Record<string, number>;
  frame: SignalFrame;
}

/** The link over which users come: what its service answers is what they get over it. */
export interface UserLink {
  link: string;
  service: string;
}

/** Ingest and store of telemetry; runs in a worker, bounded in bytes. */
export interface Telemetry {
  /** Port of the OTLP listener on loopback. */
  readonly collectorPort: number;
  open(token: string): Promise<void>;
  close(token: string): Promise<void>;
  onSecond(listener: (second: TelemetrySecond) => void): () => void;
  recentTraces(
    token: string,
    query: { limit: number; errorsOnly: boolean; minDurationMs: number; service?: string },
  ): Promise<TraceSummary[]>;
  trace(token: string, traceId: string): Promise<SpanView[]>;
  /** Newest first. */
  logs(
    token: string,
    query: { limit: number; level: LogLine['level']; service?: string; slot?: string; text?: string; traceId?: string },
  ): Promise<LogLine[]>;
  stop(): Promise<void>;
}
