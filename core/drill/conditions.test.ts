import { describe, expect, it } from 'vitest';
import type { Condition } from '../scenario/condition.ts';
import type { ScriptItem } from '../scenario/plan.ts';
import { deskOf } from './desk.ts';
import type { DrillEvent } from './events.ts';
import { ceoMessage, decoyRelease, planOf, primaryFault } from './plan.fixture.ts';
import { ana, facilitator, type Simulation, simulate, slowPages } from './simulation.fixture.ts';

const alert: Condition = { fact: 'alert', slo: 'any' };
const declared: Condition = { fact: 'declared' };

function itemAfter(when: Condition, changes: Partial<ScriptItem> = {}): ScriptItem {
  return { ...ceoMessage, id: 'i9', due: { when, delayMs: 5_000 }, ...changes } as ScriptItem;
}

/** Live at 10 s, the fault at 40 s, users slow from then on; the page fires soon after. */
function paged(item: ScriptItem): Simulation {
  const sim = simulate(planOf({ script: [primaryFault, item] }));
  sim.goLive();
  sim.play(30);
  sim.play(30, slowPages);
  expect(sim.state.firstPageAtMs['any']).toBeDefined();
  return sim;
}

const firedAtMs = (sim: Simulation): number | undefined => (sim.state.injects['i9'] === 'fired' ? sim.state.injectedAtMs['i9'] : undefined);
const declare = (sim: Simulation) => sim.send('declare', { severity: 2, title: 'Slow' }, { actor: ana });

describe('SC3 an item is due its delay after its condition began to hold', () => {
  it('all: with the last of them', () => {
    const sim = paged(itemAfter({ all: [alert, declared] }));
    expect(firedAtMs(sim)).toBeUndefined();
    declare(sim);
    const declaredAtMs = sim.nowMs;
    sim.wait(60_000);
    expect(firedAtMs(sim)).toBe(declaredAtMs + 5_000);
  });

  it('any: with the first of them', () => {
    const sim = paged(itemAfter({ any: [alert, declared] }));
    expect(firedAtMs(sim)).toBe((sim.state.firstPageAtMs['any'] ?? 0) + 5_000);
  });

  const use = (control: string, target: string) => (sim: Simulation) =>
    sim.send('runControl', { control, target, parameters: {}, confirm: target }, { actor: ana });
  it.each<[string, Condition, (sim: Simulation) => unknown]>([
    ['declared', declared, declare],
    [
      'acknowledged',
      { fact: 'acknowledged' },
      (sim) => sim.send('acknowledge', { alertId: sim.state.alerts[0]?.alertId ?? '' }, { actor: ana }),
    ],
    [
      'updated',
      { fact: 'updated' },
      (sim) => sim.send('postUpdate', { impact: 'slow', action: 'looking', nextUpdateMinutes: 5 }, { actor: ana }),
    ],
    ['resolved', { fact: 'resolved' }, (sim) => sim.send('resolve', { summary: 'done' }, { actor: ana })],
    ['a status', { fact: 'status', status: 'investigating' }, (sim) => sim.send('setStatus', { status: 'investigating' }, { actor: ana })],
    ['a control on any target', { fact: 'control', control: 'service.restart', target: null }, use('service.restart', 'orders')],
    ['an owner paged', { fact: 'control', control: 'owner.page', target: 'platform' }, use('owner.page', 'platform')],
    ['an inject fired', { fact: 'fired', injectId: 'f1' }, (sim) => expect(sim.state.injects['f1']).toBe('fired')],
    ['a fault over', { fact: 'ended', injectId: 'f1' }, (sim) => sim.send('endFault', { faultId: 'f1' }, { actor: facilitator })],
  ])('%s', (_, condition, act) => {
    const sim = paged(itemAfter({ all: [condition, { fact: 'clock', forMs: 70_000 }] }));
    const without = paged(itemAfter({ all: [condition, { fact: 'clock', forMs: 70_000 }] }));
    act(sim);
    sim.wait(90_000);
    expect(firedAtMs(sim)).toBe(85_000);
    without.wait(90_000);
    if (condition !== declared && 'fact' in condition && condition.fact === 'fired') expect(firedAtMs(without)).toBe(85_000);
    else expect(firedAtMs(without)).toBeUndefined();
  });

  it('a control on another target does not count', () => {
    const sim = paged(itemAfter({ fact: 'control', control: 'service.restart', target: 'catalog' }));
    use('service.restart', 'orders')(sim);
    sim.wait(60_000);
    expect(firedAtMs(sim)).toBeUndefined();
  });

  it.each<[string, Omit<Extract<Condition, { fact: 'control' }>, 'fact' | 'control' | 'target'>, boolean]>([
    ['as much as it asks for', { atLeast: { fraction: 0.3 } }, true],
    ['less than it asks for', { atLeast: { fraction: 0.4 } }, false],
    ['more than it asks for', { atMost: { fraction: 0.2 } }, false],
    ['the value it asks for', { parameters: { fraction: 0.3 } }, true],
    ['another value', { parameters: { fraction: 0.2 } }, false],
  ])('a control with %s', (_, figures, counts) => {
    const sim = paged(itemAfter({ fact: 'control', control: 'traffic.shed', target: 'gateway', ...figures }));
    const shed = { control: 'traffic.shed', target: 'gateway', parameters: { fraction: 0.3 }, confirm: 'gateway' };
    expect(sim.send('runControl', shed, { actor: ana })).toMatchObject({ ok: true });
    const usedAtMs = sim.nowMs;
    sim.wait(60_000);
    expect(firedAtMs(sim)).toBe(counts ? usedAtMs + 5_000 : undefined);
  });

  it('a control with figures is told with them', () => {
    const sim = paged(itemAfter({ fact: 'control', control: 'traffic.shed', target: 'gateway', atLeast: { fraction: 0.4 } }));
    expect(deskOf(sim.state, []).script.at(-1)).toMatchObject({ waitsFor: 'Shed traffic (gateway): fraction 0.4 or more, then 0:05' });
  });

  it('no update for so long counts from the newest update, or from the first page', () => {
    const silent = paged(itemAfter({ fact: 'noUpdate', forMs: 60_000 }));
    const pagedAtMs = silent.state.firstPageAtMs['any'] ?? 0;
    silent.wait(100_000);
    expect(firedAtMs(silent)).toBe(pagedAtMs + 65_000);
    const talking = paged(itemAfter({ fact: 'noUpdate', forMs: 60_000 }));
    talking.send('postUpdate', { impact: 'slow', action: 'looking', nextUpdateMinutes: 5 }, { actor: ana });
    const updatedAtMs = talking.nowMs;
    talking.wait(100_000);
    expect(firedAtMs(talking)).toBe(updatedAtMs + 65_000);
  });
});

describe('SC4 an item is left out when it is due and its unless holds then', () => {
  const item = itemAfter(alert, { unless: declared });

  it('skipped, for the desk, with the reason', () => {
    const sim = paged(itemAfter(alert, { unless: declared, due: { when: alert, delayMs: 60_000 } }));
    declare(sim);
    sim.wait(90_000);
    const skipped = sim.events.find((event): event is DrillEvent & { type: 'injectSkipped' } => event.type === 'injectSkipped');
    expect(skipped?.data).toEqual({ injectId: 'i9', by: 'Script', why: 'the declaration' });
    expect(skipped?.atMs).toBe((sim.state.firstPageAtMs['any'] ?? 0) + 60_000);
    expect(deskOf(sim.state, []).script.at(-1)).toMatchObject({
      state: 'skipped',
      detail: expect.stringContaining('not after the declaration'),
    });
  });

  it('fired when what would make it pointless comes later', () => {
    const sim = paged(item);
    expect(firedAtMs(sim)).toBeDefined();
    declare(sim);
    expect(sim.state.injects['i9']).toBe('fired');
  });

  it('fired all the same by the facilitator', () => {
    const sim = paged(itemAfter(alert, { unless: declared, due: { when: alert, delayMs: 60_000 } }));
    declare(sim);
    sim.send('fireInject', { injectId: 'i9' }, { actor: facilitator });
    expect(firedAtMs(sim)).toBe(sim.nowMs);
  });
});

it('CL1 conditions and unless write the same log in one jump and in small steps', () => {
  const script: ScriptItem[] = [
    primaryFault,
    itemAfter({ any: [{ all: [alert, declared] }, { fact: 'noUpdate', forMs: 90_000 }] }),
    itemAfter({ fact: 'clock', forMs: 65_000 }, { id: 'i10', unless: { fact: 'noUpdate', forMs: 20_000 } }),
    itemAfter({ fact: 'fired', injectId: 'i9' }, { id: 'i11' }),
    { ...decoyRelease, unless: declared, due: { when: { fact: 'fired', injectId: 'i11' }, delayMs: 7_777 } },
  ];
  const run = (stepMs: number): unknown[] => {
    const sim = simulate(planOf({ script }));
    sim.goLive();
    sim.play(30);
    sim.play(25, slowPages);
    sim.sandbox = () => 'silent';
    for (let passedMs = 0; passedMs < 200_000; passedMs += stepMs) sim.wait(stepMs);
    return sim.events.map(({ commandId: _, ...event }) => event);
  };
  expect(run(200_000).filter((event) => ['injectFired', 'injectSkipped'].includes((event as DrillEvent).type))).toHaveLength(5);
  for (const stepMs of [100, 1_000, 50_000]) expect(run(stepMs)).toEqual(run(200_000));
});

it('SC5 a plan from before there were conditions waits for its alert as it did', () => {
  const sim = paged({ ...ceoMessage, id: 'i9', due: { afterAlert: 'any', delayMs: 5_000 } });
  expect(firedAtMs(sim)).toBe((sim.state.firstPageAtMs['any'] ?? 0) + 5_000);
});

it('DK3 the desk says in words what an item waits for', () => {
  const condition: Condition = { all: [alert, { any: [{ fact: 'control', control: 'service.restart', target: 'catalog' }, declared] }] };
  const sim = simulate(planOf({ script: [itemAfter(condition)] }));
  sim.goLive();
  expect(deskOf(sim.state, []).script[0]).toMatchObject({
    waitsFor: 'the first page and (Restart a service (catalog) or the declaration), then 0:05',
    dueAtMs: null,
  });
});

it('NZ1 noise that could not be applied is left; the drill goes on', () => {
  const noise = { ...primaryFault, id: 'noise-spell-1', primary: false, due: { atMs: 1_000 }, noise: true } as const;
  const sim = simulate(planOf({ script: [noise, primaryFault] }));
  sim.goLive();
  sim.sandbox = (effect) => ({
    ok: effect.type !== 'reconcile' || !effect.operations.some(({ id }) => id === noise.id),
    message: 'no such slot',
  });
  sim.play(3);
  expect(sim.state.phase).toBe('live');
  expect(sim.state.faults['noise-spell-1']?.failed).toBe(true);
  expect(deskOf(sim.state, []).script[0]?.label).toContain('(noise)');
});
