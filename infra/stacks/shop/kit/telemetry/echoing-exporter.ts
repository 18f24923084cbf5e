import type { HrTime } from '@opentelemetry/api';
import { hrTime } from '@opentelemetry/core';
import type { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import type { AggregationTemporality, InstrumentType, PushMetricExporter, ResourceMetrics } from '@opentelemetry/sdk-metrics';

type Done = Parameters<PushMetricExporter['export']>[1];

/** Sends what it is given; while `repeats` says so, what it sent last instead, as if it were of this moment. */
export class EchoingExporter implements PushMetricExporter {
  private last: ResourceMetrics | undefined;

  constructor(
    private readonly exporter: OTLPMetricExporter,
    private readonly repeats: () => boolean,
  ) {}

  export(metrics: ResourceMetrics, done: Done): void {
    if (this.repeats() && this.last) {
      this.exporter.export(asOf(this.last, hrTime()), done);
      return;
    }
    this.last = metrics;
    this.exporter.export(metrics, done);
  }

  forceFlush(): Promise<void> {
    return this.exporter.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }

  selectAggregationTemporality(type: InstrumentType): AggregationTemporality {
    return this.exporter.selectAggregationTemporality(type);
  }
}

/** The same figures with another time. */
function asOf(metrics: ResourceMetrics, endTime: HrTime): ResourceMetrics {
  const startTime: HrTime = [endTime[0] - 1, endTime[1]];
  return {
    ...metrics,
    scopeMetrics: metrics.scopeMetrics.map((scope) => ({
      ...scope,
      metrics: scope.metrics.map((metric) => {
        const dataPoints = metric.dataPoints.map((point) => ({ ...point, startTime, endTime }));
        return { ...metric, dataPoints } as typeof metric;
      }),
    })),
  };
}
