import { expect, test } from 'vitest';
import type { HttpCall } from '../../kit/kit.ts';
import { httpReply, type RecordingKit, recordingKit } from '../recording-kit.fixture.ts';
import { publicRoutes, targetPath } from './public-routes.ts';
import { defineGateway } from './service.ts';
import { isShed } from './shedding.ts';

function gateway(): { recording: RecordingKit; calls: { dependency: string; call: HttpCall }[] } {
  const recording = recordingKit('gateway-1');
  const calls: { dependency: string; call: HttpCall }[] = [];
  for (const dependency of ['catalog', 'orders']) {
    recording.answers[dependency] = (call) => {
      calls.push({ dependency, call });
      return { ...httpReply(201, { ok: true }), headers: { 'content-length': '99', 'retry-after': '7' } };
    };
  }
  defineGateway(recording.kit);
  return { recording, calls };
}

test('a checkout becomes an order, with its key and its body as it came', async () => {
  const { recording, calls } = gateway();
  const body = '{"cartId":"c", "customerId":"k"}';
  await recording.call('POST /checkout', { body, headers: { 'idempotency-key': 'key-1', cookie: 'private' } });
  expect(calls).toMatchObject([
    { dependency: 'orders', call: { method: 'POST', path: '/orders', json: body, headers: { 'idempotency-key': 'key-1' } } },
  ]);
  expect(calls[0]?.call.headers).not.toHaveProperty('cookie');
});

test('the answer is passed on with its status, and of its headers only retry-after', async () => {
  const { recording } = gateway();
  expect(await recording.call('GET /products/:id', { params: { id: '5' } })).toEqual({
    status: 201,
    json: '{"ok":true}',
    headers: { 'retry-after': '7' },
  });
});

test('parameters and query reach the service behind, escaped', () => {
  expect(targetPath('/carts/:cartId/items', { cartId: 'a/../b' }, {})).toBe('/carts/a%2F..%2Fb/items');
  expect(targetPath('/search', {}, { q: 'sturdy lamp&x' })).toBe('/search?q=sturdy+lamp%26x');
});

test('browsing and checkout count for their SLIs and wait 3 s and 10 s; the rest waits 5 s', () => {
  const rules = publicRoutes.map(({ method, path, options }) => `${method} ${path} ${options.journey ?? '-'} ${options.deadlineMs}`);
  expect(rules).toEqual([
    'GET /products browse 3000',
    'GET /products/:id browse 3000',
    'GET /search browse 3000',
    'POST /carts/:cartId/items - 5000',
    'POST /checkout checkout 10000',
    'GET /orders/:id - 5000',
  ]);
});

test('with everything shed, browsing and checkout are refused without a call, and the rest goes on', async () => {
  const { recording, calls } = gateway();
  recording.policies['shed.fraction'] = '1';
  const refused = { status: 503, body: { code: 'shed' }, headers: { 'retry-after': '2' } };
  expect(await recording.call('GET /products', {})).toMatchObject(refused);
  expect(await recording.call('POST /checkout', {})).toMatchObject(refused);
  expect(calls).toEqual([]);
  expect(await recording.call('GET /orders/:id', { params: { id: 'o' } })).toMatchObject({ status: 201 });
});

test('the shed share of requests is the fraction asked for, whatever they are', () => {
  const ids = Array.from({ length: 5000 }, (_, index) => (index * 7919).toString(16).padStart(32, '0'));
  for (const fraction of [0, 0.3, 1]) {
    expect(ids.filter((id) => isShed(id, fraction)).length / ids.length).toBeCloseTo(fraction, 1);
  }
});

test('an answer without retry-after adds no header', async () => {
  const { recording } = gateway();
  recording.answers['catalog'] = () => httpReply(200, {});
  expect(await recording.call('GET /search', {})).toEqual({ status: 200, json: '{}', headers: {} });
});

test('who checks out is told on with a passport that holds; one that is refused behind is our failure, not the customer\u2019s', async () => {
  const { recording, calls } = gateway();
  const body = '{"cartId":"c", "customerId":"customer-7", "currency":"EUR"}';
  await recording.call('POST /checkout', { body });
  const pass = calls[0]?.call.headers?.['x-customer-pass'] ?? '';
  expect(recording.kit.passports.problem(pass)).toBeNull();
  recording.answers['orders'] = () => httpReply(401, { code: 'pass_expired', message: '' });
  const refused = await recording.call('POST /checkout', { body });
  expect(refused).toMatchObject({ status: 502, body: { code: 'orders_refused' } });
  expect(recording.logged.map(({ level }) => level)).toEqual(['error']);
});

test('whoever does not say who they are, or nothing that can be read, goes on without a passport', async () => {
  const { recording, calls } = gateway();
  for (const body of ['{"cartId":"c"}', '{"customerId":', undefined]) await recording.call('POST /checkout', { body });
  await recording.call('POST /carts/:cartId/items', { params: { cartId: 'c' }, body: '{"customerId":"customer-7"}' });
  expect(calls).toHaveLength(4);
  for (const { call } of calls) expect(call.headers).not.toHaveProperty('x-customer-pass');
});
