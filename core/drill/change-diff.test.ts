/** Differences in the change log: what was and what is. */
import { expect, it } from 'vitest';
import type { ControlParameters } from './events.ts';
import { decoyRelease, planOf, primaryFault } from './plan.fixture.ts';
import { ana, type Simulation, simulate } from './simulation.fixture.ts';
import { viewOf } from './view.ts';

const controls = [
  { control: 'service.scale', targets: ['orders'] },
  { control: 'service.rollback', targets: ['orders'] },
  { control: 'service.restart', targets: ['orders'] },
  { control: 'cache.flush', targets: ['redis'] },
  { control: 'redis.memory', targets: ['redis'] },
  { control: 'flag.set', targets: ['quick-reorder'] },
  { control: 'retry.set', targets: ['gateway->catalog'] },
  { control: 'timeout.set', targets: ['catalog->redis'] },
  { control: 'pool.size', targets: ['catalog'] },
  { control: 'consumer.pause', targets: ['fulfilment'] },
  { control: 'consumer.cordon', targets: ['fulfilment'] },
  { control: 'job.stop', targets: ['orders'] },
  { control: 'alert.silence', targets: ['alerts'] },
];
const settings = {
  flags: { 'quick-reorder': 'on' },
  policies: {
    gateway: { 'catalog.retries': 0, 'catalog.retryBudget': 0.1 },
    catalog: { 'redis.timeoutMs': 0, 'postgres.poolMax': 2 },
  },
  slots: { orders: 2 },
  versions: { orders: '3.8.0' },
  redis: { maxmemoryMb: 64, maxmemoryPolicy: 'allkeys-lru' },
};

function live(plan: Parameters<typeof planOf>[0] = {}): Simulation {
  const sim = simulate(planOf({ script: [], controls, settings, ...plan }));
  sim.goLive();
  return sim;
}

function diffAfter(sim: Simulation, control: string, target: string, parameters: ControlParameters = {}): string[] | undefined {
  sim.send('runControl', { control, target, parameters, confirm: target }, { actor: ana });
  sim.wait(20_000);
  return viewOf(sim.state, sim.nowMs).changes.at(-1)?.diff;
}

it.each<[string, string, ControlParameters, string[]]>([
  ['service.scale', 'orders', { slots: 3 }, ['- orders replicas: 2', '+ orders replicas: 3']],
  ['service.rollback', 'orders', {}, ['- orders image: 3.8.0', '+ orders image: 3.7.9']],
  ['redis.memory', 'redis', { maxmemoryMb: 128 }, ['- redis maxmemory: 64mb', '+ redis maxmemory: 128mb']],
  ['flag.set', 'quick-reorder', {}, ['- flag quick-reorder defaultVariant: on', '+ flag quick-reorder defaultVariant: off']],
  [
    'retry.set',
    'gateway->catalog',
    { retries: 2, budgetPercent: 50 },
    [
      '- gateway catalog.retryBudget: 0.1',
      '+ gateway catalog.retryBudget: 0.5',
      '- gateway catalog.retries: 0',
      '+ gateway catalog.retries: 2',
    ],
  ],
  ['timeout.set', 'catalog->redis', { timeoutMs: 200 }, ['- catalog redis.timeoutMs: 0', '+ catalog redis.timeoutMs: 200']],
  ['pool.size', 'catalog', { connections: 6 }, ['- catalog postgres.poolMax: 2', '+ catalog postgres.poolMax: 6']],
  ['consumer.pause', 'fulfilment', {}, ['- group fulfilment: running', '+ group fulfilment: paused']],
  ['job.stop', 'orders', { job: 'sales-report' }, ['- job sales-report: running', '+ job sales-report: stopped']],
])('CT12 %s on %s with %j shows what was and what is', (control, target, parameters, diff) => {
  expect(diffAfter(live(), control, target, parameters)).toEqual(diff);
});

it.each<[string, string, ControlParameters]>([
  ['service.restart', 'orders', {}],
  ['cache.flush', 'redis', {}],
  ['alert.silence', 'alerts', { alert: 'browse-latency.page', reason: 'known and worked on' }],
])('CT12 %s sets nothing: its entry has no difference', (control, target, parameters) => {
  expect(diffAfter(live(), control, target, parameters)).toEqual([]);
});

it('CT12 setting what is set already shows no difference, and the next one starts from what stands', () => {
  const sim = live();
  expect(diffAfter(sim, 'redis.memory', 'redis', { maxmemoryMb: 64 })).toEqual([]);
  diffAfter(sim, 'service.scale', 'orders', { slots: 3 });
  expect(diffAfter(sim, 'service.scale', 'orders', { slots: 4 })).toEqual(['- orders replicas: 3', '+ orders replicas: 4']);
});

it('CT12 taking something off shows what is in force again, and nothing where a later setting goes before it', () => {
  const sim = live();
  const undo = (controlId: string): string[] | undefined => {
    sim.send('undoControl', { controlId }, { actor: ana });
    sim.wait(5_000);
    return viewOf(sim.state, sim.nowMs).changes.at(-1)?.diff;
  };
  diffAfter(sim, 'service.scale', 'orders', { slots: 3 });
  diffAfter(sim, 'service.scale', 'orders', { slots: 4 });
  expect(undo('control-1')).toEqual([]);
  expect(undo('control-2')).toEqual(['- orders replicas: 4', '+ orders replicas: 2']);
});

it('CT12 releases before the drill and of the script show theirs', () => {
  const { change } = decoyRelease;
  const sim = live({
    background: [{ ...change, summary: 'orders 3.8.1 on one slot more', atMs: -480_000 }],
    script: [{ ...decoyRelease, due: { atMs: 5_000 } }],
  });
  expect(viewOf(sim.state, sim.nowMs).changes[0]?.diff).toEqual(['- orders image: 3.8.0', '+ orders image: 3.8.1']);
  sim.wait(6_000);
  // It runs already: the second release changes nothing.
  expect(viewOf(sim.state, sim.nowMs).changes.at(-1)).toMatchObject({ summary: 'orders 3.8.1 released', diff: [] });
});

it('CT12 what a fault sets besides is for people to find: its entry tells no value of a policy', () => {
  const change = { kind: 'config', target: 'gateway', summary: 'Edge settings tidied up', by: 'Edge team' } as const;
  const operation = { kind: 'policy', service: 'gateway', key: 'catalog.retries', value: 3 } as const;
  const sim = live({ script: [{ ...primaryFault, due: { atMs: 5_000 }, operation, change }] });
  sim.wait(6_000);
  expect(viewOf(sim.state, sim.nowMs).changes.at(-1)).toMatchObject({ summary: 'Edge settings tidied up', diff: [] });
});

it('CT12 a plan from before there were differences shows what is', () => {
  const { settings: _settings, ...older } = planOf({ script: [], controls });
  const sim = simulate(older);
  sim.goLive();
  expect(diffAfter(sim, 'service.scale', 'orders', { slots: 3 })).toEqual(['+ orders replicas: 3']);
});

it('SC6 of a change before the drill that holds several policies each is told, and a control later starts from there', () => {
  const policies = [
    { kind: 'policy' as const, service: 'gateway', key: 'catalog.retries', value: 3 },
    { kind: 'policy' as const, service: 'gateway', key: 'catalog.retryBudget', value: 3 },
  ];
  const held = { atMs: -60_000, kind: 'config' as const, target: 'gateway', summary: 'Tried more often', by: 'Edge team' };
  const sim = live({ background: [{ ...held, operation: { kind: 'together', operations: policies } }] });
  expect(viewOf(sim.state, sim.nowMs).changes.at(-1)?.diff).toEqual([
    '- gateway catalog.retries: 0',
    '+ gateway catalog.retries: 3',
    '- gateway catalog.retryBudget: 0.1',
    '+ gateway catalog.retryBudget: 3',
  ]);
  expect(diffAfter(sim, 'retry.set', 'gateway->catalog', { retries: 0, budgetPercent: 10 })).toEqual([
    '- gateway catalog.retryBudget: 3',
    '+ gateway catalog.retryBudget: 0.1',
    '- gateway catalog.retries: 3',
    '+ gateway catalog.retries: 0',
  ]);
});
