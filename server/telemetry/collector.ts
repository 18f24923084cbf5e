/** Everything telemetry has said about one sandbox, turned into one closed second per tick. */
import type { SampleCounts } from '../../core/drill/values.ts';
import type { SignalFrame } from '../../core/protocol/signals.ts';
import type { Sampling } from '../../core/protocol/traces.ts';
import type { OtlpSignal, TelemetrySecond, UserLink } from '../ports/telemetry.ts';
import { isAdmitted } from './bounded.ts';
import { createCacheFigures } from './cache-figures.ts';
import { createDurationBook, type DurationBook } from './duration-book.ts';
import { createGoodput } from './goodput.ts';
import { createLagTracker } from './lag.ts';
import { createLogRing, type LogRing } from './log-ring.ts';
import { type MetricPoint, readLogs, readMetrics } from './otlp.ts';
import type { Taken } from './otlp-answer.ts';
import { readSpans } from './otlp-spans.ts';
import { createKeyBook, type Json, type KeyBook } from './otlp-values.ts';
import { createRedSeries } from './red.ts';
import { createRequestCount } from './request-count.ts';
import { createSliSegments, type SliSegments } from './sli-segments.ts';
import { createSlotGauges } from './slot-gauges.ts';
import { createSpanStore, type SpanStore } from './span-store.ts';

const redWindowTicks = 5;
/** About a hundred thousand spans. */
const defaultSpanBytes = 48 * 1024 * 1024;
const logBytes = 4 * 1024 * 1024;
const mostSlots = 500;
const mostSlis = 100;

/** What a service does for others: it answers requests, or handles records. */
const workMetrics = ['http.server.request.duration', 'messaging.process.duration'];
const clientMetrics = ['http.client.request.duration', 'db.client.operation.duration', 'messaging.client.operation.duration'];

export interface Collector {
  readonly spans: SpanStore;
  readonly logs: LogRing;
  readonly segments: SliSegments;
  readonly durations: DurationBook;
  /** @param body as OTLP/JSON. @returns what was refused of it, or left out */
  accept(signal: OtlpSignal, body: unknown, nowMs: number): Taken;
  sampling(): Sampling;
  /** Closes the tick. Figures since the last call; nothing that came late is dropped, it counts in the tick it arrived in. */
  close(nowMs: number): Omit<TelemetrySecond, 'token'>;
}

/** @param spanBytes of the ring of spans */
export function createCollector(userLink: UserLink | null = null, spanBytes = defaultSpanBytes): Collector {
  const requests = createRequestCount();
  const durations = createDurationBook(userLink ? { [userLink.link]: userLink.service } : {});
  const red = createRedFigures({ userLink, durations, onRequests: (count) => requests.add(count) });
  const lag = createLagTracker();
  const spans = createSpanStore(spanBytes);
  const logs = createLogRing(logBytes);
  const segments = createSliSegments();
  const slots = createSlotGauges();
  const cache = createCacheFigures();
  const goodput = createGoodput(userLink ?? { latencySlis: [], availabilitySlis: [] });
  const eventLoop = new Map<string, number>();
  const ingest = { spans: 0, points: 0, logs: 0, refused: 0, refusedSpans: 0 };
  const book = createKeyBook();
  let sli = new Map<string, SampleCounts>();

  const takePoint = (point: MetricPoint, nowMs: number): void => {
    if (slots.add(point) || red.takes(point)) return;
    if (point.name === 'sli.events') addSliEvents(point);
    else if (point.name === 'nodejs.eventloop.delay.p99') addDelay(point);
    else if (point.name.startsWith('kafka.')) lag.add(point, nowMs);
    else cache.add(point);
  };

  const addSliEvents = (point: MetricPoint): void => {
    addSli(sli, point);
    segments.add(point);
  };

  const addDelay = ({ origin: { slot }, value }: MetricPoint): void => {
    if (isAdmitted(eventLoop, slot, mostSlots)) eventLoop.set(slot, value * 1000);
  };

  const take = takersOf({ spans, logs, ingest, book, takePoint });

  return {
    spans,
    logs,
    segments,
    durations,
    accept(signal, body, nowMs) {
      const droppedBefore = book.dropped;
      const refused = take[signal](body, nowMs);
      return { refused, message: messageOf(refused.size, book.dropped - droppedBefore) };
    },
    sampling() {
      const { traces: kept, sinceMs } = spans.held();
      return { kept, sinceMs, requests: sinceMs === null ? null : requests.since(sinceMs) };
    },
    close(nowMs) {
      const { services, links } = red.close();
      const goodputPerSecond = goodput.close(sli, links[userLink?.link ?? '']?.ratePerSecond ?? 0);
      const frame: SignalFrame = {
        epochSecond: Math.floor(nowMs / 1000),
        services,
        links,
        ...(goodputPerSecond === undefined ? {} : { goodputPerSecond }),
        partitions: lag.partitions(nowMs),
        ...cache.close(),
        eventLoopDelayMs: Object.fromEntries(eventLoop),
        slots: slots.close(),
        ingest: { ...ingest, droppedAttributes: book.dropped },
      };
      const closed = { sli: Object.fromEntries(sli), causes: causesOf(frame), frame };
      requests.close(nowMs);
      segments.close();
      durations.close(nowMs);
      sli = new Map();
      eventLoop.clear();
      return closed;
    },
  };
}

/** What was accepted and refused since the start. */
type Ingest = Record<'spans' | 'points' | 'logs' | 'refused' | 'refusedSpans', number>;

const nothingRefused: ReadonlySet<Json> = new Set();

interface TakerParts {
  spans: SpanStore;
  logs: LogRing;
  ingest: Ingest;
  book: KeyBook;
  takePoint: (point: MetricPoint, nowMs: number) => void;
}

/** One for each signal; it takes what it can, and tells which items it refused. */
function takersOf({
  spans,
  logs,
  ingest,
  book,
  takePoint,
}: TakerParts): Record<OtlpSignal, (body: unknown, nowMs: number) => ReadonlySet<Json>> {
  return {
    metrics(body, nowMs) {
      const points = readMetrics(body, book);
      ingest.points += points.length;
      for (const point of points) takePoint(point, nowMs);
      return nothingRefused;
    },
    traces(body, nowMs) {
      const read = readSpans(body, book);
      const refused = new Set(read.refused);
      for (const { span, raw } of read.spans) if (!spans.add(span, nowMs)) refused.add(raw);
      ingest.spans += read.spans.length + read.refused.length - refused.size;
      ingest.refusedSpans += refused.size;
      return refused;
    },
    logs(body) {
      const records = readLogs(body, book);
      ingest.logs += records.length;
      for (const record of records) logs.add(record);
      return nothingRefused;
    },
  };
}

interface RedFigures {
  /** False for what is neither work of a service nor a call over a link. */
  takes(point: MetricPoint): boolean;
  close(): Pick<SignalFrame, 'services' | 'links'>;
}

interface RedParts {
  userLink: UserLink | null;
  durations: DurationBook;
  /** Told how many requests of users were answered. */
  onRequests: (count: number) => void;
}

function createRedFigures({ userLink, durations, onRequests }: RedParts): RedFigures {
  const byService = createRedSeries(redWindowTicks);
  const byLink = createRedSeries(redWindowTicks);
  return {
    takes(point) {
      if (clientMetrics.includes(point.name)) {
        const link = String(point.attributes['brownout.link'] ?? 'unknown');
        byLink.add(link, point);
        durations.add(link, point, 'link');
        return true;
      }
      if (!workMetrics.includes(point.name)) return false;
      const { service } = point.origin;
      byService.add(service, point);
      durations.add(service, point, 'service');
      if (service === userLink?.service) {
        byLink.add(userLink.link, point);
        onRequests(point.value);
      }
      return true;
    },
    close: () => ({ services: byService.close(), links: byLink.close() }),
  };
}

function messageOf(refused: number, dropped: number): string {
  const parts = [
    ...(refused > 0 ? [`${refused} spans refused: each needs valid ids and times, and one trace may have half of what is kept`] : []),
    ...(dropped > 0 ? [`${dropped} attributes left out: at most 128 for one item, and 2000 different keys`] : []),
  ];
  return parts.join('; ');
}

function addSli(sli: Map<string, SampleCounts>, point: MetricPoint): void {
  const name = String(point.attributes['sli'] ?? '');
  if (!isAdmitted(sli, name, mostSlis)) return;
  const counts = sli.get(name) ?? { good: 0, bad: 0 };
  counts[point.attributes['result'] === 'bad' ? 'bad' : 'good'] += point.value;
  sli.set(name, counts);
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
