import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDurationBook, type DurationBook } from './duration-book.ts';
import { quantile } from './histogram.ts';
import type { MetricPoint } from './otlp.ts';

const bounds = [0.01, 0.1, 1];
const all = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };

const point = (slot: string, counts: number[], attributes: Record<string, string | number> = {}): MetricPoint => ({
  origin: { service: 'catalog', slot, version: slot === 'catalog-2' ? '3.9.0' : '3.8.1' },
  name: 'http.server.request.duration',
  attributes: { 'http.request.method': 'GET', 'http.route': '/products', 'http.response.status_code': 200, ...attributes },
  value: counts.reduce((sum, count) => sum + count, 0),
  histogram: { bounds, counts, sum: 0 },
});

/** Lets whole steps of five seconds pass. */
const passSteps = (book: DurationBook, steps: number, fromMs = 1_000): void => {
  for (let second = 0; second < steps * 5; second += 1) book.close(fromMs + second * 1000);
};

test('[TE90] what one instance or version does stands apart from the others', () => {
  const book = createDurationBook();
  book.add('catalog', point('catalog-1', [90, 0, 0, 0]), 'service');
  book.add('catalog', point('catalog-2', [0, 0, 8, 0], { 'http.response.status_code': 500 }), 'service');
  passSteps(book, 1);
  const byVersion = book.breakdown({ component: 'catalog', by: 'version', ...all });
  expect(byVersion).toMatchObject({ overSeconds: 5, more: false, dimensions: ['instance', 'version', 'route', 'status'] });
  expect(byVersion.rows).toMatchObject([
    { value: '3.8.1', ratePerSecond: 18, errorShare: 0 },
    { value: '3.9.0', ratePerSecond: 1.6, errorShare: 1 },
  ]);
  expect(byVersion.rows[1]?.p50Ms).toBeGreaterThan(100);
  const values = (by: 'route' | 'status') => book.breakdown({ component: 'catalog', by, ...all }).rows.map(({ value }) => value);
  expect(values('route')).toEqual(['GET /products']);
  expect(values('status')).toEqual(['200', '500']);
  expect(book.breakdown({ component: 'orders', by: 'route', ...all })).toMatchObject({ rows: [], dimensions: [] });
});

test('[TE90] a link whose figures are those of a service is kept once and told under its own name', () => {
  const book = createDurationBook({ 'users->gateway': 'catalog' });
  book.add('catalog', point('catalog-1', [90, 0, 0, 0]), 'service');
  passSteps(book, 1);
  const told = book.breakdown({ component: 'users->gateway', by: 'instance', ...all });
  expect(told).toEqual({ ...book.breakdown({ component: 'catalog', by: 'instance', ...all }), component: 'users->gateway' });
  expect(told.rows).toHaveLength(1);
  expect(book.heatmap({ component: 'users->gateway', ...all }).columns[0]?.counts).toEqual([90, 0, 0, 0]);
});

test('[AV4] requests of the edge are told apart by client and API version, and a 410 is an error', () => {
  const book = createDurationBook();
  const of = (client: string, version: string, status: number) => ({
    'shop.client': client,
    'shop.api.version': version,
    'http.response.status_code': status,
  });
  book.add('users->gateway', point('gateway-1', [94, 0, 0, 0], of('web', 'v2', 200)), 'link');
  book.add('users->gateway', point('gateway-1', [6, 0, 0, 0], of('partner-atlas', 'v1', 410)), 'link');
  passSteps(book, 1);
  const rows = (by: 'client' | 'apiVersion') =>
    book.breakdown({ component: 'users->gateway', by, ...all }).rows.map(({ value, errorShare }) => [value, errorShare]);
  expect(rows('client')).toEqual([
    ['web', 0],
    ['partner-atlas', 1],
  ]);
  expect(rows('apiVersion')).toEqual([
    ['v2', 0],
    ['v1', 1],
  ]);
});

test('[TE91] a percentile over many steps is that of all their requests together, never of other percentiles', () => {
  const steps = fc.array(fc.array(fc.nat(40), { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(steps, (parts) => {
      const book = createDurationBook();
      for (const counts of parts) {
        book.add('catalog', point('catalog-1', counts), 'service');
        passSteps(book, 1);
      }
      const whole = bounds.concat(Number.NaN).map((_, index) => parts.reduce((sum, counts) => sum + (counts[index] ?? 0), 0));
      const p95 = quantile({ bounds, counts: whole }, 0.95);
      const [row] = book.breakdown({ component: 'catalog', by: 'instance', ...all }).rows;
      expect(row?.p95Ms ?? null).toBe(p95 === null ? null : Math.round(p95 * 1e6) / 1e3);
    }),
  );
});

test('[TE92] a heatmap has a column for every step, also where nothing came, and loses no request', () => {
  const book = createDurationBook();
  passSteps(book, 1, 1_000);
  book.add('catalog', point('catalog-1', [9, 0, 1, 0]), 'service');
  book.add('catalog', point('catalog-2', [0, 0, 0, 5]), 'service');
  passSteps(book, 1, 6_000);
  expect(book.heatmap({ component: 'catalog', ...all })).toEqual({
    component: 'catalog',
    stepMs: 5000,
    boundsMs: [10, 100, 1000],
    columns: [
      { atMs: 0, counts: [0, 0, 0, 0] },
      { atMs: 5000, counts: [9, 0, 1, 5] },
    ],
  });
});

test('[TE93] only steps that lie in the time asked for count', () => {
  const book = createDurationBook();
  for (const counts of [
    [1, 0, 0, 0],
    [0, 2, 0, 0],
    [0, 0, 4, 0],
  ]) {
    book.add('catalog', point('catalog-1', counts), 'service');
    passSteps(book, 1, 1_000 + 5_000 * counts.findIndex(Boolean));
  }
  const { columns } = book.heatmap({ component: 'catalog', fromMs: 5_500, toMs: 9_000 });
  expect(columns).toEqual([{ atMs: 5000, counts: [0, 2, 0, 0] }]);
});

test('[TE94] ten minutes are kept, and a sender that tells ever new things is held, which is told; its heatmap is whole all the same', () => {
  const book = createDurationBook();
  passSteps(book, 300);
  expect(book.heatmap({ component: 'catalog', ...all }).columns).toHaveLength(120);
  for (let each = 0; each < 2_000; each += 1)
    book.add('catalog', point('catalog-1', [1, 0, 0, 0], { 'http.route': `/${each}` }), 'service');
  passSteps(book, 1);
  const { rows, more } = book.breakdown({ component: 'catalog', by: 'route', ...all });
  expect(more).toBe(true);
  expect(rows.length).toBeLessThanOrEqual(100);
  expect(book.heatmap({ component: 'catalog', ...all }).columns.at(-1)?.counts).toEqual([2_000, 0, 0, 0]);
});

test('[TE96] a noisy component takes no room from another, and names or bounds without end are left out', () => {
  const book = createDurationBook();
  for (let each = 0; each < 600; each += 1)
    book.add('stranger', point('stranger-1', [1, 0, 0, 0], { 'http.route': `/${each}` }), 'service');
  book.add('x'.repeat(4_000), point('catalog-1', [1, 0, 0, 0]), 'service');
  const many = Array.from({ length: 200 }, (_, index) => index);
  book.add('catalog', { ...point('catalog-1', []), histogram: { bounds: many, counts: [...many, 1], sum: 0 } }, 'service');
  book.add('catalog', point('catalog-1', [3, 0, 0, 0]), 'service');
  passSteps(book, 1);
  const counts = (component: string) => book.heatmap({ component, ...all }).columns.at(-1)?.counts;
  expect([counts('catalog'), counts('x'.repeat(4_000))]).toEqual([[3, 0, 0, 0], []]);
  expect(book.breakdown({ component: 'catalog', by: 'instance', ...all })).toMatchObject({ more: false, rows: [{ value: 'catalog-1' }] });
});

test('[TE97] what comes after its step was closed counts in the step in which it came', () => {
  const book = createDurationBook();
  passSteps(book, 1, 1_000);
  book.add('catalog', point('catalog-1', [0, 0, 1, 0]), 'service');
  passSteps(book, 1, 6_000);
  expect(book.heatmap({ component: 'catalog', ...all }).columns.map(({ counts }) => counts)).toEqual([
    [0, 0, 0, 0],
    [0, 0, 1, 0],
  ]);
});

test('[TE95] a call over a link is told apart by who called and who was called', () => {
  const book = createDurationBook();
  const call = { ...point('orders-1', [0, 3, 0, 0], { 'server.address': 'payments-1' }), name: 'http.client.request.duration' };
  book.add('orders->payments', call, 'link');
  passSteps(book, 1);
  const rowsBy = (by: 'instance' | 'server') =>
    book.breakdown({ component: 'orders->payments', by, ...all }).rows.map(({ value }) => value);
  expect([rowsBy('instance'), rowsBy('server')]).toEqual([['orders-1'], ['payments-1']]);
});
