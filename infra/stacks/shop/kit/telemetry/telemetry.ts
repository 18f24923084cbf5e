import { context, type Meter, type Tracer } from '@opentelemetry/api';
import type { Logger } from '@opentelemetry/api-logs';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { AggregationTemporalityPreference, OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { EchoingExporter } from './echoing-exporter.ts';
import { TailKeeper } from './tail-keeper.ts';

/** The three signals of one service process. */
export interface Telemetry {
  tracer: Tracer;
  meter: Meter;
  logger: Logger;
  /** Sends what is left, for at most a second. */
  shutdown(): Promise<void>;
}

export interface TelemetryIdentity {
  service: string;
  slot: string;
  version: string;
  /** OTLP base URL; empty sends nothing. */
  otlpBase: string;
  /** Whether metrics repeat what they said last instead of telling the present. */
  repeats?: () => boolean;
}

const keepRule = { slowMs: 500, share: 0.1 };
/** A collector that hangs must cost a service no more than these: queues are dropped from, never waited for. */
const batch = { scheduledDelayMillis: 500, exportTimeoutMillis: 3_000, maxQueueSize: 2_048, maxExportBatchSize: 512 };

/** Starts export in the background. Failures to export are silent: requests never notice the collector. */
export function startTelemetry(identity: TelemetryIdentity): Telemetry {
  // Fails, harmlessly, when a second service starts in one process (tests): the first one's manager serves both.
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const resource = resourceFromAttributes({
    'service.name': identity.service,
    'service.instance.id': identity.slot,
    'service.version': identity.version,
    'service.namespace': 'shop',
  });
  const traces = tracing(identity, resource);
  const metrics = metering(identity, resource);
  const logs = logging(identity, resource);
  const settled = [traces, metrics, logs];
  return {
    tracer: traces.getTracer('shop-kit'),
    meter: metrics.getMeter('shop-kit'),
    logger: logs.getLogger('shop-kit'),
    shutdown: async () => {
      const flushed = Promise.allSettled(settled.map((provider) => provider.shutdown()));
      await Promise.race([flushed, new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
    },
  };
}

function tracing({ otlpBase }: TelemetryIdentity, resource: Resource): BasicTracerProvider {
  if (!otlpBase) return new BasicTracerProvider({ resource });
  const exporter = new OTLPTraceExporter(exporterOptions(otlpBase, 'traces'));
  const keeper = new TailKeeper(new BatchSpanProcessor(exporter, batch), keepRule);
  return new BasicTracerProvider({ resource, spanProcessors: [keeper] });
}

function metering({ otlpBase, repeats = () => false }: TelemetryIdentity, resource: Resource): MeterProvider {
  if (!otlpBase) return new MeterProvider({ resource });
  const exporter = new OTLPMetricExporter({
    ...exporterOptions(otlpBase, 'metrics'),
    temporalityPreference: AggregationTemporalityPreference.DELTA,
  });
  const reader = new PeriodicExportingMetricReader({
    exporter: new EchoingExporter(exporter, repeats),
    exportIntervalMillis: 1_000,
    exportTimeoutMillis: 1_000,
  });
  return new MeterProvider({ resource, readers: [reader] });
}

function logging({ otlpBase }: TelemetryIdentity, resource: Resource): LoggerProvider {
  if (!otlpBase) return new LoggerProvider({ resource });
  const exporter = new OTLPLogExporter(exporterOptions(otlpBase, 'logs'));
  return new LoggerProvider({ resource, processors: [new BatchLogRecordProcessor({ exporter, ...batch })] });
}

function exporterOptions(otlpBase: string, signal: string) {
  return {
    url: `${otlpBase}/v1/${signal}`,
    timeoutMillis: 3_000,
    concurrencyLimit: 4,
    httpAgentOptions: { keepAlive: true, maxSockets: 1 },
  };
}
