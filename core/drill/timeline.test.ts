import { expect, it } from 'vitest';
import { ceoMessage, decoyRelease, planOf, primaryFault } from './plan.fixture.ts';
import { ana, facilitator, type Simulation, simulate, slowPages } from './simulation.fixture.ts';
import { viewOf } from './view.ts';

const textsOf = ({ state }: Simulation): string[] => state.timeline.map(({ from, text }) => `${from}: ${text}`);

it('TL1 every public fact is one line, in order, with what it is about', () => {
  const background = [{ atMs: -480_000, kind: 'deploy', target: 'catalog', summary: 'catalog 1.14.1 released', by: 'ci' }] as const;
  const sim = simulate(planOf({ background: [...background], script: [decoyRelease, primaryFault, ceoMessage] }));
  sim.goLive();
  sim.send('join', { playerId: 'p-1', name: 'Ana', role: 'commander' }, { actor: ana });
  sim.play(30);
  for (let second = 0; second < 60 && sim.state.milestones.paged === undefined; second += 1) sim.play(1, slowPages);
  const pagedAtMs = sim.nowMs;
  const alertId = 'browse-latency.page.1';
  sim.send('acknowledge', { alertId }, { actor: ana });
  sim.send('declare', { severity: 2, title: 'Slow pages' }, { actor: ana });
  sim.send('postTicket', { text: 'It hangs', traceId: 't1', orderId: 'o-7' });
  sim.send('runControl', { control: 'cache.bypass', target: 'catalog', parameters: {} }, { actor: ana });
  sim.play(6, slowPages);
  sim.send('undoControl', { controlId: 'control-1' }, { actor: ana });
  sim.send('postUpdate', { impact: 'Pages are slow', action: 'bypassing', nextUpdateMinutes: 10 }, { actor: ana });
  expect(sim.state.timeline.map(({ index }) => index)).toEqual(sim.state.timeline.map((_, place) => place));
  const told = sim.state.timeline.filter(({ evidence }) => evidence?.ref !== 'browse-latency.ticket.1');
  expect(told.map(({ kind, evidence }) => [kind, evidence && `${evidence.kind} ${evidence.ref}`])).toEqual([
    ['change', 'change change-1'],
    ['system', null],
    ['system', null],
    ['seat', null],
    ['change', 'change change-2'],
    ['alert', `alert ${alertId}`],
    ['system', null],
    ['alert', `alert ${alertId}`],
    ['status', null],
    ['ticket', 'ticket message-1'],
    ['action', 'action control-1'],
    ['message', null],
    ['action', 'action control-1'],
    ['action', 'action control-1'],
    ['update', null],
  ]);
  expect(told[0]).toMatchObject({ atMs: -480_000, from: 'ci', text: 'deploy of catalog: catalog 1.14.1 released' });
  expect(told[5]).toMatchObject({ atMs: pagedAtMs, from: 'browse-latency.page' });
  expect(told[12]).toMatchObject({ from: 'Ana', text: 'Bypass the cache (catalog): done. Nothing changed: it was so already.' });
  expect(told.at(-1)).toMatchObject({ from: 'Ana', text: 'Impact: Pages are slow\nAction: bypassing\nNext update in 10 min.' });
});

it('TL2 a control that failed is told in our words: what the sandbox says may name what is sealed', () => {
  const sim = simulate(planOf());
  sim.goLive();
  sim.sandbox = () => ({ ok: false, message: 'toxic latency on catalog->redis' });
  sim.send('runControl', { control: 'cache.flush', target: 'redis', parameters: {}, confirm: 'redis' }, { actor: ana });
  sim.wait(10_000);
  expect(textsOf(sim)).toContain('Ana: Flush the cache (redis): did not go through.');
  expect(textsOf(sim).join()).not.toContain('toxic');
});

it('TL3 the course of the drill is told: pause, resume, false resolve, end', () => {
  const sim = simulate(planOf({ timeboxMs: 300_000 }));
  sim.goLive();
  sim.send('pause', { reason: 'fire alarm' }, { actor: facilitator });
  sim.send('resume', {}, { actor: facilitator });
  sim.play(30);
  sim.send('resolve', { summary: 'all good' }, { actor: ana });
  sim.wait(120_000);
  sim.send('endAndDebrief', { reason: 'lunch' }, { actor: facilitator });
  expect(textsOf(sim).slice(1)).toEqual([
    'Brownout: Steady state proven: the clock runs.',
    'Facilitator: Paused: fire alarm',
    'Facilitator: Resumed.',
    'Ana: Resolved: all good',
    'Brownout: Reopened. The resolve could not be confirmed within 120 s.',
    'Facilitator: The drill has ended (invalid). Users had felt nothing of the fault yet, so there was nothing to lose. lunch',
  ]);
});

it('TL4 a line once written never changes, and samples write none', () => {
  const sim = simulate(planOf());
  sim.goLive();
  sim.send('postNote', { text: 'first' }, { actor: ana });
  const before = sim.state.timeline;
  sim.play(5);
  expect(sim.state.timeline).toBe(before);
  sim.send('postNote', { text: 'second' }, { actor: ana });
  expect(sim.state.timeline.slice(0, before.length)).toEqual(before);
});

it('TL5 the newest promise of an update stands until the next one, or a resolve', () => {
  const sim = simulate(planOf());
  sim.goLive();
  const due = () => viewOf(sim.state, sim.nowMs).nextUpdateDueMs;
  const update = (nextUpdateMinutes: number) => sim.send('postUpdate', { impact: 'x', action: 'y', nextUpdateMinutes }, { actor: ana });
  expect(due()).toBeNull();
  update(10);
  expect(due()).toBe(610_000);
  sim.play(5);
  update(2);
  expect(due()).toBe(135_000);
  sim.send('resolve', { summary: 'done' }, { actor: ana });
  expect(due()).toBeNull();
});

it('TL6 a ticket names its order and its trace where there is one', () => {
  const sim = simulate(planOf());
  sim.goLive();
  sim.send('postTicket', { text: 'No order came', traceId: 't1', orderId: 'o-7' });
  sim.send('postTicket', { text: 'The page hangs', traceId: 't2' });
  expect(viewOf(sim.state, sim.nowMs).tickets).toEqual([
    { ticketId: 'message-1', atMs: 10_000, from: 'Customer', text: 'No order came', orderId: 'o-7', traceId: 't1' },
    { ticketId: 'message-2', atMs: 10_000, from: 'Customer', text: 'The page hangs', orderId: null, traceId: 't2' },
  ]);
});
