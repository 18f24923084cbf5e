/** Controls beyond the plain ones: those to confirm, those with nothing to do, canaries, receipts and differences. */
import { expect, it } from 'vitest';
import { compileFault } from '../faults/index.ts';
import type { StandingOperation } from '../sandbox/operations.ts';
import type { ScriptItem } from '../scenario/plan.ts';
import { decoyRelease, planOf, primaryFault } from './plan.fixture.ts';
import { publicChangeOf } from './rules/change-diff.ts';
import { ana, facilitator, type Simulation, simulate } from './simulation.fixture.ts';
import { viewOf } from './view.ts';

const controls = [
  { control: 'service.rollback', targets: ['orders'] },
  { control: 'service.restart', targets: ['catalog', 'orders'] },
  { control: 'cache.flush', targets: ['redis'] },
  { control: 'flag.set', targets: ['bundle-pricing'] },
  { control: 'canary.abort', targets: ['orders'] },
  { control: 'canary.promote', targets: ['orders'] },
  { control: 'consumer.pause', targets: ['fulfilment'] },
  { control: 'consumer.resume', targets: ['fulfilment'] },
  { control: 'link.failover', targets: ['payments->psp'], choices: { endpoint: ['backup-psp', 'psp'] } },
  { control: 'session.terminate', targets: ['postgres'] },
];
const settings = {
  flags: { 'bundle-pricing': 'off' },
  policies: { payments: { 'psp.endpoint': 'psp' } },
  slots: { orders: 2 },
  versions: { orders: '3.8.0' },
  redis: { maxmemoryMb: 64, maxmemoryPolicy: 'allkeys-lru' },
};
const versions = { ...planOf().versions, fulfilment: { current: '2.2.0', previous: [] } };

const canary: ScriptItem & { kind: 'change' } = {
  ...decoyRelease,
  change: {
    ...decoyRelease.change,
    summary: 'orders 3.8.1 on a canary with 10 % of calls',
    operation: { kind: 'canary', service: 'orders', version: '3.8.1', weight: 0.1 },
  },
};

function live(script: ScriptItem[] = []): Simulation {
  const sim = simulate(planOf({ script, controls, settings, versions }));
  sim.goLive();
  if (script.length > 0) sim.play(21);
  sim.news();
  return sim;
}

const run = (sim: Simulation, control: string, target: string, more: { parameters?: Record<string, string>; confirm?: string } = {}) =>
  sim.send('runControl', { control, target, parameters: more.parameters ?? {}, confirm: more.confirm }, { actor: ana });
const standingOf = (sim: Simulation, id: string): StandingOperation[] =>
  sim.state.standing.filter((entry) => entry.id.startsWith(id)).map(({ operation }) => operation);
const newestDiff = (sim: Simulation) => viewOf(sim.state, sim.nowMs).changes.at(-1)?.diff;

it('CT9 a broad use is refused until its target is said again; the refusal tells what it would do', () => {
  const sim = live();
  expect(run(sim, 'cache.flush', 'redis')).toEqual({
    ok: false,
    code: 'confirm_needed',
    detail: 'Every page in redis is gone at once, and the database gets all reads.',
  });
  expect(run(sim, 'cache.flush', 'redis', { confirm: 'catalog' })).toMatchObject({ code: 'confirm_needed' });
  expect(sim.news()).toEqual([]);
  expect(run(sim, 'cache.flush', 'redis', { confirm: 'redis' }).ok).toBe(true);
});

it('CT10 a control with nothing to do is refused in words, and disturbs nobody', () => {
  const sim = live();
  expect(run(sim, 'canary.abort', 'orders')).toEqual({ ok: false, code: 'not_applicable', detail: 'no canary of orders runs' });
  expect(run(sim, 'consumer.resume', 'fulfilment')).toMatchObject({ code: 'not_applicable' });
  expect(sim.news()).toEqual([]);
});

it('CT10 what there was to do may be gone by the time a control starts: it fails then', () => {
  const operation = { kind: 'canary', service: 'orders', version: '3.8.1', weight: 0.1 } as const;
  const sim = live([{ ...primaryFault, due: { atMs: 20_000 }, operation }]);
  run(sim, 'canary.promote', 'orders', { confirm: 'orders' });
  sim.send('endFault', { faultId: 'f1' }, { actor: facilitator });
  sim.wait(10_000);
  expect(sim.news().at(-1)).toMatchObject({ type: 'controlFailed', data: { message: 'no canary of orders runs' } });
  expect(viewOf(sim.state, sim.nowMs).controls[0]).toMatchObject({ state: 'failed', receipt: ['no canary of orders runs'] });
});

it('CT11 aborting a canary lays a canary of weight 0 over it; taking that off brings it back', () => {
  const sim = live([canary]);
  run(sim, 'canary.abort', 'orders');
  sim.wait(3_000);
  expect(standingOf(sim, 'control-1')).toEqual([{ kind: 'canary', service: 'orders', version: '3.8.1', weight: 0 }]);
  expect(newestDiff(sim)).toEqual(['- orders canary: 3.8.1 with 10 % of calls', '+ orders canary: none']);
  expect(run(sim, 'canary.promote', 'orders', { confirm: 'orders' })).toMatchObject({ code: 'not_applicable' });
  sim.send('undoControl', { controlId: 'control-1' }, { actor: ana });
  expect(newestDiff(sim)).toEqual(['- orders canary: none', '+ orders canary: 3.8.1 with 10 % of calls']);
  expect(run(sim, 'canary.promote', 'orders', { confirm: 'orders' }).ok).toBe(true);
});

it('CT11 promoting a canary makes its version the one that a roll-back then leads away from', () => {
  const sim = live([canary]);
  run(sim, 'canary.promote', 'orders', { confirm: 'orders' });
  sim.wait(10_000);
  expect(standingOf(sim, 'control-1')).toEqual([
    { kind: 'version', service: 'orders', version: '3.8.1' },
    { kind: 'canary', service: 'orders', version: '3.8.1', weight: 0 },
  ]);
  run(sim, 'service.rollback', 'orders');
  sim.wait(20_000);
  expect(standingOf(sim, 'control-2')).toEqual([{ kind: 'version', service: 'orders', version: '3.8.0' }]);
});

it('CT11 taking a promotion off brings back both the version before and the canary', () => {
  const sim = live([canary]);
  run(sim, 'canary.promote', 'orders', { confirm: 'orders' });
  sim.wait(10_000);
  sim.send('undoControl', { controlId: 'control-1' }, { actor: ana });
  expect(sim.state.standing.map(({ operation }) => operation)).toEqual([canary.change.operation]);
  expect(run(sim, 'canary.abort', 'orders').ok).toBe(true);
});

it('CT12 the change log names who, what and the difference, of people and of the script', () => {
  const flagFault: ScriptItem & { kind: 'fault' } = {
    ...primaryFault,
    due: { atMs: 20_000 },
    operation: { kind: 'flag', flag: 'bundle-pricing', variant: 'on' },
    change: { kind: 'flag', target: 'bundle-pricing', summary: 'bundle-pricing on for all', by: 'Storefront team' },
  };
  const sim = live([flagFault]);
  expect(newestDiff(sim)).toEqual(['- flag bundle-pricing defaultVariant: off', '+ flag bundle-pricing defaultVariant: on']);
  run(sim, 'flag.set', 'bundle-pricing', { confirm: 'bundle-pricing' });
  sim.wait(5_000);
  expect(viewOf(sim.state, sim.nowMs).changes.at(-1)).toMatchObject({
    kind: 'flag',
    by: 'Ana',
    diff: ['- flag bundle-pricing defaultVariant: on', '+ flag bundle-pricing defaultVariant: off'],
  });
  run(sim, 'link.failover', 'payments->psp', { confirm: 'payments->psp' });
  sim.wait(12_000);
  expect(newestDiff(sim)).toEqual(['- payments psp.endpoint: psp', '+ payments psp.endpoint: backup-psp']);
});

it('CT12 of a fault that is several things the change log tells the flag, and nothing of the rest', () => {
  const change = { kind: 'config', target: 'gateway', summary: 'A button that copies', by: 'Storefront team' } as const;
  const operation = compileFault({ kind: 'hot-loop', target: 'catalog', pasted: 0.05 });
  const told = newestDiff(live([{ ...primaryFault, due: { atMs: 20_000 }, operation, change }]));
  expect(told).toEqual(['+ flag tolerant-search defaultVariant: on']);
  expect(publicChangeOf(operation)).toMatchObject({ kind: 'flag', target: 'tolerant-search' });
});

it('CT12 a network fault with a public reason shows its reason and no difference', () => {
  const change = { kind: 'job', target: 'redis', summary: 'Backup begins', by: 'cron' } as const;
  expect(newestDiff(live([{ ...primaryFault, due: { atMs: 20_000 }, change }]))).toEqual([]);
});

it('CT13 a landed control shows what the sandbox truly did for it, and no word about anything else', () => {
  const sim = live();
  const did = ['catalog-1: hook f1', 'proxy catalog_to_redis: toxic f1', 'orders-1: 3.8.0 drained and stopped, 3.7.9 ready after 812 ms'];
  sim.sandbox = () => ({ ok: true, did });
  run(sim, 'service.rollback', 'orders');
  sim.wait(20_000);
  expect(viewOf(sim.state, sim.nowMs).controls[0]?.receipt).toEqual([did[2]]);
  expect(sim.state.timeline.at(-1)?.text).toBe(`Roll a service back (orders): done. ${did[2]}.`);
});

it('CT13 lines that say the same of several slots are one', () => {
  const sim = live();
  sim.sandbox = () => ({ ok: true, did: ['orders-1: flag bundle-pricing', 'orders-2: flag bundle-pricing', 'orders-1: flag other'] });
  run(sim, 'flag.set', 'bundle-pricing', { confirm: 'bundle-pricing' });
  sim.wait(5_000);
  expect(viewOf(sim.state, sim.nowMs).controls[0]?.receipt).toEqual(['flag bundle-pricing is off: orders-1, orders-2']);
});

it('CT14 what was chosen and is gone fails in the words of the sandbox, and the next use is free', () => {
  const sim = live();
  sim.sandbox = () => ({ ok: false, message: 'postgres: there is no session 4711 of nightly-report any more' });
  run(sim, 'session.terminate', 'postgres', { parameters: { session: 'nightly-report/4711' } });
  sim.wait(2_000);
  expect(viewOf(sim.state, sim.nowMs).controls[0]).toMatchObject({
    state: 'failed',
    receipt: ['postgres: there is no session 4711 of nightly-report any more'],
  });
  expect(run(sim, 'session.terminate', 'postgres', { parameters: { session: 'nightly-report/4712' } }).ok).toBe(true);
});

it('CT14 two sessions may be ended side by side; a group takes one change at a time', () => {
  const sim = live();
  const session = (pid: number) => ({ parameters: { session: `nightly-report/${pid}` } });
  expect(run(sim, 'session.terminate', 'postgres', session(1)).ok).toBe(true);
  expect(run(sim, 'session.terminate', 'postgres', session(2)).ok).toBe(true);
  expect(run(sim, 'consumer.pause', 'fulfilment', { confirm: 'fulfilment' }).ok).toBe(true);
  expect(run(sim, 'consumer.pause', 'fulfilment', { confirm: 'fulfilment' })).toMatchObject({ code: 'change_in_flight' });
});

it('CT5 a choice that this stack does not offer is a bad parameter', () => {
  const sim = live();
  const parameters = { endpoint: 'third-psp' };
  expect(run(sim, 'link.failover', 'payments->psp', { parameters, confirm: 'payments->psp' })).toEqual({
    ok: false,
    code: 'bad_parameter',
    detail: 'endpoint must be one of backup-psp, psp, got "third-psp"',
  });
});
