/** What telemetry shows of the running sandbox, and how this server itself fares, for a Prometheus to scrape. Nothing in it that players do not see. */
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Red, SignalFrame } from '../../core/protocol/signals.ts';
import type { Telemetry, TelemetrySecond } from '../ports/telemetry.ts';

/** A figure of an older second is no figure of now: it is left out, as by an exporter that is gone. */
const staleAfterMs = 5_000;
const quantiles = { '0.5': 'p50Ms', '0.95': 'p95Ms', '0.99': 'p99Ms' } as const;

export class MetricsBook {
  readonly contentType: string;
  readonly #registry = new Registry();
  readonly #sliEvents: Counter;
  readonly #gauges: Record<GaugeName, Gauge>;
  #heardAtMs = Number.NEGATIVE_INFINITY;

  /** @param forwarded what went to a backend outside */
  constructor(
    private readonly monotonicMs: () => number,
    forwarded: Telemetry['forwarded'] = () => null,
  ) {
    const registers = [this.#registry];
    this.contentType = this.#registry.contentType;
    collectDefaultMetrics({ register: this.#registry });
    this.#sliEvents = new Counter({
      name: 'sli_events_total',
      help: 'Events that an SLI counts, as the services measure them; result is good or bad.',
      labelNames: ['sli', 'result'],
      registers,
    });
    new Counter({
      name: 'otlp_forwarded_requests_total',
      help: 'Requests with accepted telemetry to the backend outside; result is delivered, failed (refused or given up) or dropped (too many waited).',
      labelNames: ['signal', 'result'],
      registers,
      collect() {
        this.reset();
        for (const [signal, counts] of Object.entries(forwarded() ?? {}))
          for (const [result, count] of Object.entries(counts)) this.inc({ signal, result }, count);
      },
    });
    this.#gauges = Object.fromEntries(
      Object.entries(gaugeSpecs).map(([name, [help, ...labelNames]]) => [name, new Gauge({ name, help, labelNames, registers })]),
    ) as Record<GaugeName, Gauge>;
  }

  addSecond({ sli, frame }: TelemetrySecond): void {
    this.#heardAtMs = this.monotonicMs();
    for (const [name, { good, bad }] of Object.entries(sli)) {
      this.#sliEvents.inc({ sli: name, result: 'good' }, good);
      this.#sliEvents.inc({ sli: name, result: 'bad' }, bad);
    }
    this.#forget();
    for (const [service, red] of Object.entries(frame.services)) this.#red('service', service, red);
    for (const [link, red] of Object.entries(frame.links)) this.#red('link', link, red);
    this.#engines(frame);
    for (const [signal, value] of Object.entries(frame.ingest))
      if (value !== undefined) this.#gauges['otlp_received'].set({ signal }, value);
  }

  /** In Prometheus' text format. */
  text(): Promise<string> {
    if (this.monotonicMs() - this.#heardAtMs > staleAfterMs) this.#forget();
    return this.#registry.metrics();
  }

  #forget(): void {
    for (const gauge of Object.values(this.#gauges)) gauge.reset();
  }

  #red(kind: 'service' | 'link', name: string, red: Red): void {
    const of = { [kind]: name };
    this.#gauges[`${kind}_requests_per_second`].set(of, red.ratePerSecond);
    this.#gauges[`${kind}_error_ratio`].set(of, red.errorShare);
    for (const [quantile, field] of Object.entries(quantiles)) {
      const ms = red[field];
      if (ms !== null) this.#gauges[`${kind}_duration_seconds`].set({ ...of, quantile }, ms / 1000);
    }
  }

  #engines({ partitions, cacheHitPercent, redisUsedMb, redisMaxMb, eventLoopDelayMs }: SignalFrame): void {
    for (const { group, topic, partition, lag, lagSeconds } of partitions) {
      const of = { consumergroup: group, topic, partition };
      this.#gauges['kafka_consumergroup_lag'].set(of, lag);
      this.#gauges['kafka_consumergroup_lag_seconds'].set(of, lagSeconds);
    }
    if (cacheHitPercent !== null) this.#gauges['redis_keyspace_hit_ratio'].set(cacheHitPercent / 100);
    if (redisUsedMb !== null) this.#gauges['redis_memory_used_bytes'].set(redisUsedMb * bytesPerMb);
    if (redisMaxMb !== null) this.#gauges['redis_memory_max_bytes'].set(redisMaxMb * bytesPerMb);
    for (const [slot, ms] of Object.entries(eventLoopDelayMs)) this.#gauges['nodejs_eventloop_delay_p99_seconds'].set({ slot }, ms / 1000);
  }
}

const bytesPerMb = 1024 * 1024;

/** Help, then labels. */
const gaugeSpecs = {
  service_requests_per_second: ['Requests served and records handled in the newest second.', 'service'],
  service_error_ratio: ['Share of them that failed, 0 to 1.', 'service'],
  service_duration_seconds: ['Quantiles of their duration, over that second.', 'service', 'quantile'],
  link_requests_per_second: ['Calls over a link in the newest second.', 'link'],
  link_error_ratio: ['Share of them that failed, 0 to 1.', 'link'],
  link_duration_seconds: ['Quantiles of their duration, over that second.', 'link', 'quantile'],
  kafka_consumergroup_lag: ['Records that a group has still to handle.', 'consumergroup', 'topic', 'partition'],
  kafka_consumergroup_lag_seconds: ['Age of the oldest of them.', 'consumergroup', 'topic', 'partition'],
  redis_keyspace_hit_ratio: ['Share of reads that found their key, 0 to 1.'],
  redis_memory_used_bytes: ['Memory in use.'],
  redis_memory_max_bytes: ['Memory allowed.'],
  nodejs_eventloop_delay_p99_seconds: ['Delay of the event loop of an instance.', 'slot'],
  otlp_received: ['What the collector accepted, refused and left out since the sandbox began, by kind.', 'signal'],
} as const satisfies Record<string, [string, ...string[]]>;
type GaugeName = keyof typeof gaugeSpecs;
