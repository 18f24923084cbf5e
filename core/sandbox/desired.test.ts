import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { shopFaults } from '../faults/examples.fixture.ts';
import { compileFault } from '../faults/index.ts';
import { stackSchema } from '../stack/schema.ts';
import { actionProblem, operationProblem, operationShapeProblem } from './check-operation.ts';
import { desiredState, type Pristine, toxicName } from './desired.ts';
import { ordinaryShape } from './load-shape.ts';
import type { ActiveOperation, StandingOperation } from './operations.ts';

const stack = stackSchema.parse(parse(readFileSync(join(import.meta.dirname, '../../infra/stacks/shop/stack.yaml'), 'utf8')));
const onOff = { variants: ['on', 'off'], defaultVariant: 'off' };
const pristine: Pristine = {
  stack,
  flags: { 'bundle-pricing': onOff, 'quick-reorder': onOff, 'express-shipping': onOff },
  ratePerSecond: 100,
};
const untouched = JSON.stringify(desiredState(pristine, []));

const links = stack.links.map(({ id }) => id);
const services = Object.keys(stack.services);
const link = fc.constantFrom(...links);
const service = fc.constantFrom(...services);
const operation: fc.Arbitrary<StandingOperation> = fc.oneof(
  fc.record({ kind: fc.constant('down' as const), link }),
  fc.record({
    kind: fc.constant('toxic' as const),
    link,
    toxic: fc.record({
      type: fc.constantFrom('latency' as const, 'timeout' as const),
      stream: fc.constantFrom('upstream' as const, 'downstream' as const),
      toxicity: fc.constantFrom(0.3, 1),
      attributes: fc.record({ latency: fc.nat(900) }),
    }),
  }),
  service.chain((name) =>
    fc
      .constantFrom(...Object.keys(stack.services[name]?.versions ?? {}))
      .map((version) => ({ kind: 'version' as const, service: name, version })),
  ),
  service.chain((name) =>
    fc.integer({ min: 1, max: stack.services[name]?.maxSlots ?? 1 }).map((slots) => ({ kind: 'scale' as const, service: name, slots })),
  ),
  fc.record({
    kind: fc.constant('policy' as const),
    service: fc.constant('catalog'),
    key: fc.constantFrom('cache.mode', 'cache.ttlMs'),
    value: fc.oneof(fc.nat(9), fc.constant('bypass')),
  }),
  fc.record({
    kind: fc.constant('flag' as const),
    flag: fc.constantFrom('bundle-pricing', 'quick-reorder'),
    variant: fc.constantFrom('on', 'off'),
  }),
  fc.record({
    kind: fc.constant('hook' as const),
    target: fc.constantFrom('catalog', 'catalog-2', 'psp', 'payments-1'),
    hook: fc.record({ type: fc.constant('busy' as const), share: fc.constantFrom(0.2, 0.9) }),
  }),
  fc.record({
    kind: fc.constant('redisConfig' as const),
    maxmemoryMb: fc.integer({ min: 1, max: 64 }),
    maxmemoryPolicy: fc.constantFrom('noeviction', 'allkeys-lru'),
  }),
  fc.record({ kind: fc.constant('cordon' as const), slot: fc.constantFrom('fulfilment-1', 'inventory-1') }),
  fc.record({ kind: fc.constant('loadRate' as const), ratePerSecond: fc.integer({ min: 1, max: 300 }) }),
  fc.record({
    kind: fc.constant('canary' as const),
    service: fc.constant('orders'),
    version: fc.constantFrom('3.7.9', '3.8.1'),
    weight: fc.constantFrom(0, 0.1),
  }),
  fc.record({
    kind: fc.constant('consumerFlow' as const),
    service: fc.constantFrom('fulfilment', 'payments'),
    flow: fc.constantFrom('paused' as const, 'running' as const),
  }),
  fc.record({
    kind: fc.constant('job' as const),
    job: fc.constantFrom('sales-report', 'stale-reservations'),
    state: fc.constantFrom('running' as const, 'stopped' as const),
  }),
);
const operations = fc
  .array(operation, { maxLength: 12 })
  .map((all) => all.map((each, index): ActiveOperation => ({ id: `e${index}`, operation: each })));

/** What an operation writes over; operations that add up have a key of their own. */
function keyOf({ id, operation: each }: ActiveOperation): string {
  switch (each.kind) {
    case 'policy':
      return `policy ${each.service} ${each.key}`;
    case 'flag':
      return `flag ${each.flag}`;
    case 'version':
    case 'scale':
    case 'canary':
    case 'consumerFlow':
      return `${each.kind} ${each.service}`;
    case 'job':
      return `job ${each.job}`;
    case 'redisConfig':
    case 'loadRate':
      return each.kind;
    default:
      return id;
  }
}

test('undoing everything gives the pristine state', () => {
  fc.assert(
    fc.property(operations, (all) => {
      desiredState(pristine, all);
      expect(JSON.stringify(desiredState(pristine, []))).toBe(untouched);
    }),
  );
});

test('the order of unrelated operations does not matter', () => {
  const shuffled = operations.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
  fc.assert(
    fc.property(shuffled, ([all, mixed]) => {
      fc.pre(new Set(all.map(keyOf)).size === all.length);
      expect(desiredState(pristine, mixed)).toEqual(desiredState(pristine, all));
    }),
  );
});

test('for one key the last writer wins', () => {
  fc.assert(
    fc.property(operations, (all) => {
      const survivors = all.filter((each, index) => !all.slice(index + 1).some((later) => keyOf(later) === keyOf(each)));
      expect(desiredState(pristine, all)).toEqual(desiredState(pristine, survivors));
    }),
  );
});

test('the same operations twice are the operations once', () => {
  fc.assert(
    fc.property(operations, (all) => {
      expect(desiredState(pristine, [...all, ...all])).toEqual(desiredState(pristine, all));
    }),
  );
});

test('a toxic is on every proxy of its link and on no other', () => {
  const toxic = { type: 'latency', stream: 'downstream', toxicity: 1, attributes: { latency: 900 } } as const;
  const { proxies } = desiredState(pristine, [{ id: 'f1', operation: { kind: 'toxic', link: 'gateway->catalog', toxic } }]);
  const touched = Object.keys(proxies).filter((name) => (proxies[name]?.toxics.length ?? 0) > 0);
  expect(touched).toEqual(['gateway_to_catalog-1', 'gateway_to_catalog-2', 'gateway_to_catalog-3', 'gateway_to_catalog-4']);
  expect(proxies['gateway_to_catalog-1']?.toxics).toEqual([{ name: 'f1', ...toxic }]);
});

test('a link that is down has every proxy disabled', () => {
  const { proxies } = desiredState(pristine, [{ id: 'f1', operation: { kind: 'down', link: 'orders->kafka' } }]);
  const disabled = Object.entries(proxies).filter(([, { enabled }]) => !enabled);
  expect(disabled.map(([name]) => name)).toEqual(['orders_to_kafka-1', 'orders_to_kafka-2', 'orders_to_kafka-3']);
});

test('a version brings its behaviours, a hook on a slot stays on that slot', () => {
  const { slots } = desiredState(pristine, [
    { id: 'f1', operation: { kind: 'version', service: 'catalog', version: '1.14.2' } },
    { id: 'f2', operation: { kind: 'hook', target: 'catalog-2', hook: { type: 'busy', share: 0.9 } } },
  ]);
  expect(slots['catalog-1']).toMatchObject({ version: '1.14.2', behaviours: stack.services['catalog']?.versions['1.14.2'], hooks: [] });
  expect(slots['catalog-2']?.hooks).toEqual([{ id: 'f2', hook: { type: 'busy', share: 0.9 } }]);
});

test('different ids give different toxic names, all safe in a URL path', () => {
  const id = fc.string({ minLength: 1, unit: 'binary' });
  fc.assert(
    fc.property(id, id, (a, b) => {
      expect(toxicName(a)).toMatch(/^[A-Za-z0-9_~-]+$/);
      expect(toxicName(a) === toxicName(b)).toBe(a === b);
    }),
  );
  expect(toxicName('e12')).toBe('e12');
});

test('what the property tests use is possible on this stack', () => {
  const problems = fc.sample(operation, { numRuns: 200, seed: 7 }).flatMap((each) => operationProblem(pristine, each) ?? []);
  expect(new Set(problems)).toEqual(new Set(['unknown service "psp"; known: gateway, catalog, orders, payments, inventory, fulfilment']));
});

test.each<[StandingOperation, string]>([
  [{ kind: 'down', link: 'catalog->kafka' }, 'unknown link "catalog->kafka"'],
  [{ kind: 'policy', service: 'orders', key: 'cache.mode', value: 'off' }, 'unknown policy of orders "cache.mode"'],
  [{ kind: 'flag', flag: 'bundle-pricing', variant: 'blue' }, 'known: on, off'],
  [{ kind: 'flag', flag: 'night-mode', variant: 'on' }, 'unknown flag "night-mode"'],
  [{ kind: 'hook', target: 'catalog-5', hook: { type: 'busy', share: 0.5 } }, 'unknown service "catalog-5"'],
  [{ kind: 'version', service: 'catalog', version: '9.9.9' }, 'known: 1.14.0, 1.14.1, 1.14.2, 1.15.0'],
  [{ kind: 'scale', service: 'catalog', slots: 5 }, 'room for 4'],
  [{ kind: 'cordon', slot: 'gateway-1' }, 'unknown consumer slot "gateway-1"'],
])('%j is refused with the reason', (each, reason) => {
  expect(operationProblem(pristine, each)).toContain(reason);
});

test('only a service or a slot of the stack can be restarted', () => {
  expect(actionProblem(stack, { kind: 'restart', target: 'catalog' })).toBeNull();
  expect(actionProblem(stack, { kind: 'restart', target: 'catalog-4' })).toBeNull();
  expect(actionProblem(stack, { kind: 'redisFlush' })).toBeNull();
  expect(actionProblem(stack, { kind: 'restart', target: 'kafka' })).toContain('unknown service');
});

const catalogue = shopFaults.map((fault): ActiveOperation => ({ id: fault.kind, operation: compileFault(fault) }));

test('faults of the whole catalogue, put on and taken off in any order, leave what the rest alone would be, and at last nothing', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(catalogue), fc.infiniteStream(fc.nat()), (onOrder, picks) => {
      let standing: ActiveOperation[] = [];
      for (const fault of onOrder) {
        standing = [...standing, fault, fault];
        const [pick = 0] = picks.take(1);
        const leaving = standing[pick % (standing.length + 1)];
        const left = standing.filter((each) => each !== leaving);
        expect(desiredState(pristine, left)).toEqual(desiredState(pristine, [...new Set(left)]));
        standing = left;
      }
      while (standing.length > 0) standing = standing.filter((each) => each !== standing[0]);
      expect(JSON.stringify(desiredState(pristine, standing))).toBe(untouched);
    }),
  );
});

test('every fault of the catalogue changes what is desired', () => {
  for (const fault of catalogue) expect(JSON.stringify(desiredState(pristine, [fault])), fault.id).not.toBe(untouched);
});

test('factors multiply whatever the rate is set to, and shapes add up by what they name', () => {
  const { load } = desiredState(pristine, [
    { id: 'a', operation: { kind: 'loadFactor', factor: 3, overMs: 0 } },
    { id: 'b', operation: { kind: 'loadRate', ratePerSecond: 20 } },
    { id: 'c', operation: { kind: 'loadFactor', factor: 0.5, overMs: 60_000 } },
    { id: 'd', operation: { kind: 'loadShape', shape: { zipf: 2 } } },
    { id: 'e', operation: { kind: 'loadShape', shape: { withdrawnShare: 0.1 } } },
  ]);
  expect(load).toEqual({ ratePerSecond: 30, overMs: 60_000, shape: { ...ordinaryShape, zipf: 2, withdrawnShare: 0.1 } });
});

test('the two settings of the cache are told apart, and both at once are the last word', () => {
  const memory = { id: 'a', operation: { kind: 'redisMaxmemory', maxmemoryMb: 2 } } as const;
  const policy = { id: 'b', operation: { kind: 'redisPolicy', maxmemoryPolicy: 'noeviction' } } as const;
  const both = { id: 'c', operation: { kind: 'redisConfig', maxmemoryMb: 9, maxmemoryPolicy: 'volatile-ttl' } } as const;
  expect(desiredState(pristine, [memory]).redis).toEqual({ maxmemoryMb: 2, maxmemoryPolicy: 'allkeys-lru' });
  expect(desiredState(pristine, [policy, memory]).redis).toEqual({ maxmemoryMb: 2, maxmemoryPolicy: 'noeviction' });
  expect(desiredState(pristine, [memory, both, policy]).redis).toEqual({ maxmemoryMb: 9, maxmemoryPolicy: 'noeviction' });
});

test.each<[StandingOperation, string]>([
  [
    { kind: 'disturbance', disturbance: { type: 'dropIndex', index: 'products_pkey' } },
    'unknown index "products_pkey"; known: products_by',
  ],
  [{ kind: 'disturbance', disturbance: { type: 'lockTable', table: 'pg_class', worker: 'w-1' } }, 'unknown table "pg_class"'],
  [{ kind: 'disturbance', disturbance: { type: 'migration', migration: 'drop-all' } }, 'unknown migration "drop-all"'],
  [
    { kind: 'disturbance', disturbance: { type: 'poison', topic: 'orders.lost', partition: null, records: 1, worker: 'w-1' } },
    'unknown topic "orders.lost"',
  ],
  [
    { kind: 'disturbance', disturbance: { type: 'poison', topic: 'orders.placed', partition: 6, records: 1, worker: 'w-1' } },
    'no partition 6: they are 0 to 5',
  ],
  [{ kind: 'disturbance', disturbance: { type: 'providerBatch', external: 'bank', perSecond: 1, worker: 'w-1' } }, 'outside system "bank"'],
  [{ kind: 'hook', target: 'gateway', hook: { type: 'keep', share: 1 } }, 'unknown client of the database "gateway"'],
  [
    { kind: 'hook', target: 'orders', hook: { type: 'fail', status: 500, share: 1, segment: { field: 'currency', value: 'DOGE' } } },
    'unknown value of currency "DOGE"; known: EUR, USD, GBP',
  ],
  [{ kind: 'loadShape', shape: { segment: { field: 'category', value: 'cars', share: 1 } } }, 'unknown value of category "cars"'],
  [{ kind: 'redisPolicy', maxmemoryPolicy: 'best' }, 'unknown eviction policy "best"'],
  [
    { kind: 'together', operations: [{ kind: 'policy', service: 'catalog', key: 'search.speed', value: 1 }] },
    'unknown policy of catalog "search.speed"',
  ],
])('%j is refused, and the reason says what there is', (each, reason) => {
  expect(operationProblem(pristine, each)).toContain(reason);
});

const toxicOf = (toxic: object): StandingOperation =>
  ({
    kind: 'toxic',
    link: 'catalog->redis',
    toxic: { type: 'latency', stream: 'downstream', toxicity: 1, attributes: {}, ...toxic },
  }) as never;

test.each<[StandingOperation, string]>([
  [toxicOf({ toxicity: 2 }), 'toxicity'],
  [toxicOf({ attributes: { latency: -1 } }), 'latency of latency must be from 0'],
  [toxicOf({ attributes: { rate: 5 } }), 'latency has no attribute rate; it has latency, jitter'],
  [toxicOf({ type: 'slicer', attributes: { delay: Number.NaN } }), 'attributes'],
  [{ kind: 'loadRate', ratePerSecond: -5 }, 'ratePerSecond'],
  [{ kind: 'loadFactor', factor: 0, overMs: 0 }, 'factor'],
  [{ kind: 'redisMaxmemory', maxmemoryMb: 0 }, 'maxmemoryMb'],
  [{ kind: 'together', operations: [] }, 'operations'],
  [{ kind: 'down', link: 'catalog->redis', surprise: true } as never, 'surprise'],
  [{ kind: 'meteor' } as never, 'kind'],
])('%j is out of shape whatever the stack', (each, word) => {
  expect(operationShapeProblem(each)).toContain(word);
});
