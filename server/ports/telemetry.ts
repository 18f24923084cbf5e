import type { SampleCounts } from '../../core/drill/values.ts';
import type { SignalFrame } from '../../core/protocol/signals.ts';

/** What one wall second of telemetry says about a sandbox. Comes about 1-2 s late, or not at all when telemetry is lost. */
export interface TelemetrySecond {
  token: string;
  sli: Record<string, SampleCounts>;
  /** Cause signals by `signal` or `signal/label`. */
  causes: Record<string, number>;
  frame: SignalFrame;
}

export interface SpanView {
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  service: string;
  slot: string;
  name: string;
  kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  startMs: number;
  durationMs: number;
  error: boolean;
  attributes: Record<string, string | number | boolean>;
}

export interface TraceSummary {
  traceId: string;
  root: string;
  startMs: number;
  durationMs: number;
  spans: number;
  error: boolean;
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
  stop(): Promise<void>;
}
