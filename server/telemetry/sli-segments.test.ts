import { expect, test } from 'vitest';
import type { MetricPoint } from './otlp.ts';
import { createSliSegments } from './sli-segments.ts';

const point = (result: string, value: number, about: Record<string, string>): MetricPoint =>
  ({ name: 'sli.events', value, attributes: { sli: 'browse-latency', result, ...about } }) as unknown as MetricPoint;

test('[TE64] events of a minute are summed by each thing that is told of them, and older ones are gone', () => {
  const segments = createSliSegments();
  segments.add(point('good', 9, { 'http.route': '/search', 'server.address': 'catalog-1' }));
  segments.add(point('bad', 3, { 'http.route': '/search', 'server.address': 'catalog-2' }));
  expect(segments.read()).toEqual([]);
  segments.close();
  segments.add(point('bad', 1, { 'http.route': '/products' }));
  segments.add(point('good', 5, {}));
  segments.close();
  expect(segments.read()).toEqual([
    { slo: 'browse-latency', dimension: 'route', value: '/search', good: 9, bad: 3 },
    { slo: 'browse-latency', dimension: 'instance', value: 'catalog-1', good: 9, bad: 0 },
    { slo: 'browse-latency', dimension: 'instance', value: 'catalog-2', good: 0, bad: 3 },
    { slo: 'browse-latency', dimension: 'route', value: '/products', good: 0, bad: 1 },
  ]);
  for (let second = 0; second < 59; second += 1) segments.close();
  expect(segments.read()).toEqual([{ slo: 'browse-latency', dimension: 'route', value: '/products', good: 0, bad: 1 }]);
});

test('[AV4] events of the edge are told apart by client and API version as well', () => {
  const segments = createSliSegments();
  segments.add(point('bad', 2, { 'shop.client': 'partner-atlas', 'shop.api.version': 'v1' }));
  segments.close();
  expect(segments.read()).toEqual([
    { slo: 'browse-latency', dimension: 'client', value: 'partner-atlas', good: 0, bad: 2 },
    { slo: 'browse-latency', dimension: 'apiVersion', value: 'v1', good: 0, bad: 2 },
  ]);
});

test('[TE65] a sender that tells ever new things is held to five hundred in a second', () => {
  const segments = createSliSegments();
  for (let each = 0; each < 10_000; each += 1) segments.add(point('bad', 1, { 'http.route': `/${each}` }));
  segments.close();
  expect(segments.read()).toHaveLength(500);
});
