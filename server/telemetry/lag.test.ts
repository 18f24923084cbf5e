import { expect, test } from 'vitest';
import { createLagTracker } from './lag.ts';
import type { MetricPoint } from './otlp.ts';

const point = (name: string, value: number, attributes: MetricPoint['attributes'] = {}): MetricPoint => ({
  origin: { service: 'kafka-exporter', slot: 'kafka-exporter', version: '' },
  name,
  attributes: { topic: 'orders.placed', partition: 2, ...attributes },
  value,
  histogram: null,
});

test('[TE4] lag in seconds is how long ago the log end stood where the group stands now', () => {
  const lag = createLagTracker();
  for (let second = 0; second <= 30; second++) lag.add(point('kafka.partition.current_offset', second * 10), second * 1000);
  lag.add(point('kafka.consumer_group.offset', 100, { group: 'fulfilment' }), 30_000);
  lag.add(point('kafka.consumer_group.member', 1, { group: 'fulfilment', member: 'fulfilment-2' }), 30_000);
  expect(lag.partitions(30_000)).toEqual([
    { group: 'fulfilment', topic: 'orders.placed', partition: 2, member: 'fulfilment-2', lag: 200, lagSeconds: 19 },
  ]);
});

test('[TE5] a group at the log end has no lag, however old the end is', () => {
  const lag = createLagTracker();
  lag.add(point('kafka.partition.current_offset', 50), 0);
  lag.add(point('kafka.consumer_group.offset', 50, { group: 'inventory' }), 0);
  expect(lag.partitions(120_000)[0]).toMatchObject({ lag: 0, lagSeconds: 0 });
});

test('[TE6] a member that has not been seen for a while owns nothing', () => {
  const lag = createLagTracker();
  lag.add(point('kafka.consumer_group.offset', 1, { group: 'fulfilment' }), 0);
  lag.add(point('kafka.consumer_group.member', 1, { group: 'fulfilment', member: 'fulfilment-1' }), 0);
  expect(lag.partitions(7000)[0]?.member).toBe('');
});
