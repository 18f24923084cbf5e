import { describe, expect, it } from 'vitest';
import type { ControlParameters } from '../drill/events.ts';
import { receiptOf } from '../drill/rules/receipts.ts';
import { actionProblem, operationProblem } from '../sandbox/check-operation.ts';
import { actionSchema, standingSchema } from '../sandbox/operations.ts';
import { stack } from '../scenario/shop.fixture.ts';
import { controlsDocument } from './document.fixture.ts';
import { checkedOf, chosen, definitionOf, offerOf, targetOf, world } from './examples.fixture.ts';
import { checkParameters, controlDefinitions, isMutating, matchControl, offeredParameters } from './index.ts';

const onOff = { variants: ['on', 'off'], defaultVariant: 'off' };
const flags = Object.fromEntries(offerOf('flag.set').targets.map((flag) => [flag, onOff]));

function workOf(control: string, target: string, parameters: ControlParameters = {}) {
  return definitionOf(control).work({ target, parameters: checkedOf(control, parameters), ...world });
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
      if (work.type === 'action') expect(actionProblem(stack, work.action)).toBeNull();
      if (work.type === 'ownerPage') expect(work.owner).toBe(target);
    }
  });

  it('can be taken off exactly when it stands', () => {
    for (const target of targets) expect(['standing', 'silence'].includes(workOf(control, target).type)).toBe(definition.undoable);
  });

  it('says what it costs, what it is called in the trade, and what the change log shows', () => {
    const parameters = checkedOf(control);
    for (const target of targets) {
      expect(definition.sideEffect.length).toBeGreaterThan(20);
      expect(definition.warmUp).not.toBe('');
      const typed = definition.equivalent(target, parameters);
      expect(typed).toMatch(/kubectl|redis-cli|flagd|pd incident|kafka-consumer-groups|kcat|psql|amtool/);
      expect(typed).not.toContain('<');
      expect(definition.change(target, parameters).summary).not.toBe('');
      // Some uses of a control may be broad and others not; what is said then is a sentence.
      expect(definition.broad?.(target, parameters) ?? 'Nothing to say.').toMatch(/\.$/);
    }
  });

  it('has a receipt that responders are let see, where the sandbox has a part in it', () => {
    const work = workOf(control, targetOf(control));
    const shown = receiptOf(work, [definition.receipt]).join();
    const told = work.type === 'standing' || work.type === 'action';
    expect(shown === '' || shown.startsWith('Nothing changed')).toBe(!told);
    expect(definition.receipt !== '').toBe(told);
  });

  it('can be done to every target in every choice that the stack offers', () => {
    for (const target of targets) {
      for (const { name, choices } of offeredParameters(definition, offerOf(control))) {
        for (const value of choices) {
          const work = workOf(control, target, { [name]: value });
          if (work.type === 'action') expect(actionProblem(stack, work.action)).toBeNull();
          if (work.type === 'standing') {
            for (const operation of work.operations.filter(({ kind }) => kind !== 'version' && kind !== 'canary')) {
              expect(operationProblem({ stack, flags }, operation)).toBeNull();
            }
          }
        }
      }
    }
  });

  it('shows a command line also while something is still to be chosen', () => {
    for (const target of targets) expect(definition.equivalent(target, {})).not.toContain('undefined');
  });

  it('accepts its own defaults, and has none for what only a person or the running system can say', () => {
    for (const spec of offeredParameters(definition, offerOf(control))) {
      const given = { ...chosen[control], [spec.name]: spec.default };
      const hasDefault = spec.type === 'number' || spec.type === 'choice';
      expect(checkParameters(definition, given, offerOf(control)).ok).toBe(hasDefault);
    }
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

  it('of a promoted canary is its version for all, and no canary any more', () => {
    expect(workOf('canary.promote', 'catalog')).toEqual({
      type: 'standing',
      operations: [
        { kind: 'version', service: 'catalog', version: '2.1.0' },
        { kind: 'canary', service: 'catalog', version: '2.1.0', weight: 0 },
      ],
    });
  });

  it('of retries and timeouts sets the budget before the number of tries, at the calling service', () => {
    expect(workOf('retry.set', 'orders->payments', { retries: 3, budgetPercent: 50 })).toEqual({
      type: 'standing',
      operations: [
        { kind: 'policy', service: 'orders', key: 'payments.retryBudget', value: 0.5 },
        { kind: 'policy', service: 'orders', key: 'payments.retries', value: 3 },
      ],
    });
    expect(workOf('cache.ttl', 'catalog', { seconds: 90 })).toEqual({
      type: 'standing',
      operations: [
        { kind: 'policy', service: 'catalog', key: 'cache.endsOnMs', value: 0 },
        { kind: 'policy', service: 'catalog', key: 'cache.ttlMs', value: 90_000 },
      ],
    });
    expect(workOf('timeout.set', 'catalog->redis', { timeoutMs: 150 })).toEqual({
      type: 'standing',
      operations: [{ kind: 'policy', service: 'catalog', key: 'redis.timeoutMs', value: 150 }],
    });
  });

  it.each<[string, string, ControlParameters, object]>([
    ['link.failover', 'payments->psp', {}, { kind: 'policy', service: 'payments', key: 'psp.endpoint', value: 'backup-psp' }],
    ['breaker.set', 'orders->payments', { mode: 'open' }, { kind: 'policy', service: 'orders', key: 'payments.breaker', value: 'open' }],
    ['pool.size', 'catalog', { connections: 9 }, { kind: 'policy', service: 'catalog', key: 'postgres.poolMax', value: 9 }],
    ['payments.defer', 'orders', {}, { kind: 'policy', service: 'orders', key: 'payments.mode', value: 'deferred' }],
    ['traffic.shed', 'gateway', { fraction: 0.4 }, { kind: 'policy', service: 'gateway', key: 'shed.fraction', value: 0.4 }],
    ['flag.set', 'quick-reorder', { variant: 'on' }, { kind: 'flag', flag: 'quick-reorder', variant: 'on' }],
    ['service.scale', 'orders', { slots: 3 }, { kind: 'scale', service: 'orders', slots: 3 }],
    ['canary.abort', 'orders', {}, { kind: 'canary', service: 'orders', version: '2.1.0', weight: 0 }],
    ['consumer.pause', 'inventory', {}, { kind: 'consumerFlow', service: 'inventory', flow: 'paused' }],
    ['consumer.resume', 'inventory', {}, { kind: 'consumerFlow', service: 'inventory', flow: 'running' }],
    ['job.stop', 'orders', {}, { kind: 'job', job: 'sales-report', state: 'stopped' }],
    [
      'redis.memory',
      'redis',
      { maxmemoryMb: 256, policy: 'noeviction' },
      { kind: 'redisConfig', maxmemoryMb: 256, maxmemoryPolicy: 'noeviction' },
    ],
  ])('of %s on %s with %j is what stands from then on', (control, target, parameters, operation) => {
    expect(workOf(control, target, parameters)).toEqual({ type: 'standing', operations: [operation] });
  });

  it.each<[string, string, ControlParameters, object]>([
    ['service.restart', 'payments', {}, { kind: 'restart', target: 'payments' }],
    ['cache.flush', 'redis', {}, { kind: 'redisFlush' }],
    ['query.cancel', 'postgres', {}, { kind: 'sessionEnd', application: 'catalog-1', pid: 4712, how: 'cancel' }],
    ['table.analyze', 'postgres', { table: 'stock' }, { kind: 'analyze', table: 'stock' }],
    ['index.create', 'postgres', { index: 'payments_due', mode: 'plain' }, { kind: 'indexCreate', index: 'payments_due', mode: 'plain' }],
    [
      'offsets.reset',
      'inventory',
      { to: 'time', minutesBack: 9 },
      { kind: 'offsetsReset', service: 'inventory', to: 'time', minutesBack: 9 },
    ],
  ])('of %s on %s with %j is done once', (control, target, parameters, action) => {
    expect(workOf(control, target, parameters)).toEqual({ type: 'action', action });
  });

  it('of a silence is the drill’s and of a page the owner’s: nothing is done to the sandbox', () => {
    expect(workOf('alert.silence', 'alerts', { reason: '  a known defect  ', minutes: 3 })).toEqual({
      type: 'silence',
      alert: 'browse-latency.page',
      reason: 'a known defect',
      forMs: 180_000,
    });
    expect(workOf('owner.page', 'supply')).toEqual({ type: 'ownerPage', owner: 'supply' });
  });

  it('of what was chosen from the running system names exactly that', () => {
    expect(workOf('session.terminate', 'postgres')).toEqual({
      type: 'action',
      action: { kind: 'sessionEnd', application: 'nightly-report', pid: 4711, how: 'terminate' },
    });
    expect(workOf('offset.skip', 'fulfilment')).toEqual({
      type: 'action',
      action: { kind: 'offsetSkip', service: 'fulfilment', topic: 'orders.placed', partition: 3, offset: '1234' },
    });
    expect(workOf('deadletter.redrive', 'orders.placed.dlq', { records: '7' })).toMatchObject({ action: { offset: '7' } });
    expect(workOf('deadletter.redrive', 'orders.placed.dlq')).toMatchObject({ action: { offset: null } });
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

describe('what only the running system or a person can say', () => {
  it.each<[string, ControlParameters]>([
    ['session.terminate', {}],
    ['session.terminate', { session: '4711' }],
    ['session.terminate', { session: 'catalog-1/0' }],
    ['session.terminate', { session: "x'; drop table orders; --/1" }],
    ['offset.skip', { position: 'orders.placed/three@1' }],
    ['offset.skip', { position: 'orders.placed' }],
    ['deadletter.redrive', { records: '*' }],
    ['job.stop', { job: 'nightly-report/*' }],
    ['alert.silence', { alert: 'browse-latency.page', reason: '  because ' }],
    ['alert.silence', { alert: 'browse-latency.page' }],
  ])('%s refuses %j', (control, parameters) => {
    expect(checkParameters(definitionOf(control), parameters, offerOf(control)).ok).toBe(false);
  });

  it('is told apart by how it begins where a truth must not name it whole', () => {
    const use = { control: 'session.terminate', target: 'postgres', parameters: { session: 'nightly-report/4711' } };
    expect(matchControl({ control: 'session.terminate', startsWith: { session: 'nightly-report/' } }, use)).toBe(true);
    expect(matchControl({ control: 'session.terminate', startsWith: { session: 'catalog-' } }, use)).toBe(false);
    expect(matchControl({ control: 'session.terminate', startsWith: { other: 'x' } }, use)).toBe(false);
  });
});

describe('a use that reaches everybody', () => {
  const broadOf = (control: string, target: string, parameters: ControlParameters = {}): string | null =>
    definitionOf(control).broad?.(target, checkedOf(control, parameters)) ?? null;

  it('depends on what is asked for', () => {
    expect(broadOf('traffic.shed', 'gateway', { fraction: 0 })).toBeNull();
    expect(broadOf('traffic.shed', 'gateway', { fraction: 0.25 })).toContain('25 %');
    expect(broadOf('index.create', 'postgres')).toBeNull();
    expect(broadOf('index.create', 'postgres', { mode: 'plain' })).toContain('Nobody can write');
    expect(broadOf('deadletter.redrive', 'orders.placed.dlq', { records: '7' })).toBeNull();
    expect(broadOf('breaker.set', 'orders->payments', { mode: 'auto' })).toBeNull();
    expect(broadOf('offsets.reset', 'fulfilment', { to: 'time', minutesBack: 7 })).toContain('7 minutes');
    expect(broadOf('offset.skip', 'fulfilment', { position: 'orders.placed/3@17' })).toContain('never handles');
  });

  it('is none of the everyday ones', () => {
    for (const control of ['service.restart', 'service.rollback', 'service.scale', 'canary.abort', 'payments.defer', 'pool.size']) {
      expect(definitionOf(control).broad).toBeUndefined();
    }
  });
});

it('a control that has nothing to do says so', () => {
  const context = { target: 'catalog', parameters: {}, versions: world.versions, canaries: {}, paused: ['fulfilment'] };
  expect(definitionOf('canary.abort').unavailable?.(context)).toBe('no canary of catalog runs');
  expect(definitionOf('canary.promote').unavailable?.({ ...context, ...{ canaries: world.canaries } })).toBeNull();
  expect(definitionOf('consumer.pause').unavailable?.({ ...context, target: 'fulfilment' })).toContain('already');
  expect(definitionOf('consumer.resume').unavailable?.({ ...context, target: 'inventory' })).toContain('not paused');
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

it('everything but paging an owner and silencing an alert changes the system', () => {
  expect(Object.keys(controlDefinitions).filter((control) => !isMutating(control))).toEqual(['alert.silence', 'owner.page']);
});

it('docs/controls.md is what the definitions say (regenerate: npx vitest run --project unit core/controls -u)', async () => {
  await expect(controlsDocument()).toMatchFileSnapshot('../../docs/controls.md');
});
