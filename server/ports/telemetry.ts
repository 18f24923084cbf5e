import type { SampleCounts } from '../../core/drill/values.ts';
import type { Breakdown, BreakdownDimension, Heatmap } from '../../core/protocol/breakdown.ts';
import type { LogFilter, LogList, LogPatternList, LogQuery } from '../../core/protocol/logs.ts';
import type { SignalFrame } from '../../core/protocol/signals.ts';
import type { SloSegment } from '../../core/protocol/slos.ts';
import type { SpanPage, SpanView, TraceList, TraceWords } from '../../core/protocol/traces.ts';

/** What one wall second of telemetry says about a sandbox. Comes about 1-2 s late, or not at all when telemetry is lost. */
export interface TelemetrySecond {
  token: string;
  sli: Record<string, SampleCounts>;
  /** Cause signals by `signal` or `signal/label`. */
  causes: Record<string, number>;
  frame: SignalFrame;
}

/** Messages to one destination outside since the start. */
export interface DeliveryCounts {
  delivered: number;
  /** Refused for good, or given up. */
  failed: number;
  /** Thrown away because too many waited. */
  dropped: number;
}

/** The signals of OTLP, as its addresses name them. */
export const otlpSignals = ['traces', 'metrics', 'logs'] as const;
export type OtlpSignal = (typeof otlpSignals)[number];

/** The link over which users come: what its service answers is what they get over it. */
export interface UserLink {
  link: string;
  service: string;
  /** SLIs whose good events are requests that were answered well and in time. */
  latencySlis: readonly string[];
  /** SLIs that count every request of the same journeys, also those that failed at once. */
  availabilitySlis: readonly string[];
}

/** What one span of a trace must be. */
export interface SpanFilter {
  service?: string;
  operation?: string;
  /** Instance. */
  slot?: string;
  version?: string;
  /** Over one of these links (`catalog->redis`). */
  links?: readonly string[];
  attributes?: readonly { key: string; value: string }[];
}

/** Which traces a search asks for. */
export interface TraceQuery extends SpanFilter {
  limit: number;
  /** Default: newest first. */
  order?: 'newest' | 'slowest';
  /** Of the whole trace: error when any span failed. */
  status?: 'error' | 'ok';
  /** Of the root, milliseconds. */
  minDurationMs?: number;
  maxDurationMs?: number;
  /** Only traces that began in this time, Unix milliseconds. */
  began?: { fromMs: number; toMs: number };
  /** Service of the root, or service and operation (`gateway GET /products`). */
  root?: string;
}

/** Of what, and from when to when, Unix milliseconds. */
export interface Breadth {
  /** Service or link. */
  component: string;
  fromMs: number;
  toMs: number;
}

export interface BreakdownQuery extends Breadth {
  by: BreakdownDimension;
}

/** Ingest and store of telemetry; runs in a worker, bounded in bytes. */
export interface Telemetry {
  /** Port of the OTLP listener on loopback. */
  readonly collectorPort: number;
  open(token: string): Promise<void>;
  close(token: string): Promise<void>;
  /** What went to the backend outside, at the last tick; null when there is none. */
  forwarded(): Record<OtlpSignal, DeliveryCounts> | null;
  onSecond(listener: (second: TelemetrySecond) => void): () => void;
  findTraces(token: string, query: TraceQuery): Promise<TraceList>;
  /** What a search for traces can be asked for. */
  traceWords(token: string): Promise<TraceWords>;
  /** Spans of a trace in the order in which they came. */
  spans(token: string, traceId: string, page: { offset: number; limit: number }): Promise<SpanPage>;
  /** A trace as far as it is kept with a drill: its first ten thousand spans, in order of time. */
  trace(token: string, traceId: string): Promise<SpanView[]>;
  logs(token: string, query: LogQuery): Promise<LogList>;
  /** Events of SLIs in the last `segmentSeconds`, by what services tell of them. */
  sliSegments(token: string): Promise<SloSegment[]>;
  /** Durations of the newest ten minutes, told apart; null for a token that is not in use. */
  breakdown(token: string, query: BreakdownQuery): Promise<Breakdown | null>;
  heatmap(token: string, query: Breadth): Promise<Heatmap | null>;
  logPatterns(token: string, filter: LogFilter): Promise<LogPatternList>;
  stop(): Promise<void>;
}
