/** Everything telemetry has said about one sandbox, turned into one closed second per tick. */
import type { SampleCounts } from '../../core/drill/values.ts';
import type { SignalFrame } from '../../core/protocol/signals.ts';
import type { TelemetrySecond } from '../ports/telemetry.ts';
import { createLagTracker } from './lag.ts';
import { type LogRecord, type MetricPoint, readLogs, readMetrics, readSpans } from './otlp.ts';
import { createRedSeries } from './red.ts';
import { createSpanStore, type SpanStore } from './span-store.ts';

const redWindowTicks = 5;
const hitWindowTicks = 10;
const spanBytes = 48 * 1024 * 1024;
const keptLogs = 5000;
const bytesPerMb = 1024 * 1024;

const clientMetrics = ['http.client.request.duration', 'db.client.operation.duration', 'messaging.client.operation.duration'];

export interface Collector {
  readonly spans: SpanStore;
  accept(signal: 'traces' | 'metrics' | 'logs', body: unknown, nowMs: number): void;
  /** Closes the tick. Figures since the last call; nothing that came late is dropped, it counts in the tick it arrived in. */
  close(nowMs: number): Omit<TelemetrySecond, 'token'>;
  logs(): readonly LogRecord[];
}

export function createCollector(): Collector {
  const byService = createRedSeries(redWindowTicks);
  const byLink = createRedSeries(redWindowTicks);
  const lag = createLagTracker();
  const spans = createSpanStore(spanBytes);
  const logs: LogRecord[] = [];
  const gauges = new Map<string, number>();
  const eventLoop = new Map<string, number>();
  const cacheReadings: { hits: number; misses: number }[] = [];
  const ingest = { spans: 0, points: 0, logs: 0, refused: 0 };
  let sli: Record<string, SampleCounts> = {};

  const takePoint = (point: MetricPoint, nowMs: number): void => {
    if (point.name === 'http.server.request.duration') byService.add(point.origin.service, point);
    else if (clientMetrics.includes(point.name)) byLink.add(String(point.attributes['brownout.link'] ?? 'unknown'), point);
    else if (point.name === 'sli.events') addSli(sli, point);
    else if (point.name === 'nodejs.eventloop.delay.p99') eventLoop.set(point.origin.slot, point.value * 1000);
    else if (point.name.startsWith('kafka.')) lag.add(point, nowMs);
    else if (point.name.startsWith('redis.')) gauges.set(point.name, point.value);
  };

  const cacheHitPercent = (): number | null => {
    const hits = gauges.get('redis.keyspace.hits');
    const misses = gauges.get('redis.keyspace.misses');
    if (hits === undefined || misses === undefined) return null;
    cacheReadings.push({ hits, misses });
    if (cacheReadings.length > hitWindowTicks) cacheReadings.shift();
    const first = cacheReadings[0] ?? { hits, misses };
    const looked = hits - first.hits + misses - first.misses;
    return looked <= 0 ? null : Math.round(((hits - first.hits) / looked) * 1000) / 10;
  };

  return {
    spans,
    accept(signal, body, nowMs) {
      if (signal === 'metrics') {
        const points = readMetrics(body);
        ingest.points += points.length;
        for (const point of points) takePoint(point, nowMs);
      } else if (signal === 'traces') {
        const read = readSpans(body);
        ingest.spans += read.length;
        for (const span of read) spans.add(span);
      } else {
        const records = readLogs(body);
        ingest.logs += records.length;
        logs.push(...records);
        if (logs.length > keptLogs) logs.splice(0, logs.length - keptLogs);
      }
    },
    close(nowMs) {
      const frame: SignalFrame = {
        epochSecond: Math.floor(nowMs / 1000),
        services: byService.close(),
        links: byLink.close(),
        partitions: lag.partitions(nowMs),
        cacheHitPercent: cacheHitPercent(),
        redisUsedMb: inMb(gauges.get('redis.memory.used')),
        redisMaxMb: inMb(gauges.get('redis.memory.max')),
        eventLoopDelayMs: Object.fromEntries(eventLoop),
        ingest: { ...ingest },
      };
      const closed = { sli, causes: causesOf(frame), frame };
      sli = {};
      eventLoop.clear();
      return closed;
    },
    logs: () => logs,
  };
}

function addSli(sli: Record<string, SampleCounts>, point: MetricPoint): void {
  const name = String(point.attributes['sli'] ?? '');
  const counts = sli[name] ?? { good: 0, bad: 0 };
  counts[point.attributes['result'] === 'bad' ? 'bad' : 'good'] += point.value;
  sli[name] = counts;
}

/** Cause signals for the info alerts, keyed `signal/label`. */
function causesOf(frame: SignalFrame): Record<string, number> {
  const causes: Record<string, number> = {};
  for (const { group, lagSeconds } of frame.partitions) {
    const key = `consumerLagSeconds/${group}`;
    causes[key] = Math.max(causes[key] ?? 0, lagSeconds);
  }
  if (frame.cacheHitPercent !== null) causes['cacheHitPercent/redis'] = frame.cacheHitPercent;
  for (const [slot, delay] of Object.entries(frame.eventLoopDelayMs)) causes[`eventLoopDelayMs/${slot}`] = Math.round(delay);
  return causes;
}

const inMb = (bytes: number | undefined): number | null => (bytes === undefined ? null : Math.round((bytes / bytesPerMb) * 10) / 10);
