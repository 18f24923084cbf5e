import { expect, test } from 'vitest';
import type { SlotDesired } from '../../core/sandbox/messages.ts';
import { fleetDifferences, proxyDifferences, redisDifferences, slotDifferences } from './differences.ts';

const latency = { name: 'e1', type: 'latency', stream: 'downstream', toxicity: 1, attributes: { latency: 900 } } as const;
const slot: SlotDesired = {
  version: '1.0.0',
  behaviours: {},
  policies: { 'cache.mode': 'on', 'cache.ttlMs': 20_000 },
  flags: { bundles: 'off' },
  hooks: [],
  endpoints: {
    catalog: [
      { slot: 'catalog-1', url: 'http://127.0.0.1:1' },
      { slot: 'catalog-2', url: 'http://127.0.0.1:2' },
    ],
  },
  consumer: 'running',
};

test('equal states have no difference, whatever the order of keys and endpoints', () => {
  const turned = {
    ...slot,
    policies: { 'cache.ttlMs': 20_000, 'cache.mode': 'on' },
    endpoints: { catalog: slot.endpoints['catalog']?.toReversed() ?? [] },
  };
  expect(slotDifferences('orders-1', turned, slot)).toEqual([]);
  expect(redisDifferences({ maxmemoryMb: 64, maxmemoryPolicy: 'x' }, { maxmemoryPolicy: 'x', maxmemoryMb: 64 })).toEqual([]);
});

test('each difference of an instance is one line that names both values', () => {
  const actual = {
    ...slot,
    version: '0.9.0',
    policies: { 'cache.mode': 'bypass' },
    hooks: [{ id: 'e2', hook: { type: 'busy', share: 0.5 } as const }],
    consumer: 'cordoned' as const,
  };
  expect(slotDifferences('orders-1', actual, slot)).toEqual([
    'orders-1 consumer is "cordoned", not "running"',
    'orders-1 version is "0.9.0", not "1.0.0"',
    'orders-1 policy cache.mode is "bypass", not "on"',
    'orders-1 policy cache.ttlMs is nothing, not 20000',
    'orders-1 hook e2 is {"share":0.5,"type":"busy"}, not nothing',
  ]);
});

test('attributes that Toxiproxy fills with 0 are no difference', () => {
  const filled = { ...latency, attributes: { latency: 900, jitter: 0 } };
  expect(proxyDifferences({ p: { enabled: true, toxics: [filled] } }, { p: { enabled: true, toxics: [latency] } })).toEqual([]);
});

test('toxics, disabled, missing and foreign proxies are told apart', () => {
  const clean = { enabled: true, toxics: [] };
  expect(proxyDifferences({ a: { enabled: false, toxics: [latency] }, c: clean }, { a: clean, b: clean })).toEqual([
    'proxy a is disabled',
    'proxy a has toxic e1 (latency)',
    'proxy b is missing',
    'proxy c should not exist',
  ]);
  expect(proxyDifferences({ a: clean }, { a: { enabled: true, toxics: [latency] } })).toEqual(['proxy a lacks toxic e1 (latency)']);
});

test('instances that should or should not run are named', () => {
  expect(fleetDifferences(['a-1', 'a-3'], ['a-1', 'a-2'])).toEqual(['a-2 does not run', 'a-3 should not run']);
});
