import { expect, it } from 'vitest';
import { drillViewSchema, timelineEntrySchema } from '../protocol/drill-view.ts';
import type { Role } from '../protocol/roles.ts';
import { linesOnDesk, viewOnDesk } from './desk-view.ts';
import type { Actor } from './events.ts';
import { ceoMessage, decoyRelease, planOf, primaryFault } from './plan.fixture.ts';
import { sightOf } from './rules/split-desk.ts';
import { ana, ben, facilitator, room, type Simulation, simulate, slowPages } from './simulation.fixture.ts';
import { viewOf } from './view.ts';

const roles: Role[] = ['commander', 'operations', 'communications', 'scribe', 'observer'];

/** Live, paged, with a message, a ticket, a change and a control in the log; Ana is in operations, Ben commands. */
function split(isSplit = true): Simulation {
  const plan = planOf({ script: [decoyRelease, primaryFault, ceoMessage] });
  const sim = simulate(plan);
  sim.send('open', { ...room, plan, ...(isSplit ? { splitDesk: true } : {}) });
  sim.send('start', {});
  sim.play(10);
  sim.send('join', { playerId: 'p-1', name: 'Ana', role: 'operations' }, { actor: ana });
  sim.send('join', { playerId: 'p-2', name: 'Ben', role: 'commander' }, { actor: ben });
  sim.play(80, slowPages);
  sim.send('postTicket', { text: 'Pages hang.', traceId: 't' });
  sim.send('runControl', { control: 'service.restart', target: 'catalog', parameters: {} }, { actor: ana });
  sim.send('postNote', { text: 'What do you see?' }, { actor: ben });
  sim.play(30, slowPages);
  return sim;
}

const viewAs = (sim: Simulation, playerId: string | null) => {
  const view = viewOf(sim.state, sim.nowMs);
  return viewOnDesk(view, sightOf(view, playerId));
};
const linesAs = (sim: Simulation, playerId: string | null) => linesOnDesk(sim.state.timeline, sightOf(sim.state, playerId));

it('SD1 without the option everybody sees everything, and the log is as ever', () => {
  const sim = split(false);
  expect(sim.events[0]?.data).not.toHaveProperty('splitDesk');
  expect(viewAs(sim, null)).toEqual(viewOf(sim.state, sim.nowMs));
  expect(linesAs(sim, null)).toEqual(sim.state.timeline);
  expect(JSON.stringify(sim.state.timeline)).not.toContain('"desk"');
});

it('SD2 telemetry and actions lie on the desk of operations alone', () => {
  const sim = split();
  const full = viewOf(sim.state, sim.nowMs);
  for (const list of [full.alerts, full.slos, full.changes, full.controls, full.actions, full.tickets]) expect(list).not.toEqual([]);
  const ops = viewAs(sim, 'p-1');
  expect(ops).toMatchObject({
    alerts: full.alerts,
    slos: full.slos,
    changes: full.changes,
    controls: full.controls,
    actions: full.actions,
  });
  expect(ops.tickets).toEqual([]);
  for (const playerId of ['p-2', 'nobody', null]) {
    const view = viewAs(sim, playerId);
    expect(drillViewSchema.parse(view)).toEqual(view);
    expect(view).toMatchObject({ alerts: [], slos: [], changes: [], controls: [], actions: [], goal: null, tickets: [] });
    expect(view).toMatchObject({ players: full.players, milestones: full.milestones, hypotheses: full.hypotheses, status: full.status });
  }
});

it('SD3 what the world says lies on the desk of communications alone', () => {
  const sim = split();
  sim.send('takeSeat', { role: 'communications' }, { actor: ben });
  const view = viewAs(sim, 'p-2');
  expect(view.tickets.map(({ text }) => text)).toEqual(['Pages hang.']);
  expect(view.alerts).toEqual([]);
  expect(viewAs(sim, 'p-1').tickets).toEqual([]);
});

it('SD4 lines of another desk keep their place and lose their words', () => {
  const sim = split();
  const texts = (playerId: string) => linesAs(sim, playerId).map(({ text }) => text);
  expect(linesAs(sim, 'p-2').map(({ index }) => index)).toEqual(sim.state.timeline.map(({ index }) => index));
  for (const entry of linesAs(sim, 'p-2')) expect(timelineEntrySchema.parse(entry)).toEqual(entry);
  expect(JSON.stringify(linesAs(sim, 'p-2'))).not.toMatch(/Page:|Pages hang|going on|restart|3\.8\.1/);
  expect(texts('p-2')).toContain('What do you see?');
  expect(texts('p-1').join('\n')).toMatch(/Page:/);
  expect(texts('p-1').join('\n')).not.toMatch(/Pages hang|going on/);
  sim.send('takeSeat', { role: 'communications' }, { actor: ben });
  expect(texts('p-2').join('\n')).toMatch(/What is going on[^]*Pages hang/);
  expect(texts('p-2').join('\n')).not.toMatch(/Page:|3\.8\.1/);
});

it('SD5 a paged owner answers to the whole room', () => {
  const sim = split();
  sim.send('runControl', { control: 'owner.page', target: 'storefront', parameters: {} }, { actor: ana });
  sim.play(70, slowPages);
  expect(linesAs(sim, 'p-2').filter(({ from }) => from === 'storefront')).toHaveLength(1);
});

it.each([
  ['acknowledge', (sim: Simulation, actor: Actor) => sim.send('acknowledge', { alertId: sim.state.alerts[0]?.alertId ?? '' }, { actor })],
  [
    'runControl',
    (sim: Simulation, actor: Actor) => sim.send('runControl', { control: 'cache.bypass', target: 'catalog', parameters: {} }, { actor }),
  ],
  ['undoControl', (sim: Simulation, actor: Actor) => sim.send('undoControl', { controlId: 'control-1' }, { actor })],
] as const)('SD6 %s is for who sees what it acts on', (_name, act) => {
  const sim = split();
  sim.news();
  expect(act(sim, ben)).toMatchObject({ ok: false, code: 'not_your_desk' });
  expect(sim.news()).toEqual([]);
  expect(act(split(false), ben)).not.toMatchObject({ code: 'not_your_desk' });
});

it('SD7 whoever changes their seat changes their desk, and everybody reads it', () => {
  const sim = split();
  expect(viewAs(sim, 'p-2').alerts).toEqual([]);
  sim.send('takeSeat', { role: 'operations' }, { actor: ben });
  expect(viewAs(sim, 'p-2').alerts).not.toEqual([]);
  expect(linesAs(sim, null).at(-1)).toMatchObject({ from: 'Ben', text: 'Took the seat: operations.' });
});

it('SD8 the end of the drill opens everything to everybody', () => {
  const sim = split();
  sim.send('endAndDebrief', { reason: 'enough' }, { actor: facilitator });
  expect(viewAs(sim, null)).toEqual(viewOf(sim.state, sim.nowMs));
  expect(linesAs(sim, null)).toEqual(sim.state.timeline);
});

it('SD9 of the seats only operations see telemetry and only communications the world; never both', () => {
  const seen = roles.map((role) => sightOf({ splitDesk: true, phase: 'live', players: [{ playerId: 'p', role }] }, 'p'));
  expect(roles.filter((_, index) => seen[index]?.telemetry)).toEqual(['operations']);
  expect(roles.filter((_, index) => seen[index]?.voices)).toEqual(['communications']);
  expect(sightOf({ splitDesk: true, phase: 'live', players: [{ playerId: 'p', role: null }] }, 'p')).toEqual({
    telemetry: false,
    voices: false,
  });
});
