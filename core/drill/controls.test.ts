import { expect, it } from 'vitest';
import { decoyRelease, planOf, primaryFault } from './plan.fixture.ts';
import { ana, type Simulation, simulate, slowPages } from './simulation.fixture.ts';

function live(changes: Parameters<typeof planOf>[0] = {}): Simulation {
  const sim = simulate(planOf({ script: [], ...changes }));
  sim.goLive();
  sim.news();
  sim.effects.length = 0;
  return sim;
}

const run = (sim: Simulation, control: string, target: string, parameters = {}) =>
  sim.send('runControl', { control, target, parameters, confirm: target }, { actor: ana });

it('CT1 a standing control is requested, started after its lead time, landed when the sandbox says so, and logged', () => {
  const sim = live({ truth: { ...planOf().truth, accepted: [] } });
  sim.sandbox = () => ({ ok: true, did: ['cache.mode bypass on catalog-1, catalog-2'] });
  run(sim, 'cache.bypass', 'catalog', { limitPerSecond: 50 });
  sim.wait(9_000);
  expect(sim.news()).toEqual([
    {
      atMs: 10_000,
      type: 'controlRequested',
      data: {
        controlId: 'control-1',
        control: 'cache.bypass',
        target: 'catalog',
        parameters: { limitPerSecond: 50 },
        landsAtMs: 15_000,
        equivalent: 'kubectl set env deployment/catalog CACHE_MODE=bypass CACHE_ORIGIN_LIMIT=50',
      },
    },
    { atMs: 15_000, type: 'controlStarted', data: { controlId: 'control-1' } },
    {
      atMs: 19_000,
      type: 'controlLanded',
      data: { controlId: 'control-1', did: ['cache.mode bypass on catalog-1, catalog-2'], tookMs: 0 },
    },
    {
      atMs: 19_000,
      type: 'changeLogged',
      data: {
        changeId: 'change-1',
        happenedAtMs: 19_000,
        kind: 'config',
        target: 'catalog',
        summary: 'catalog reads past the cache, at most 50 requests/s per instance',
        by: 'Ana',
        diff: ['+ catalog cache.originLimit: 50', '+ catalog cache.mode: bypass'],
      },
    },
  ]);
  expect(sim.effects).toEqual([
    {
      type: 'reconcile',
      effectId: 'e16',
      operations: [
        { id: 'control-1.1', operation: { kind: 'policy', service: 'catalog', key: 'cache.originLimit', value: 50 } },
        { id: 'control-1.2', operation: { kind: 'policy', service: 'catalog', key: 'cache.mode', value: 'bypass' } },
      ],
    },
  ]);
});

it('CT2 an action is performed once and leaves the list alone', () => {
  const sim = live();
  run(sim, 'service.restart', 'orders');
  sim.wait(2_000);
  expect(sim.effects).toEqual([{ type: 'perform', effectId: 'e16', action: { kind: 'restart', target: 'orders' } }]);
  expect(sim.state.standing).toEqual([]);
  expect(sim.send('undoControl', { controlId: 'control-1' })).toMatchObject({ ok: false, code: 'unknown_control' });
});

it('CT3 the list holds faults, changes and controls in the order they came', () => {
  const sim = simulate(planOf({ script: [decoyRelease, primaryFault] }));
  sim.goLive();
  run(sim, 'cache.bypass', 'catalog');
  sim.play(31);
  run(sim, 'service.rollback', 'orders');
  sim.play(21);
  expect(sim.state.standing.map(({ id }) => id)).toEqual(['control-1.1', 'control-1.2', 'i2', 'f1', 'control-2']);
});

it('CT4 rolling back goes to what ran before the newest release', () => {
  const sim = simulate(planOf({ script: [decoyRelease] }));
  sim.goLive();
  sim.play(21);
  run(sim, 'service.rollback', 'orders');
  sim.wait(20_000);
  expect(sim.state.standing.at(-1)).toEqual({ id: 'control-1', operation: { kind: 'version', service: 'orders', version: '3.8.0' } });
});

it('CT5 refuses what the stack does not offer, bad parameters and a second change of the same service', () => {
  const sim = live();
  expect(run(sim, 'redis.memory', 'redis')).toMatchObject({ ok: false, code: 'unknown_control' });
  expect(run(sim, 'service.restart', 'gateway')).toMatchObject({ ok: false, code: 'unknown_control' });
  expect(run(sim, 'no.such', 'gateway')).toMatchObject({ ok: false, code: 'unknown_control' });
  expect(run(sim, 'cache.bypass', 'catalog', { limitPerSecond: 4 })).toMatchObject({ ok: false, code: 'bad_parameter' });
  expect(run(sim, 'cache.bypass', 'catalog').ok).toBe(true);
  expect(run(sim, 'service.restart', 'catalog')).toMatchObject({ ok: false, code: 'change_in_flight' });
  expect(run(sim, 'service.restart', 'orders').ok).toBe(true);
  sim.wait(5_000);
  expect(run(sim, 'service.restart', 'catalog').ok).toBe(true);
  expect(sim.send('undoControl', { controlId: 'control-1' })).toMatchObject({ ok: false, code: 'change_in_flight' });
});

it('CT6 a standing control that failed is taken off the list again', () => {
  const sim = live();
  sim.sandbox = (effect) =>
    effect.type === 'reconcile' && effect.operations.length > 0 ? { ok: false, message: 'apply_failed' } : { ok: true };
  run(sim, 'cache.bypass', 'catalog');
  sim.wait(5_000);
  expect(sim.news().slice(1)).toEqual([
    { atMs: 15_000, type: 'controlStarted', data: { controlId: 'control-1' } },
    { atMs: 15_000, type: 'controlFailed', data: { controlId: 'control-1', message: 'apply_failed' } },
  ]);
  expect(sim.effects.map((effect) => effect.type === 'reconcile' && effect.operations.length)).toEqual([2, 0]);
  expect(run(sim, 'cache.bypass', 'catalog').ok).toBe(true);
});

it('CT7 taking a control off tells the sandbox at once, occupies the service until it is done, and is logged then', () => {
  const sim = live();
  run(sim, 'cache.bypass', 'catalog');
  sim.wait(5_000);
  sim.news();
  sim.sandbox = () => 'silent';
  expect(sim.send('undoControl', { controlId: 'control-1' }, { actor: ana }).ok).toBe(true);
  expect(sim.effects.at(-1)).toMatchObject({ type: 'reconcile', operations: [] });
  expect(run(sim, 'service.restart', 'catalog')).toMatchObject({ ok: false, code: 'change_in_flight' });
  sim.nowMs += 700;
  sim.send('reportEffect', { effectId: sim.effects.at(-1)?.effectId ?? '', ok: true, did: [], tookMs: 700, message: '' });
  expect(sim.news()).toEqual([
    { atMs: 15_000, type: 'controlUndone', data: { controlId: 'control-1', by: 'Ana' } },
    {
      atMs: 15_700,
      type: 'changeLogged',
      data: {
        changeId: 'change-2',
        happenedAtMs: 15_700,
        kind: 'config',
        target: 'catalog',
        summary: 'Undone: catalog reads past the cache, at most 15 requests/s per instance',
        by: 'Ana',
        diff: ['- catalog cache.originLimit: 15', '- catalog cache.mode: bypass'],
      },
    },
  ]);
  expect(run(sim, 'service.restart', 'catalog').ok).toBe(true);
  expect(sim.send('undoControl', { controlId: 'control-1' })).toMatchObject({ ok: false, code: 'unknown_control' });
});

it('OW1 the right owner, paged while the fault is on, ends it and removes the cause', () => {
  const sim = simulate(planOf());
  sim.goLive();
  sim.play(30);
  sim.play(15, slowPages);
  run(sim, 'owner.page', 'platform');
  sim.news();
  sim.wait(20_000);
  expect(sim.news()).toEqual([
    { atMs: 75_000, type: 'controlLanded', data: { controlId: 'control-1', did: ['platform answered'], tookMs: 20_000 } },
    {
      atMs: 75_000,
      type: 'ownerReplied',
      data: { controlId: 'control-1', owner: 'platform', text: 'We stopped the backup.', endsFault: 'f1' },
    },
    {
      atMs: 75_000,
      type: 'messagePosted',
      data: { messageId: 'message-1', channel: 'incident', from: 'platform', text: 'We stopped the backup.' },
    },
    { atMs: 75_000, type: 'faultEnded', data: { faultId: 'f1', by: 'owner' } },
    { atMs: 75_000, type: 'milestoneReached', data: { milestone: 'causeRemoved', reachedAtMs: 75_000 } },
  ]);
  expect(sim.effects.at(-1)).toMatchObject({ type: 'reconcile', operations: [] });
});

it('OW1 ends a fault that is still being applied; the late report changes nothing', () => {
  const sim = simulate(planOf());
  sim.goLive();
  sim.play(29);
  sim.sandbox = () => 'silent';
  sim.play(1);
  const applying = sim.effects.at(-1)?.effectId ?? '';
  run(sim, 'owner.page', 'platform');
  sim.wait(20_000);
  sim.news();
  sim.send('reportEffect', { effectId: applying, ok: true, did: [], tookMs: 20_000, message: '' });
  expect(sim.news()).toEqual([]);
  expect(sim.state.faults['f1']).toMatchObject({ endedBy: 'owner', appliedAtMs: null });
});

it('OW2 a wrong owner says so after 60 s', () => {
  const sim = live();
  run(sim, 'owner.page', 'storefront');
  sim.news();
  sim.wait(59_999);
  expect(sim.news()).toEqual([]);
  sim.wait(1);
  expect(sim.news().slice(1)).toEqual([
    {
      atMs: 70_000,
      type: 'ownerReplied',
      data: { controlId: 'control-1', owner: 'storefront', text: 'Nothing on our side.', endsFault: null },
    },
    {
      atMs: 70_000,
      type: 'messagePosted',
      data: { messageId: 'message-1', channel: 'incident', from: 'storefront', text: 'Nothing on our side.' },
    },
  ]);
});

it('OW3 the right owner paged before anything is wrong finds nothing', () => {
  const sim = live({ script: [primaryFault] });
  run(sim, 'owner.page', 'platform');
  sim.wait(20_000);
  expect(sim.state.messages.at(-1)?.text).toBe('Nothing on our side.');
  expect(sim.state.milestones).toEqual({});
});

it('CT8 a right answer removes the cause once the trigger is on, and only then', () => {
  const early = live({ script: [primaryFault] });
  run(early, 'cache.bypass', 'catalog');
  early.wait(5_000);
  expect(early.state.milestones.causeRemoved).toBeUndefined();
  const late = live({ script: [primaryFault] });
  late.play(30);
  late.play(10, slowPages);
  run(late, 'cache.bypass', 'catalog');
  late.play(6, slowPages);
  expect(late.state.milestones.causeRemoved).toBe(55_000);
});

it('[VF13] where controls take hold at once the sandbox is told without the lead time', () => {
  const toldAtMs = (changes: Parameters<typeof planOf>[0]): (number | undefined)[] => {
    const sim = live(changes);
    run(sim, 'cache.bypass', 'catalog', { limitPerSecond: 50 });
    sim.wait(9_000);
    const news = sim.news();
    return ['controlRequested', 'controlStarted'].map((type) => news.find((event) => event.type === type)?.atMs);
  };
  expect(toldAtMs({})).toEqual([10_000, 15_000]);
  expect(toldAtMs({ landsAtOnce: true })).toEqual([10_000, 10_000]);
});
