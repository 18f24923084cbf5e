/** Everything telemetry has said about one sandbox, turned into one closed second per tick. */
import type { SampleCounts } from '../../core/drill/values.ts';
import type { SignalFrame } from '../../core/protocol/signals.ts';
import type { TelemetrySecond, UserLink } from '../ports/telemetry.ts';
import { createLagTracker } from './lag.ts';
import { createLogRing, type LogRing } from './log-ring.ts';
import { type MetricPoint, readLogs, readMetrics, readSpans } from './otlp.ts';
import { createRedSeries } from './red.ts';
import { createSlotGauges } from './slot-gauges.ts';
import { createSpanStore, type SpanStore } from './span-store.ts';

const redWindowTicks = 5;
const hitWindowTicks = 10;
const spanBytes = 48 * 1024 * 1024;
const logBytes = 4 * 1024 * 1024;
const bytesPerMb = 1024 * 1024;

/** What a service does for others: it answers requests, or handles records. */
const workMetrics = ['http.server.request.duration', 'messaging.process.duration'];
const clientMetrics = ['http.client.request.duration', 'db.client.operation.duration', 'messaging.client.operation.duration'];

export interface Collector {
  readonly spans: SpanStore;
  readonly logs: LogRing;
  accept(signal: 'traces' | 'metrics' | 'logs', body: unknown, nowMs: number): void;
  /** Closes the tick. Figures since the last call; nothing that came late is dropped, it counts in the tick it arrived in. */
  close(nowMs: number): Omit<TelemetrySecond, 'token'>;
}

export function createCollector(userLink: UserLink | null = null): Collector {
  const byService = createRedSeries(redWindowTicks);
  const byLink = createRedSeries(redWindowTicks);
  const lag = createLagTracker();
  const spans = createSpanStore(spanBytes);
  const logs = createLogRing(logBytes);
  const slots = createSlotGauges();
  const gauges = new Map<string, number>();
  const eventLoop = new Map<string, number>();
  const cacheReadings: { hits: number; misses: number }[] = [];
  const ingest = { spans: 0, points: 0, logs: 0, refused: 0 };
  let sli: Record<string, SampleCounts> = {};

  const takePoint = (point: MetricPoint, nowMs: number): void => {
    if (slots.add(point) || takeRed(point)) return;
    if (point.name === 'sli.events') addSli(sli, point);
    else if (point.name === 'nodejs.eventloop.delay.p99') eventLoop.set(point.origin.slot, point.value * 1000);
    else if (point.name.startsWith('kafka.')) lag.add(point, nowMs);
    else if (point.name.startsWith('redis.')) gauges.set(point.name, point.value);
  };

  /** @returns false for what is neither work of a service nor a call over a link */
  const takeRed = (point: MetricPoint): boolean => {
    if (clientMetrics.includes(point.name)) {
      byLink.add(String(point.attributes['brownout.link'] ?? 'unknown'), point);
      return true;
    }
    if (!workMetrics.includes(point.name)) return false;
    byService.add(point.origin.service, point);
    if (point.origin.service === userLink?.service) byLink.add(userLink.link, point);
    return true;
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
    logs,
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
        for (const record of records) logs.add(record);
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
        slots: slots.close(),
        ingest: { ...ingest },
      };
      const closed = { sli, causes: causesOf(frame), frame };
      sli = {};
      eventLoop.clear();
      return closed;
    },
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
