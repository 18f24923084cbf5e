/** What the sandbox says it did, as responders are let see it. */
import { expect, it } from 'vitest';
import { controlDefinitions } from '../controls/index.ts';
import type { ControlParameters } from './events.ts';
import { planOf } from './plan.fixture.ts';
import { ana, type Simulation, simulate } from './simulation.fixture.ts';
import { viewOf } from './view.ts';

const controls = [
  { control: 'service.restart', targets: ['catalog'] },
  { control: 'service.scale', targets: ['orders'] },
  { control: 'redis.memory', targets: ['redis'] },
  { control: 'retry.set', targets: ['gateway->catalog'] },
  { control: 'offset.skip', targets: ['fulfilment'] },
  { control: 'deadletter.redrive', targets: ['orders.placed.dlq'] },
  { control: 'index.create', targets: ['postgres'], choices: { index: ['orders_by_customer'] } },
  { control: 'job.stop', targets: ['orders'] },
  { control: 'consumer.cordon', targets: ['fulfilment'] },
  { control: 'consumer.pause', targets: ['fulfilment'] },
  { control: 'owner.page', targets: ['platform'] },
];

/** What nobody may see, in the words of the sandbox. A reconcile tells all of it; an act tells of itself alone. */
const sealed = [
  'proxy catalog_to_redis: toxic f1 (latency) added',
  'catalog-1: hook f2',
  'gateway-1: policy shed.fraction',
  'load: 2 times the users',
  'postgres-standby: finance-report holds a lock on orders',
  'fulfilment-1: policy records.parkAfter',
];

function receiptAfter(
  control: string,
  target: string,
  { parameters = {}, did }: { parameters?: ControlParameters; did: string[] },
): string[] {
  const sim: Simulation = simulate(planOf({ script: [], controls }));
  sim.goLive();
  const others = sealed.filter((line) => controlDefinitions[control]?.undoable || !line.startsWith(`${target}-`));
  sim.sandbox = () => ({ ok: true, did: [...others, ...did, ...others] });
  sim.send('runControl', { control, target, parameters, confirm: target }, { actor: ana });
  sim.wait(20_000);
  return viewOf(sim.state, sim.nowMs).controls[0]?.receipt ?? [];
}

it.each<[string, string, ControlParameters, string]>([
  ['service.restart', 'catalog', {}, 'catalog-2: 1.14.1 drained and stopped, 1.14.1 ready after 812 ms'],
  ['service.scale', 'orders', { slots: 3 }, 'orders-3: started 3.8.0, ready after 764 ms'],
  ['redis.memory', 'redis', {}, 'redis: maxmemory 128 MB, allkeys-lru'],
  ['offset.skip', 'fulfilment', { position: 'orders.placed/3@17' }, 'fulfilment: went past offset 17 of orders.placed, partition 3'],
  ['deadletter.redrive', 'orders.placed.dlq', { records: 'all' }, 'orders.placed.dlq: 3 records sent to orders.placed again'],
  ['index.create', 'postgres', {}, 'postgres: index orders_by_customer created concurrently in 410 ms'],
])('CT13 of %s on %s with %j only its own line is shown', (control, target, parameters, line) => {
  expect(receiptAfter(control, target, { parameters, did: [line] })).toEqual([line]);
});

it.each<[string, string, ControlParameters, string[]]>([
  ['retry.set', 'gateway->catalog', { retries: 2 }, ['gateway-1: policy catalog.retryBudget', 'gateway-1: policy catalog.retries']],
  ['job.stop', 'orders', { job: 'sales-report' }, ['orders-1: policy job.sales-report', 'orders-2: policy job.sales-report']],
  ['consumer.cordon', 'fulfilment', { slot: 2 }, ['fulfilment-2: consumer']],
  ['consumer.pause', 'fulfilment', {}, ['fulfilment-1: consumer', 'fulfilment-2: consumer']],
])('CT13 of %s on %s with %j every instance that was told is named, and nothing sealed', (control, target, parameters, did) => {
  const shown = receiptAfter(control, target, { parameters, did }).join('\n');
  for (const line of did) expect(shown).toContain(line.split(':')[0]);
  expect(shown).not.toMatch(/toxic|hook|shed|times the users|finance-report|parkAfter/);
});

it('CT13 a service whose name begins like another one’s is another one', () => {
  expect(receiptAfter('service.restart', 'catalog', { did: ['catalog-images-1: 1.0.0 drained and stopped'] })).toEqual([]);
});

it('CT13 a receipt has a length that a line bears', () => {
  const did = Array.from({ length: 30 }, (_, index) => `catalog-${index + 1}: drained and stopped, ${'x'.repeat(index * 40)}`);
  const receipt = receiptAfter('service.restart', 'catalog', { did });
  expect(receipt).toHaveLength(8);
  for (const line of receipt) expect(line.length).toBeLessThanOrEqual(240);
});

it('CT13 paging somebody has no receipt: the answer is a message', () => {
  expect(receiptAfter('owner.page', 'platform', { did: ['platform: paged'] })).toEqual([]);
});
