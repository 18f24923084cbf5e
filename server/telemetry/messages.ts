/** What the main thread and the telemetry worker say to each other. */
import type { Breakdown, Heatmap } from '../../core/protocol/breakdown.ts';
import type { LogFilter, LogList, LogPatternList, LogQuery } from '../../core/protocol/logs.ts';
import type { SloSegment } from '../../core/protocol/slos.ts';
import type { SpanPage, TraceList, TraceWords } from '../../core/protocol/traces.ts';
import type { Breadth, BreakdownQuery, DeliveryCounts, OtlpSignal, TelemetrySecond, TraceQuery, UserLink } from '../ports/telemetry.ts';

export interface WorkerBoot {
  userLink: UserLink | null;
  /** Of the ring of spans of each sandbox; null for the default. */
  spanBytes: number | null;
  /** Where everything that is accepted is passed on to; null for nowhere. */
  forward: { url: string; headers: Record<string, string> } | null;
}

export type WorkerRequest =
  | { type: 'open'; requestId: number; token: string }
  | { type: 'close'; requestId: number; token: string }
  | { type: 'findTraces'; requestId: number; token: string; query: TraceQuery }
  | { type: 'traceWords'; requestId: number; token: string }
  | { type: 'spans'; requestId: number; token: string; traceId: string; page: { offset: number; limit: number } }
  | { type: 'logs'; requestId: number; token: string; query: LogQuery }
  | { type: 'sliSegments'; requestId: number; token: string }
  | { type: 'logPatterns'; requestId: number; token: string; filter: LogFilter }
  | { type: 'breakdown'; requestId: number; token: string; query: BreakdownQuery }
  | { type: 'heatmap'; requestId: number; token: string; query: Breadth }
  | { type: 'stop'; requestId: number };

export type WorkerMessage =
  | { type: 'listening'; port: number }
  | { type: 'second'; second: TelemetrySecond }
  | { type: 'forwarded'; counts: Record<OtlpSignal, DeliveryCounts> }
  | { type: 'log'; line: string }
  | {
      type: 'reply';
      requestId: number;
      result: null | TraceList | TraceWords | SpanPage | LogList | LogPatternList | SloSegment[] | Breakdown | Heatmap;
    };
