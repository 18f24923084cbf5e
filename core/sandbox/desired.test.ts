import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { stackSchema } from '../stack/schema.ts';
import { actionProblem, operationProblem } from './check-operation.ts';
import { desiredState, type Pristine, toxicName } from './desired.ts';
import type { ActiveOperation, StandingOperation } from './operations.ts';

const stack = stackSchema.parse(parse(readFileSync(join(import.meta.dirname, '../../infra/stacks/shop/stack.yaml'), 'utf8')));
const onOff = { variants: ['on', 'off'], defaultVariant: 'off' };
const pristine: Pristine = { stack, flags: { 'bundle-pricing': onOff, 'quick-reorder': onOff }, ratePerSecond: 100 };
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
      return `${each.kind} ${each.service}`;
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
  [{ kind: 'version', service: 'catalog', version: '9.9.9' }, 'known: 1.14.0, 1.14.1, 1.14.2'],
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
