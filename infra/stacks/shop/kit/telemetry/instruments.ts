import type { Histogram, Meter } from '@opentelemetry/api';

/** Bounds in seconds: 1 ms to 30 s, with the thresholds of the SLOs (0.3, 2, 3, 8 s) among them. */
const bounds = [
  0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1, 1.5, 2, 3, 5, 8,
  10, 15, 20, 30,
];

/** The histograms every service writes; names and attributes are in docs/ARCHITECTURE.md. */
export interface Instruments {
  httpServer: Histogram;
  httpClient: Histogram;
  dbClient: Histogram;
  messagingClient: Histogram;
  messagingProcess: Histogram;
}

export function createInstruments(meter: Meter): Instruments {
  const seconds = (name: string): Histogram => meter.createHistogram(name, { unit: 's', advice: { explicitBucketBoundaries: bounds } });
  return {
    httpServer: seconds('http.server.request.duration'),
    httpClient: seconds('http.client.request.duration'),
    dbClient: seconds('db.client.operation.duration'),
    messagingClient: seconds('messaging.client.operation.duration'),
    messagingProcess: seconds('messaging.process.duration'),
  };
}
