import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { apiVersion } from '../../../../../core/controls/api-version.ts';
import { readReleaseFile } from '../../../../../core/papers/release-file.ts';
import { stackSchema } from '../../../../../core/stack/schema.ts';
import type { HttpMethod, RouteOptions } from '../../kit/kit.ts';
import { httpReply, recordingKit } from '../recording-kit.fixture.ts';
import { toVersionOne } from './api-versions.ts';
import { defineGateway } from './service.ts';

const shop = join(import.meta.dirname, '../..');
const stack = stackSchema.parse(parse(readFileSync(`${shop}/stack.yaml`, 'utf8')));
const releases = readReleaseFile(readFileSync(`${shop}/releases.yaml`, 'utf8'), 'releases.yaml');
const product = { id: 5, name: 'a lamp, "cents": 3', cents: 1205 };

type Behaviours = Record<string, string | number | boolean>;

function gateway(behaviours: Behaviours = { v1SunsetDays: 0 }) {
  const recording = recordingKit('gateway-1');
  const options: RouteOptions[] = [];
  const noted: object[] = [];
  const { kit } = recording;
  recording.answers['catalog'] = () => httpReply(200, product);
  defineGateway({
    ...kit,
    behaviour: (key) => behaviours[key],
    annotate: (attributes) => void noted.push(attributes),
    route(method: HttpMethod, path, handler, given = {}) {
      options.push(given);
      kit.route(method, path, handler, given);
    },
  });
  return { recording, options, noted };
}

const askV1 = ({ recording }: ReturnType<typeof gateway>) => recording.call('GET /products/:id', { prefix: '/v1', params: { id: '5' } });

test('[AV2] version 1 is answered with amounts as decimal text, and tells that it is deprecated and when it ends', async () => {
  const reply = await askV1(gateway());
  expect(JSON.parse(reply.json ?? '')).toEqual({ id: 5, name: product.name, price: '12.05' });
  expect(reply.headers).toEqual({
    deprecation: `@${Date.UTC(2025, 5, 2) / 1000}`,
    sunset: 'Mon, 02 Nov 2026 00:00:00 GMT',
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
  ended.recording.policies = { 'api.v1': 'on', 'api.v1.sunsetDays': '42' };
  expect(await askV1(ended)).toMatchObject({ status: 200, headers: { sunset: 'Mon, 14 Dec 2026 00:00:00 GMT' } });
  const served = gateway({ apiV1: 'on', v1SunsetDays: 90 });
  expect(await askV1(served)).toMatchObject({ status: 200, headers: { sunset: 'Sun, 31 Jan 2027 00:00:00 GMT' } });
  served.recording.policies = { 'api.v1': 'off', 'api.v1.sunsetDays': '42' };
  expect(await askV1(served)).toMatchObject({ status: 410, headers: { sunset: 'Mon, 02 Nov 2026 00:00:00 GMT' } });
});

test('[AV6] the date that is set is the date that is told, and stands on the span of the request', async () => {
  const asked = gateway({ apiV1: 'on', v1SunsetDays: 90 });
  for (const days of [1, 42, 365]) {
    const use = { target: 'gateway', parameters: { v1: 'on', sunsetDays: days }, versions: {}, canaries: {}, paused: [] };
    const work = apiVersion.work(use);
    const operations = work.type === 'standing' ? work.operations : [];
    asked.recording.policies = Object.fromEntries(
      operations.flatMap((each) => (each.kind === 'policy' ? [[each.key, `${each.value}`]] : [])),
    );
    const { headers } = await askV1(asked);
    const sunset = new Date(headers?.['sunset'] ?? '');
    expect((sunset.getTime() - Date.UTC(2026, 10, 2)) / 86_400_000).toBe(days);
    expect(asked.noted.at(-1)).toEqual({ 'shop.api.sunset': sunset.toISOString().slice(0, 10) });
  }
});

test('[AV6] a version tells the end that its release notes and the decision name, and one that is older than the end tells none', async () => {
  const told = async (version: string) => (await askV1(gateway(stack.services['gateway']?.versions[version]))).headers?.['sunset'];
  const notesOf = (version: string) => releases.services['gateway']?.releases[version]?.notes.join() ?? '';
  expect(await told('2.30.4')).toBeUndefined();
  expect(notesOf('2.30.4')).not.toContain('sunset');
  for (const [version, day] of [
    ['2.31.0', '2 November 2026'],
    ['2.32.1', '31 January 2027'],
  ] as const) {
    expect(new Date((await told(version)) ?? '').getTime(), version).toBe(Date.parse(`${day} UTC`));
    expect(notesOf(version)).toContain(day);
  }
  expect(await told('2.32.0')).toBe(await told('2.31.0'));
  expect(readFileSync(`${shop}/adr/0006-api-versions-by-prefix.md`, 'utf8')).toContain('ends on 2 November 2026');
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
