import { describe, expect, it } from 'vitest';
import { operationProblem, operationShapeProblem } from '../sandbox/check-operation.ts';
import { describeOperation } from '../sandbox/describe-operation.ts';
import { standingSchema } from '../sandbox/operations.ts';
import { stack } from '../scenario/shop.fixture.ts';
import { faultsDocument } from './document.fixture.ts';
import { shopFaults } from './examples.fixture.ts';
import { compileFault, describeFault, type Fault, faultCatalogue, faultSchema } from './index.ts';
import { durationMs } from './quantities.ts';

const schema = faultSchema((inner) => inner);
const onOff = { variants: ['on', 'off'], defaultVariant: 'off' };
const flags = { 'express-shipping': onOff, 'tolerant-search': onOff };

/** Some, with what exactly they must become and how they must read. */
const examples: [Fault, object, string][] = [
  [
    { kind: 'latency', link: 'a->b', latency: '900ms', jitter: '0.3s' },
    {
      kind: 'toxic',
      link: 'a->b',
      toxic: { type: 'latency', stream: 'downstream', toxicity: 1, attributes: { latency: 900, jitter: 300 } },
    },
    'a->b is slower by 900ms ± 0.3s',
  ],
  [
    { kind: 'bandwidth', link: 'a->b', rate: '6KB/s', stream: 'upstream', toxicity: 0.3 },
    { kind: 'toxic', link: 'a->b', toxic: { type: 'bandwidth', stream: 'upstream', toxicity: 0.3, attributes: { rate: 6 } } },
    'a->b carries 6KB/s at most, on 30 % of connections',
  ],
  [
    { kind: 'timeout', link: 'a->b', timeout: '2s' },
    { kind: 'toxic', link: 'a->b', toxic: { type: 'timeout', stream: 'downstream', toxicity: 1, attributes: { timeout: 2000 } } },
    'a->b swallows everything and closes after 2s',
  ],
  [
    { kind: 'reset', link: 'a->b', after: '100ms' },
    { kind: 'toxic', link: 'a->b', toxic: { type: 'reset_peer', stream: 'downstream', toxicity: 1, attributes: { timeout: 100 } } },
    'a->b resets connections',
  ],
  [{ kind: 'down', link: 'a->b' }, { kind: 'down', link: 'a->b' }, 'a->b is down'],
  [
    { kind: 'connection-crowd', sessions: 5 },
    { kind: 'disturbance', disturbance: { type: 'crowd', sessions: 5, worker: 'bi-dashboards' } },
    '5 sessions of bi-dashboards crowd the database',
  ],
  [
    { kind: 'connection-crowd', sessions: 5, worker: 'handheld-sync', reconnect: 'at-once' },
    { kind: 'disturbance', disturbance: { type: 'crowd', sessions: 5, worker: 'handheld-sync', reconnects: true } },
    '5 sessions of handheld-sync crowd the database and come back when they are ended',
  ],
  [
    { kind: 'redis-memory', maxmemory: '2MB', policy: 'noeviction' },
    { kind: 'redisConfig', maxmemoryMb: 2, maxmemoryPolicy: 'noeviction' },
    'redis runs with maxmemory 2MB, noeviction',
  ],
  [{ kind: 'flag', flag: 'x', variant: 'on' }, { kind: 'flag', flag: 'x', variant: 'on' }, 'flag x is on'],
  [
    { kind: 'hook-delay', target: 'catalog-1', delay: '1s', share: 0.5 },
    { kind: 'hook', target: 'catalog-1', hook: { type: 'delay', ms: 1000, jitterMs: 0, share: 0.5 } },
    'catalog-1 takes 1s longer over 50 % of requests',
  ],
  [
    { kind: 'hook-fail', target: 'catalog', status: 503 },
    { kind: 'hook', target: 'catalog', hook: { type: 'fail', status: 503, share: 1 } },
    'catalog answers 100 % of requests with 503',
  ],
  [
    { kind: 'segment-errors', where: 'payments@1.6.3[currency=GBP]', status: 500, share: 0.98 },
    {
      kind: 'hook',
      target: 'payments@1.6.3',
      hook: { type: 'fail', status: 500, share: 0.98, segment: { field: 'currency', value: 'GBP' } },
    },
    'payments@1.6.3 answers 98 % of what is about currency=GBP with 500',
  ],
  [
    { kind: 'hook-busy', target: 'inventory', share: 0.4 },
    { kind: 'hook', target: 'inventory', hook: { type: 'busy', share: 0.4 } },
    'inventory is busy with other work 40 % of the time',
  ],
  [
    { kind: 'policy', service: 'orders', key: 'payments.breaker', value: 'off' },
    { kind: 'policy', service: 'orders', key: 'payments.breaker', value: 'off' },
    'orders runs with payments.breaker = off',
  ],
];

it('every kind has an example on the shop', () => {
  const kinds = schema.options.map((option) => [...option.shape.kind.values][0]);
  expect(shopFaults.map(({ kind }) => kind).sort()).toEqual(kinds.sort());
  expect(faultCatalogue.map(({ kind }) => kind).sort()).toEqual(kinds.sort());
});

describe.each(shopFaults.map((fault) => [fault.kind, fault] as const))('%s', (_kind, fault) => {
  it('is a valid fault, and what it becomes can be done to the shop', () => {
    expect(schema.parse(fault)).toEqual(fault);
    const operation = compileFault(fault);
    expect(standingSchema.parse(operation)).toEqual(operation);
    expect(operationShapeProblem(operation)).toBeNull();
    expect(operationProblem({ stack, flags }, operation)).toBeNull();
  });

  it('is described to facilitators, and refuses a field it does not know', () => {
    expect(describeFault(fault)).not.toMatch(/undefined|NaN/);
    const { component, label, detail } = describeOperation(compileFault(fault));
    expect(`${component} ${label} ${detail}`).not.toMatch(/undefined|NaN|\bfault\b/);
    expect(schema.safeParse({ ...fault, surprise: 1 }).success).toBe(false);
  });

  it('tells what it touches, what a receipt of it says and what its undo does', () => {
    const { about } = faultCatalogue.find(({ kind }) => kind === fault.kind) ?? {};
    for (const text of Object.values(about ?? { missing: '' })) expect(text.length).toBeGreaterThan(3);
  });
});

/** What a player sees of a session or client must read like a job such a shop has. */
it('names that engines show do not tell that they belong to a fault', () => {
  const workers = JSON.stringify(shopFaults.map(compileFault)).match(/"worker":"[^"]*"/g) ?? [];
  expect(workers.length).toBeGreaterThan(5);
  for (const worker of workers) expect(worker).not.toMatch(/fault|inject|chaos|toxic|poison|leak|storm|crowd|drill|test/);
});

describe.each(examples)('%o', (fault, operation, words) => {
  it('is a valid fault, becomes this operation and reads like this', () => {
    expect(schema.parse(fault)).toEqual(fault);
    expect(compileFault(fault)).toEqual(operation);
    expect(standingSchema.parse(compileFault(fault))).toEqual(operation);
    expect(describeFault(fault)).toBe(words);
  });

  it('refuses a field it does not know', () => {
    expect(schema.safeParse({ ...fault, surprise: 1 }).success).toBe(false);
  });
});

it.each([
  ['900ms', 900],
  ['8s', 8000],
  ['1.5s', 1500],
  ['2m', 120_000],
  ['1h', 3_600_000],
  ['-8m', -480_000],
])('%s is %i ms', (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

it.each([
  { kind: 'latency', link: 'a->b', latency: 900 },
  { kind: 'latency', link: 'a->b', latency: '900' },
  { kind: 'latency', link: 'a->b', latency: '-1s' },
  { kind: 'bandwidth', link: 'a->b', rate: '0.5KB/s' },
  { kind: 'redis-memory', maxmemory: '2', policy: 'noeviction' },
  { kind: 'hook-busy', target: 'x', share: 1 },
  { kind: 'hook-fail', target: 'x', status: 200 },
  { kind: 'latency', link: 'a->b', latency: '1s', toxicity: 2 },
  { kind: 'bandwidth', link: 'a->b', rate: '-6KB/s' },
  { kind: 'slicer', link: 'a->b', size: 0 },
  { kind: 'limit-data', link: 'a->b', bytes: -1 },
  { kind: 'load-spike', factor: -2 },
  { kind: 'load-ramp', factor: 2, over: 'soon' },
  { kind: 'popularity-skew', zipf: 9 },
  { kind: 'segment-skew', segment: 'planet=earth', share: 0.5 },
  { kind: 'segment-errors', where: 'orders', status: 500 },
  { kind: 'segment-errors', where: 'orders[planet=earth]', status: 500 },
  { kind: 'segment-errors', where: 'orders@[currency=GBP]', status: 500 },
  { kind: 'segment-errors', where: 'orders@latest[currency=GBP]', status: 500 },
  { kind: 'connection-crowd', sessions: 0 },
  { kind: 'statement-storm', sessions: 1000 },
  { kind: 'table-lock', table: 'orders', worker: 'Robert; drop table' },
  { kind: 'redis-eviction', policy: 'at-random' },
  { kind: 'poison-record', target: 'orders.placed', records: 0 },
  { kind: 'oversized-record', target: 'orders.placed', rate: 1, size: 5000 },
  { kind: 'release', release: 'orders' },
  { kind: 'canary', release: 'orders@3.9.0', share: 1 },
  { kind: 'clock-skew', target: 'orders-1', offset: '90s', direction: 'sideways' },
])('a quantity without its unit or out of bounds is refused: %o', (fault) => {
  expect(schema.safeParse(fault).success).toBe(false);
});

it.each<[Fault, string]>([
  [{ kind: 'memory-leak', target: 'orders', rate: '900MB' }, 'mbPerMinute'],
  [{ kind: 'thread-starvation', target: 'payments', hold: '1m' }, 'holdMs'],
  [{ kind: 'clock-skew', target: 'orders-1', offset: '48h', direction: 'ahead' }, 'offsetMs'],
  [{ kind: 'redis-slow-commands', members: 1000, every: '1ms' }, 'everyMs'],
  [{ kind: 'latency', link: 'catalog->redis', latency: '2h' }, 'latency'],
])('a quantity that is well written and out of range is refused before anything is touched: %o', (fault, field) => {
  expect(operationShapeProblem(compileFault(fault))).toContain(field);
});

it('docs/faults.md is what the definitions say (regenerate: npx vitest run --project unit core/faults -u)', async () => {
  await expect(faultsDocument()).toMatchFileSnapshot('../../docs/faults.md');
});
