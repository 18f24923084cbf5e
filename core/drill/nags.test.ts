import { expect, it } from 'vitest';
import type { Role } from '../protocol/roles.ts';
import type { Actor, DrillEvent } from './events.ts';
import { nextDueMs } from './next-due.ts';
import { planOf } from './plan.fixture.ts';
import { ana, ben, facilitator, room, type Simulation, simulate, slowPages } from './simulation.fixture.ts';

interface Opened {
  practice?: boolean;
  openedBy?: 'player' | 'facilitator' | 'system';
  seats?: readonly (Role | null)[];
}

/** Paged, with one person for each seat. */
function paged({ practice = false, openedBy = 'player', seats = [null, null] }: Opened = {}): Simulation {
  const plan = planOf({ timeboxMs: 3_600_000 });
  const sim = simulate(plan);
  sim.send('open', { ...room, openedBy, practice, plan });
  seats.forEach((role, index) => {
    const actor: Actor = { kind: 'player', id: `p-${index + 1}`, name: `P${index + 1}` };
    sim.send('join', { playerId: actor.id, name: actor.name, ...(role === null ? {} : { role }) }, { actor });
  });
  sim.send('start', {});
  sim.play(plan.baselineMs / 1000 + 30);
  for (let second = 0; second < 60 && sim.state.milestones.paged === undefined; second += 1) sim.play(1, slowPages);
  return sim;
}

const nags = ({ events }: Simulation) => events.flatMap((event) => (event.type === 'nagged' ? [[event.data.about, event.atMs]] : []));

it('NG1 two minutes after the page without a commander, and five without a severity, the incident bot says so, once each', () => {
  const sim = paged();
  const pagedAtMs = sim.state.milestones.paged ?? Number.NaN;
  sim.wait(119_000);
  expect(nags(sim)).toEqual([]);
  sim.wait(1_000_000);
  expect(nags(sim)).toEqual([
    ['commander', pagedAtMs + 120_000],
    ['severity', pagedAtMs + 300_000],
  ]);
  const told = sim.state.timeline.filter(({ from }) => from === 'Incident bot').map(({ text }) => text);
  expect(told).toEqual([expect.stringContaining('without a commander'), expect.stringContaining('without a severity')]);
});

it('NG1 one jump and many small steps write the same', () => {
  const logs = [400_000, 1_000, 333].map((stepMs) => {
    const sim = paged();
    for (let leftMs = 400_000; leftMs > 0; leftMs -= stepMs) sim.wait(Math.min(stepMs, leftMs));
    return sim.events.map(({ commandId: _commandId, ...event }: DrillEvent) => event);
  });
  expect(logs[1]).toEqual(logs[0]);
  expect(logs[2]).toEqual(logs[0]);
});

it('NG2 who takes command and declares in time hears nothing', () => {
  const sim = paged();
  sim.wait(60_000);
  sim.send('takeSeat', { role: 'commander' }, { actor: ana });
  sim.send('declare', { severity: 2, title: 'Slow' }, { actor: ana });
  sim.wait(1_000_000);
  expect(nags(sim)).toEqual([]);
});

it('NG2 a declaration before any page begins the two minutes as well', () => {
  const sim = simulate(planOf());
  sim.goLive();
  for (const actor of [ana, ben]) sim.send('join', { playerId: actor.id, name: actor.name }, { actor });
  sim.send('declare', { severity: 3, title: 'Customers call' }, { actor: ana });
  const declaredAtMs = sim.nowMs;
  sim.wait(200_000);
  expect(nags(sim)).toEqual([['commander', declaredAtMs + 120_000]]);
});

it('NG2 a seat that was left counts from when it was, and the second person from when they came', () => {
  const left = paged({ seats: ['commander', 'operations'] });
  left.wait(500_000);
  left.send('takeSeat', { role: 'operations' }, { actor: { kind: 'player', id: 'p-1', name: 'P1' } });
  const leftAtMs = left.nowMs;
  left.wait(200_000);
  expect(nags(left).filter(([about]) => about === 'commander')).toEqual([['commander', leftAtMs + 120_000]]);

  const late = paged({ seats: [null] });
  late.wait(500_000);
  late.send('join', { playerId: 'p-2', name: 'Late' }, { actor: { kind: 'player', id: 'p-2', name: 'Late' } });
  const cameAtMs = late.nowMs;
  late.wait(200_000);
  expect(nags(late).filter(([about]) => about === 'commander')).toEqual([['commander', cameAtMs + 120_000]]);
});

it('NG3 one alone sits in every seat, and observers take none: nobody is missed', () => {
  for (const seats of [[null], [null, 'observer']] as const) {
    const sim = paged({ seats });
    sim.wait(1_000_000);
    expect(nags(sim).map(([about]) => about)).toEqual(['severity']);
  }
});

it('NG3 practice, scripted runs and an empty room are left in peace', () => {
  for (const opened of [{ practice: true }, { openedBy: 'system' }, { seats: [] }] as const) {
    const sim = paged(opened);
    sim.wait(1_000_000);
    expect(nags(sim)).toEqual([]);
  }
});

it('NG3 nothing is missed while paused, nor while a resolve is being verified', () => {
  const sim = paged();
  sim.send('pause', { reason: 'break' }, { actor: facilitator });
  expect(nextDueMs(sim.state)).toBeNull();
  sim.send('resume', {}, { actor: facilitator });
  sim.wait(100_000);
  sim.send('resolve', { summary: 'over' }, { actor: ana });
  sim.wait(60_000);
  expect(nags(sim)).toEqual([]);
});

/** A promise of five minutes, made now. */
const promise = (sim: Simulation, actor = ana): number => {
  sim.send('postUpdate', { impact: 'slow', action: 'looking', nextUpdateMinutes: 5 }, { actor });
  return sim.nowMs + 300_000;
};
const late = (sim: Simulation) => nags(sim).flatMap(([about, atMs]) => (about === 'update' ? [atMs] : []));

it('NG4 a promised update that does not come is missed 15 s after its time, once more after two minutes, and then no more', () => {
  const sim = paged({ seats: ['commander', 'communications'] });
  const dueMs = promise(sim, ben);
  sim.wait(314_999);
  expect(late(sim)).toEqual([]);
  sim.wait(1_000_000);
  expect(late(sim)).toEqual([dueMs + 15_000, dueMs + 120_000]);
  expect(sim.state.timeline.filter(({ text }) => text.startsWith('The update')).map(({ from, kind, text }) => [from, kind, text])).toEqual([
    ['Incident bot', 'system', 'The update that was promised is late, P2. Say where we stand, even if nothing is new: /update.'],
    ['Incident bot', 'system', 'The update that was promised is 2 minutes late, P2. Say where we stand, even if nothing is new: /update.'],
  ]);
});

it('NG4 an update ends it; each promise has its own reminders', () => {
  const sim = paged();
  promise(sim);
  sim.wait(310_000);
  const dueMs = promise(sim);
  sim.wait(310_000);
  expect(late(sim)).toEqual([]);
  sim.wait(10_000);
  expect(late(sim)).toEqual([dueMs + 15_000]);
  const nextMs = promise(sim);
  sim.wait(500_000);
  expect(late(sim)).toEqual([dueMs + 15_000, nextMs + 15_000, nextMs + 120_000]);
});

it('NG4 nobody is reminded after a resolve, in practice, in a log from before, or while nobody is there', () => {
  const resolved = paged();
  promise(resolved);
  resolved.send('resolve', { summary: 'over' }, { actor: ana });
  const practising = paged({ practice: true });
  promise(practising);
  const empty = paged({ seats: [] });
  empty.send('postUpdate', { impact: 'slow', action: 'looking', nextUpdateMinutes: 5 });
  for (const sim of [resolved, practising, empty]) {
    sim.wait(800_000);
    expect(late(sim)).toEqual([]);
  }
});

it('NG4 one jump and many small steps write the same', () => {
  const logs = [500_000, 1_000, 333].map((stepMs) => {
    const sim = paged();
    promise(sim);
    for (let leftMs = 500_000; leftMs > 0; leftMs -= stepMs) sim.wait(Math.min(stepMs, leftMs));
    return sim.events.map(({ commandId: _commandId, ...event }: DrillEvent) => event);
  });
  expect(logs[1]).toEqual(logs[0]);
  expect(logs[2]).toEqual(logs[0]);
});
