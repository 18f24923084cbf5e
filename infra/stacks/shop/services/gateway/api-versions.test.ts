import { expect, test } from 'vitest';
import type { HttpMethod, RouteOptions } from '../../kit/kit.ts';
import { httpReply, type RecordingKit, recordingKit } from '../recording-kit.fixture.ts';
import { toVersionOne } from './api-versions.ts';
import { defineGateway } from './service.ts';

const product = { id: 5, name: 'a lamp, "cents": 3', cents: 1205 };
const nowMs = Date.UTC(2026, 2, 1, 15);

function gateway(behaviours: Record<string, string | number> = {}): { recording: RecordingKit; options: RouteOptions[] } {
  const recording = recordingKit('gateway-1');
  const options: RouteOptions[] = [];
  const { kit } = recording;
  recording.answers['catalog'] = () => httpReply(200, product);
  defineGateway({
    ...kit,
    behaviour: (key) => behaviours[key],
    wallMs: () => nowMs,
    route(method: HttpMethod, path, handler, given = {}) {
      options.push(given);
      kit.route(method, path, handler, given);
    },
  });
  return { recording, options };
}

const askV1 = ({ recording }: ReturnType<typeof gateway>) => recording.call('GET /products/:id', { prefix: '/v1', params: { id: '5' } });

test('[AV2] version 1 is answered with amounts as decimal text, and tells that it is deprecated and when it ends', async () => {
  const reply = await askV1(gateway());
  expect(JSON.parse(reply.json ?? '')).toEqual({ id: 5, name: product.name, price: '12.05' });
  expect(reply.headers).toEqual({
    deprecation: `@${Date.UTC(2025, 5, 2) / 1000}`,
    sunset: 'Sun, 15 Mar 2026 00:00:00 GMT',
    link: '</v2/products/5>; rel="successor-version"',
  });
});

test.each(['', '/v2'])('[AV2] under %j the current version answers, and says nothing of an end', async (prefix) => {
  const { recording } = gateway({ apiV1: 'off' });
  const reply = await recording.call('GET /products/:id', { prefix, params: { id: '5' } });
  expect(reply).toEqual({ status: 200, json: JSON.stringify(product), headers: {} });
});

test('[AV3] a gateway that ended version 1 answers 410 with a problem that says where to go, and asks nobody', async () => {
  const asked = gateway({ apiV1: 'off' });
  asked.recording.answers = {};
  expect(await askV1(asked)).toMatchObject({
    status: 410,
    headers: { 'content-type': 'application/problem+json', link: '</v2/products/5>; rel="successor-version"' },
    body: { title: 'Gone', status: 410, code: 'api_version_ended' },
  });
});

test('[AV3] the policy goes before the version, both ways and with its own date', async () => {
  const ended = gateway({ apiV1: 'off' });
  ended.recording.policies = { 'api.v1': 'on', 'api.v1.sunsetDays': '30' };
  expect(await askV1(ended)).toMatchObject({ status: 200, headers: { sunset: 'Tue, 31 Mar 2026 00:00:00 GMT' } });
  const served = gateway({ apiV1: 'on', v1SunsetDays: 90 });
  expect(await askV1(served)).toMatchObject({ status: 200, headers: { sunset: 'Sat, 30 May 2026 00:00:00 GMT' } });
  served.recording.policies = { 'api.v1': 'off' };
  expect(await askV1(served)).toMatchObject({ status: 410 });
});

test('[AV4] requests are told apart by known clients and by version; an id that somebody made up is none', () => {
  const about = gateway().options[0]?.about;
  expect(about?.({ prefix: '/v1', headers: { 'x-client-id': 'partner-atlas' } })).toEqual({
    'shop.client': 'partner-atlas',
    'shop.api.version': 'v1',
  });
  for (const headers of [{}, { 'x-client-id': 'made-up' }]) {
    expect(about?.({ prefix: '', headers })).toEqual({ 'shop.client': 'unknown', 'shop.api.version': 'v2' });
  }
});

test('[AV2] amounts of orders and lists are translated too, however the JSON is spaced', () => {
  expect(toVersionOne('{"totalCents" : 7, "items": [{"cents": 100}]}')).toBe('{"total":"0.07", "items": [{"price":"1.00"}]}');
});
