import { afterEach, beforeEach, expect, test } from 'vitest';
import { breakdownSchema, heatmapSchema } from '../core/protocol/breakdown.ts';
import type { Telemetry } from './ports/telemetry.ts';
import { createDurationBook } from './telemetry/duration-book.ts';
import { openTestApp, type TestApp } from './test-app.fixture.ts';

const book = createDurationBook();
book.add(
  'orders->payments',
  {
    origin: { service: 'orders', slot: 'orders-1', version: '2.4.0' },
    name: 'http.client.request.duration',
    attributes: { 'http.response.status_code': 200 },
    value: 10,
    histogram: { bounds: [0.1, 1], counts: [5, 5, 0], sum: 0 },
  },
  'link',
);
for (let second = 1; second <= 5; second += 1) book.close(second * 1000);
/** Of the sandbox in use alone, as the worker answers. */
const telemetry = {
  breakdown: async (token, query) => (token === '' ? null : book.breakdown(query)),
  heatmap: async (token, query) => (token === '' ? null : book.heatmap(query)),
} as Partial<Telemetry> as Telemetry;

let edge: TestApp;
beforeEach(async () => {
  edge = await openTestApp({ telemetry });
});
afterEach(() => edge.close());

const get = (drillId: string, what: string) => edge.call('GET', `/api/v1/drills/${drillId}/${what}`);

test('[BD1] durations of a link are told apart by who called, and drawn over time', async () => {
  const { drillId } = await edge.start();
  const told = breakdownSchema.parse((await get(drillId, 'breakdown?component=orders->payments')).body);
  expect(told).toMatchObject({ by: 'instance', rows: [{ value: 'orders-1', ratePerSecond: 2, errorShare: 0, p50Ms: 100 }] });
  const heat = heatmapSchema.parse((await get(drillId, 'heatmap?component=orders->payments')).body);
  expect(heat.columns).toEqual([{ atMs: 0, counts: [5, 5, 0] }]);
});

test.each([
  ['breakdown', 400, 'bad_message', 'component'],
  ['heatmap?component=mars', 400, 'bad_parameter', 'neither a service nor a link'],
  ['breakdown?component=orders&by=colour', 400, 'bad_message', 'by'],
  ['heatmap?component=orders&fromMs=9&toMs=3', 400, 'bad_message', 'toMs: is not after fromMs'],
  ['heatmap?component=orders&fromMs=yesterday', 400, 'bad_message', 'fromMs'],
])('[BD2] %s is refused with what to do', async (what, status, code, detail) => {
  const { drillId } = await edge.start();
  expect(await get(drillId, what)).toMatchObject({ status, body: { code, detail: expect.stringContaining(detail) } });
});

test('[BD3] of a drill that does not run there is none', async () => {
  await edge.start();
  for (const what of ['breakdown', 'heatmap'])
    expect(await get('INC-0999', `${what}?component=orders`)).toMatchObject({ status: 404, body: { code: 'not_found' } });
});
