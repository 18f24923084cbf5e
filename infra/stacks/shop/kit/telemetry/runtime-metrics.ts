import { constants, monitorEventLoopDelay, PerformanceObserver, performance } from 'node:perf_hooks';
import type { Meter } from '@opentelemetry/api';

const resolutionMs = 20;

/** Observes event loop and heap once per export. Returns its stop. */
export function observeRuntime(meter: Meter): () => void {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  meter.createObservableGauge('nodejs.eventloop.delay.p99', { unit: 's' }).addCallback((result) => {
    // The histogram measures the whole distance between two ticks of its own timer; what exceeds the timer is the delay.
    const beyondMs = delay.count === 0 ? 0 : delay.percentile(99) / 1e6 - resolutionMs;
    result.observe(Math.max(0, beyondMs) / 1000);
    delay.reset();
  });
  let last = performance.eventLoopUtilization();
  meter.createObservableGauge('nodejs.eventloop.utilization', { unit: '1' }).addCallback((result) => {
    const now = performance.eventLoopUtilization();
    result.observe(performance.eventLoopUtilization(now, last).utilization);
    last = now;
  });
  meter.createObservableGauge('v8js.memory.heap.used', { unit: 'By' }).addCallback((result) => {
    result.observe(process.memoryUsage().heapUsed);
  });
  const collections = watchFullCollections();
  meter.createObservableGauge('v8js.memory.heap.used_after_gc', { unit: 'By' }).addCallback((result) => {
    const used = collections.heapUsed();
    if (used !== null) result.observe(used);
  });
  return () => {
    delay.disable();
    collections.stop();
  };
}

/** Heap right after the newest full collection, bytes; null until there was one. */
function watchFullCollections(): { heapUsed: () => number | null; stop: () => void } {
  let used: number | null = null;
  const observer = new PerformanceObserver((list) => {
    if (list.getEntries().some(isFull)) used = process.memoryUsage().heapUsed;
  });
  observer.observe({ entryTypes: ['gc'] });
  return { heapUsed: () => used, stop: () => observer.disconnect() };
}

/** Node's types do not know the detail of a collection. */
const isFull = (entry: object): boolean => (entry as { detail?: { kind?: number } }).detail?.kind === constants.NODE_PERFORMANCE_GC_MAJOR;
