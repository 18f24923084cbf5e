import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestApp, type TestApp } from './test-app.fixture.ts';

let edge: TestApp;
beforeEach(async () => {
  edge = await openTestApp();
});
afterEach(() => edge.close());

const ask = (control: string, target: string, parameters: Record<string, unknown>) =>
  edge.call('POST', '/api/v1/controls/equivalent', { body: { control, target, parameters } });

test('[CT1] what one would type follows the chosen target and parameters', async () => {
  expect((await ask('cache.bypass', 'catalog', { limitPerSecond: 40 })).body['equivalent']).toContain('CACHE_ORIGIN_LIMIT=40');
  expect((await ask('service.scale', 'orders', { slots: 3 })).body['equivalent']).toMatch(/orders.*3/);
  expect((await ask('breaker.set', 'orders->payments', { mode: 'open' })).body['equivalent']).toContain('PAYMENTS_BREAKER=open');
});

test.each([
  ['an unknown control', 'constructor', 'catalog', {}, 'unknown_control'],
  ['a target of another control', 'cache.bypass', 'orders', {}, 'unknown_control'],
  ['a number out of bounds', 'cache.bypass', 'catalog', { limitPerSecond: 4000 }, 'bad_parameter'],
])('[CT2] %s is refused', async (_name, control, target, parameters, code) => {
  expect((await ask(control, target, parameters)).body['code']).toBe(code);
});
