import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { afterEach, expect, test, vi } from 'vitest';
import { observeRuntime } from './runtime-metrics.ts';

const exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
const provider = new MeterProvider({ readers: [reader] });
const stop = observeRuntime(provider.getMeter('test'));
afterEach(async () => {
  stop();
  await provider.shutdown();
});

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

async function told(name: string): Promise<number | null> {
  exporter.reset();
  await reader.forceFlush();
  const metrics = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
  const [point] = metrics.find(({ descriptor }) => descriptor.name === name)?.dataPoints ?? [];
  return typeof point?.value === 'number' ? point.value : null;
}

const name = 'v8js.memory.heap.used_after_gc';

test('the heap after a full collection holds what was kept, and not what was thrown away', async () => {
  const held = new Map([['much', Array.from({ length: 200_000 }, (_, index) => ({ index }))]]);
  collectGarbage();
  // The observer is told of a collection some time after it.
  const before = await vi.waitFor(async () => {
    const used = await told(name);
    if (used === null) throw new Error('no collection was told yet');
    return used;
  }, 10_000);
  held.delete('much');
  collectGarbage();
  await vi.waitFor(async () => expect(before - ((await told(name)) ?? 0)).toBeGreaterThan(4_000_000), 10_000);
  expect(await told(name)).toBeGreaterThan(1_000_000);
});
