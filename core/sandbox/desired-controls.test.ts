/** What responders' controls and releases make of the desired state. */
import { expect, it } from 'vitest';
import { compileFault } from '../faults/index.ts';
import { stack } from '../scenario/shop.fixture.ts';
import { actionProblem, liveProblem, operationProblem, operationShapeProblem } from './check-operation.ts';
import { desiredState, instancesOf, isPaused, type Pristine } from './desired.ts';
import { positionText, readPosition, readSession, sessionText } from './live.ts';
import type { ActiveOperation, SandboxAction, StandingOperation } from './operations.ts';

const onOff = { variants: ['on', 'off'], defaultVariant: 'off' };
const pristine: Pristine = {
  stack,
  flags: { 'quick-reorder': onOff, 'express-shipping': { ...onOff, targeted: true } },
  ratePerSecond: 100,
};

const standing = (...operations: StandingOperation[]): ActiveOperation[] =>
  operations.map((operation, index) => ({ id: `e${index}`, operation }));
const desiredOf = (...operations: StandingOperation[]) => desiredState(pristine, standing(...operations));

const canary = (service: string, version: string, weight = 0.1): StandingOperation => ({ kind: 'canary', service, version, weight });

it('a canary is one instance more, of its version and with its behaviours, beside all others', () => {
  const { services, slots } = desiredOf(canary('catalog', '1.15.0'));
  expect(services['catalog']).toEqual({ version: '1.14.1', slots: 2, canary: { version: '1.15.0', weight: 0.1, slot: 'catalog-3' } });
  expect(instancesOf('catalog', services['catalog'] ?? { version: '', slots: 0 })).toEqual(['catalog-1', 'catalog-2', 'catalog-3']);
  expect(slots['catalog-3']).toMatchObject({ version: '1.15.0', behaviours: { searchMatching: 'tolerant' } });
  for (const slot of ['catalog-1', 'catalog-2']) expect(slots[slot]).toMatchObject({ version: '1.14.1', behaviours: {} });
});

it('where there is no room for one more, the last instance is given to the canary', () => {
  const { services } = desiredOf({ kind: 'scale', service: 'catalog', slots: 4 }, canary('catalog', '1.15.0'));
  expect(services['catalog']).toMatchObject({ slots: 3, canary: { slot: 'catalog-4' } });
  expect(desiredOf(canary('payments', '1.6.1')).services['payments']).toMatchObject({ slots: 1, canary: { slot: 'payments-2' } });
});

it('a canary of weight 0 takes the one before it off; what was laid over it can be lifted again', () => {
  const [begun, aborted] = [canary('orders', '3.8.1'), canary('orders', '3.8.1', 0)];
  expect(desiredOf(begun, aborted).services['orders']).toEqual(desiredOf().services['orders']);
  expect(desiredOf(begun).services['orders']).toMatchObject({ canary: { version: '3.8.1' } });
});

it('a promoted canary is the version of all, and no canary', () => {
  const { services, slots } = desiredOf(
    canary('orders', '3.8.1'),
    { kind: 'version', service: 'orders', version: '3.8.1' },
    canary('orders', '3.8.1', 0),
  );
  expect(services['orders']).toEqual({ version: '3.8.1', slots: 2 });
  expect(slots['orders-1']?.version).toBe('3.8.1');
});

it('a hook on a version is wherever that version runs, and nowhere else', () => {
  const hook: StandingOperation = { kind: 'hook', target: 'orders@3.8.1', hook: { type: 'retain', mbPerMinute: 60 } };
  const hooked = (...operations: StandingOperation[]): string[] =>
    Object.entries(desiredOf(hook, ...operations).slots).flatMap(([slot, { hooks }]) => (hooks.length > 0 ? [slot] : []));
  expect(hooked()).toEqual([]);
  expect(hooked({ kind: 'version', service: 'orders', version: '3.8.1' })).toEqual(['orders-1', 'orders-2', 'orders-3', 'orders-4']);
  expect(hooked(canary('orders', '3.8.1'))).toEqual(['orders-3']);
  const released: StandingOperation = { kind: 'version', service: 'orders', version: '3.8.1' };
  expect(hooked(released, { kind: 'version', service: 'orders', version: '3.8.0' })).toEqual([]);
});

it('what is wrong with a canary goes where it goes: to another instance, to all when promoted, and away with it', () => {
  const fault = compileFault({ kind: 'segment-errors', where: 'payments@1.6.3[currency=GBP]', status: 500 });
  const [begun, aborted] = [canary('payments', '1.6.3', 0.35), canary('payments', '1.6.3', 0)];
  const failing = (...operations: StandingOperation[]): string[] => {
    const { services, slots } = desiredOf(begun, fault, ...operations);
    const running = instancesOf('payments', services['payments'] ?? { version: '', slots: 0 });
    return running.filter((slot) => slots[slot]?.hooks.some(({ hook }) => hook.type === 'fail' && hook.segment?.value === 'GBP'));
  };
  expect(failing()).toEqual(['payments-2']);
  expect(failing(aborted)).toEqual([]);
  // The place of the canary is an instance like every other again.
  expect(failing(aborted, { kind: 'scale', service: 'payments', slots: 2 })).toEqual([]);
  expect(failing({ kind: 'version', service: 'payments', version: '1.6.1' })).toEqual(['payments-2']);
  expect(failing({ kind: 'version', service: 'payments', version: '1.6.3' }, aborted)).toEqual(['payments-1']);
  const onOrders = compileFault({ kind: 'segment-errors', where: 'orders@3.8.1[currency=EUR]', status: 500 });
  const { slots } = desiredOf(canary('orders', '3.8.1'), onOrders, { kind: 'scale', service: 'orders', slots: 3 });
  expect(Object.keys(slots).filter((slot) => (slots[slot]?.hooks.length ?? 0) > 0)).toEqual(['orders-4']);
});

it('a group is paused in all its members, a cordoned one stays out of it all the same, and the last word counts', () => {
  const pause: StandingOperation = { kind: 'consumerFlow', service: 'fulfilment', flow: 'paused' };
  const go: StandingOperation = { kind: 'consumerFlow', service: 'fulfilment', flow: 'running' };
  const consumers = (...operations: StandingOperation[]): (string | undefined)[] => {
    const { slots } = desiredOf(...operations);
    return ['fulfilment-1', 'fulfilment-2', 'inventory-1'].map((slot) => slots[slot]?.consumer);
  };
  expect(consumers(pause, { kind: 'cordon', slot: 'fulfilment-2' })).toEqual(['paused', 'cordoned', 'running']);
  expect(consumers(pause, go)).toEqual(['running', 'running', 'running']);
  expect(isPaused('fulfilment', standing(go, pause))).toBe(true);
  expect(isPaused('inventory', standing(pause))).toBe(false);
});

it('jobs are policies of their service, running until somebody stops them', () => {
  const policies = (...operations: StandingOperation[]) => desiredOf(...operations).slots['orders-1']?.policies;
  expect(policies()).toMatchObject({ 'job.sales-report': 'running' });
  expect(policies({ kind: 'job', job: 'sales-report', state: 'stopped' })).toMatchObject({ 'job.sales-report': 'stopped' });
  expect(policies({ kind: 'job', job: 'stale-reservations', state: 'stopped' })).toEqual(policies());
});

it('a flag with rules is decided by them until somebody sets a variant for everybody', () => {
  expect(desiredOf().slots['orders-1']?.flags).toEqual({ 'quick-reorder': 'off', 'express-shipping': 'targeted' });
  expect(desiredOf({ kind: 'flag', flag: 'express-shipping', variant: 'off' }).slots['orders-1']?.flags).toMatchObject({
    'express-shipping': 'off',
  });
});

it.each<[StandingOperation, string | null]>([
  [canary('catalog', '1.15.0'), null],
  [canary('catalog', '9.9.9'), 'unknown version of catalog "9.9.9"'],
  [canary('gateway', '2.30.4'), 'room for one instance only'],
  [canary('redis', '1'), 'unknown service "redis"'],
  [{ kind: 'consumerFlow', service: 'payments', flow: 'paused' }, null],
  [{ kind: 'consumerFlow', service: 'catalog', flow: 'paused' }, 'unknown service with a consumer group "catalog"'],
  [{ kind: 'job', job: 'sales-report', state: 'stopped' }, null],
  [{ kind: 'job', job: 'payroll', state: 'stopped' }, 'known: sales-report, stale-reservations'],
  [{ kind: 'hook', target: 'orders@3.8.1', hook: { type: 'busy', share: 0.2 } }, null],
  [{ kind: 'hook', target: 'orders@9.9.9', hook: { type: 'busy', share: 0.2 } }, 'unknown version of orders "9.9.9"'],
  [{ kind: 'hook', target: 'redis@3.8.1', hook: { type: 'busy', share: 0.2 } }, 'unknown service "redis"'],
])('%j: %s', (operation, problem) => {
  expect(operationShapeProblem(operation)).toBeNull();
  const found = operationProblem(pristine, operation);
  if (problem === null) expect(found).toBeNull();
  else expect(found).toContain(problem);
});

it.each<StandingOperation>([
  canary('catalog', '1.15.0', 1),
  canary('catalog', '1.15.0', -0.1),
  { kind: 'consumerFlow', service: 'payments', flow: 'gone' } as never,
  { kind: 'job', job: 'sales-report', state: 'twice' } as never,
])('%j is out of shape whatever the stack', (operation) => {
  expect(operationShapeProblem(operation)).not.toBeNull();
});

it.each<[SandboxAction, string | null]>([
  [{ kind: 'offsetSkip', service: 'inventory', topic: 'orders.placed', partition: 0, offset: '1' }, null],
  [{ kind: 'offsetSkip', service: 'catalog', topic: 'orders.placed', partition: 0, offset: '1' }, 'consumer group'],
  [{ kind: 'offsetSkip', service: 'inventory', topic: 'orders.lost', partition: 0, offset: '1' }, 'unknown topic'],
  [{ kind: 'offsetsReset', service: 'gateway', to: 'latest', minutesBack: 1 }, 'consumer group'],
  [{ kind: 'deadLetterRedrive', topic: 'orders.gone.dlq', offset: null }, 'unknown topic'],
  [{ kind: 'indexCreate', index: 'orders_by_mood', mode: 'plain' }, 'unknown index'],
])('%j: %s', (action, problem) => {
  const found = actionProblem(stack, action);
  if (problem === null) expect(found).toBeNull();
  else expect(found).toContain(problem);
});

it('what there is to choose from is asked only of what has it', () => {
  expect(liveProblem(stack, { kind: 'sessions', target: 'postgres' })).toBeNull();
  expect(liveProblem(stack, { kind: 'sessions', target: 'redis' })).toContain('unknown database');
  expect(liveProblem(stack, { kind: 'offsets', target: 'catalog' })).toContain('consumer group');
  expect(liveProblem(stack, { kind: 'deadLetters', target: 'orders.placed.dlq' })).toBeNull();
  expect(liveProblem(stack, { kind: 'jobs', target: 'cron' })).toContain('unknown service');
});

it('sessions and positions are read back as they were written; anything else is none', () => {
  const session = { application: 'nightly-report', pid: 4711 };
  expect(readSession(sessionText(session))).toEqual(session);
  const position = { topic: 'orders.placed', partition: 3, offset: '1234' };
  expect(readPosition(positionText(position))).toEqual(position);
  for (const text of ['', '/1', 'a/0', 'a/-1', 'a/1/2', "a'/1", 'a/99999999999']) expect(readSession(text), text).toBeNull();
  for (const text of ['', 'a/1', 'a@1', 'a/b@1', 'a/1@b', 'a b/1@1']) expect(readPosition(text), text).toBeNull();
});
