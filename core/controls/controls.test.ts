import { describe, expect, it } from 'vitest';
import type { ControlParameters } from '../drill/events.ts';
import { actionSchema, standingSchema } from '../sandbox/operations.ts';
import { stack } from '../scenario/shop.fixture.ts';
import { checkParameters, controlDefinitions, isMutating, matchControl } from './index.ts';

const versions = Object.fromEntries(
  Object.keys(stack.services).map((service) => [service, { current: '2.0.0', previous: ['1.9.0', '1.8.0'] }]),
);

function definitionOf(control: string) {
  const definition = controlDefinitions[control];
  if (!definition) throw new Error(`no control ${control}`);
  return definition;
}

function workOf(control: string, target: string, parameters: ControlParameters = {}) {
  const definition = definitionOf(control);
  const checked = checkParameters(definition, parameters);
  if (!checked.ok) throw new Error(checked.detail);
  return definition.work({ target, parameters: checked.parameters, versions });
}

it('every control of the stack is defined, and every definition is offered', () => {
  expect(stack.controls.map(({ control }) => control).sort()).toEqual(Object.keys(controlDefinitions).sort());
});

describe.each(stack.controls)('$control', ({ control, targets }) => {
  const definition = definitionOf(control);

  it('turns its defaults into valid operations on every target', () => {
    for (const target of targets) {
      const work = workOf(control, target);
      if (work.type === 'standing') for (const operation of work.operations) expect(standingSchema.parse(operation)).toEqual(operation);
      if (work.type === 'action') expect(actionSchema.parse(work.action)).toEqual(work.action);
      if (work.type === 'ownerPage') expect(work.owner).toBe(target);
    }
  });

  it('can be taken off exactly when it stands', () => {
    for (const target of targets) expect(workOf(control, target).type === 'standing').toBe(definition.undoable);
  });

  it('says what it costs, what it is called in the trade, and what the change log shows', () => {
    const parameters = Object.fromEntries(definition.parameters.map((spec) => [spec.name, spec.default]));
    for (const target of targets) {
      expect(definition.sideEffect.length).toBeGreaterThan(20);
      expect(definition.equivalent(target, parameters)).toMatch(/kubectl|redis-cli|flagd|pd incident|kafka-consumer-groups/);
      expect(definition.change(target, parameters).summary).not.toBe('');
    }
  });

  it('accepts its own defaults', () => {
    for (const spec of definition.parameters) expect(checkParameters(definition, { [spec.name]: spec.default }).ok).toBe(true);
  });
});

describe('work', () => {
  it('of a roll-back is the newest earlier version', () => {
    expect(workOf('service.rollback', 'catalog')).toEqual({
      type: 'standing',
      operations: [{ kind: 'version', service: 'catalog', version: '1.9.0' }],
    });
  });

  it('of a bypass sets the limit before it opens the way', () => {
    expect(workOf('cache.bypass', 'catalog', { limitPerSecond: 50 })).toEqual({
      type: 'standing',
      operations: [
        { kind: 'policy', service: 'catalog', key: 'cache.originLimit', value: 50 },
        { kind: 'policy', service: 'catalog', key: 'cache.mode', value: 'bypass' },
      ],
    });
  });

  it('of a breaker is a policy of the calling service that the stack knows', () => {
    expect(workOf('breaker.set', 'orders->payments', { mode: 'open' })).toEqual({
      type: 'standing',
      operations: [{ kind: 'policy', service: 'orders', key: 'payments.breaker', value: 'open' }],
    });
  });

  it('only turns policies that the stack declares', () => {
    for (const { control, targets } of stack.controls) {
      for (const target of targets) {
        const work = workOf(control, target);
        if (work.type !== 'standing') continue;
        for (const operation of work.operations) {
          if (operation.kind === 'policy') expect(Object.keys(stack.services[operation.service]?.policies ?? {})).toContain(operation.key);
        }
      }
    }
  });

  it('of a cordon names the slot', () => {
    expect(workOf('consumer.cordon', 'fulfilment', { slot: 2 })).toEqual({
      type: 'standing',
      operations: [{ kind: 'cordon', slot: 'fulfilment-2' }],
    });
  });
});

describe('checkParameters', () => {
  const bypass = definitionOf('cache.bypass');
  const memory = definitionOf('redis.memory');

  it('fills in what is left out', () => {
    expect(checkParameters(memory, { maxmemoryMb: 128 })).toEqual({ ok: true, parameters: { maxmemoryMb: 128, policy: 'allkeys-lru' } });
  });

  it.each<[string, ControlParameters, string]>([
    ['too small', { limitPerSecond: 4 }, 'limitPerSecond must be a number (requests/s per instance) from 5 to 200, got 4'],
    ['too large', { limitPerSecond: 201 }, 'limitPerSecond must be a number (requests/s per instance) from 5 to 200, got 201'],
    ['a text', { limitPerSecond: '60' }, 'limitPerSecond must be a number (requests/s per instance) from 5 to 200, got "60"'],
    ['not finite', { limitPerSecond: Number.NaN }, 'limitPerSecond must be a number (requests/s per instance) from 5 to 200, got null'],
    ['unknown', { limit: 60 }, 'cache.bypass has no parameter "limit"; it takes limitPerSecond'],
  ])('refuses a value that is %s', (_, parameters, detail) => {
    expect(checkParameters(bypass, parameters)).toEqual({ ok: false, detail });
  });

  it('refuses a choice that is not offered, and halves of things', () => {
    expect(checkParameters(memory, { policy: 'volatile-ttl' })).toEqual({
      ok: false,
      detail: 'policy must be one of allkeys-lru, noeviction, got "volatile-ttl"',
    });
    expect(checkParameters(definitionOf('service.scale'), { slots: 1.5 })).toEqual({
      ok: false,
      detail: 'slots must be a whole number (slots) from 1 to 4, got 1.5',
    });
  });

  it('does not take a name from the prototype for a parameter', () => {
    expect(checkParameters(bypass, { constructor: 1 }).ok).toBe(false);
  });
});

describe('matchControl', () => {
  const use = { control: 'redis.memory', target: 'redis', parameters: { maxmemoryMb: 64, policy: 'allkeys-lru' } };

  it('needs every named part to be equal, and asks for nothing else', () => {
    expect(matchControl({ control: 'redis.memory' }, use)).toBe(true);
    expect(matchControl({ control: 'redis.memory', target: 'redis', parameters: { policy: 'allkeys-lru' } }, use)).toBe(true);
    expect(matchControl({ control: 'cache.flush' }, use)).toBe(false);
    expect(matchControl({ control: 'redis.memory', target: 'other' }, use)).toBe(false);
    expect(matchControl({ control: 'redis.memory', parameters: { policy: 'noeviction' } }, use)).toBe(false);
  });

  it('keeps bounds, both ends included; a missing number is in no bound', () => {
    expect(matchControl({ control: 'redis.memory', atLeast: { maxmemoryMb: 64 } }, use)).toBe(true);
    expect(matchControl({ control: 'redis.memory', atLeast: { maxmemoryMb: 65 } }, use)).toBe(false);
    expect(matchControl({ control: 'redis.memory', atMost: { maxmemoryMb: 64 } }, use)).toBe(true);
    expect(matchControl({ control: 'redis.memory', atMost: { maxmemoryMb: 63 } }, use)).toBe(false);
    expect(matchControl({ control: 'redis.memory', atLeast: { other: 1 } }, use)).toBe(false);
  });
});

it('a name from the prototype is no control', () => {
  for (const name of ['constructor', '__proto__', 'toString']) expect(controlDefinitions[name]).toBeUndefined();
});

it('everything but paging an owner changes the system', () => {
  expect(Object.keys(controlDefinitions).filter((control) => !isMutating(control))).toEqual(['owner.page']);
});
