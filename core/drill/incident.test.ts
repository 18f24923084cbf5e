import { expect, it } from 'vitest';
import { planOf } from './plan.fixture.ts';
import { ana, type Simulation, simulate, slowPages } from './simulation.fixture.ts';
import { viewOf } from './view.ts';

function paged(): Simulation {
  const sim = simulate(planOf());
  sim.goLive();
  sim.play(30);
  for (let second = 0; second < 60 && sim.state.milestones.paged === undefined; second += 1) sim.play(1, slowPages);
  return sim;
}

it('AL1 alerts follow the sample that moved them, and the first page is a milestone', () => {
  const sim = paged();
  const alertNews = sim
    .news()
    .filter(({ type, data }) => type === 'alertStateChanged' || ('milestone' in data && data.milestone === 'paged'));
  const page = { alertId: 'browse-latency.page.1', alert: 'browse-latency.page', severity: 'page', slo: 'browse-latency' };
  const pageNews = alertNews.filter(({ data }) => 'milestone' in data || ('alertId' in data && data.alertId === page.alertId));
  expect(pageNews).toEqual([
    { atMs: sim.nowMs, type: 'alertStateChanged', data: expect.objectContaining({ ...page, state: 'firing' }) },
    { atMs: sim.nowMs, type: 'milestoneReached', data: { milestone: 'paged', reachedAtMs: sim.nowMs } },
  ]);
  expect(sim.state.status).toBe('paged');
});

it('AL2 alerts come from telemetry alone: users may suffer unseen', () => {
  const sim = simulate(planOf());
  sim.goLive();
  sim.play(30);
  sim.play(60, { ...slowPages, telemetry: false });
  expect(sim.state.milestones.impact).toBe(40_000);
  expect(sim.state.milestones.paged).toBeUndefined();
});

it('AL3 a cause alert informs and never pages', () => {
  const causeAlerts = [
    { name: 'consumer-lag', summary: '{group} is {value} s behind', signal: 'consumerLagSeconds', above: 15, forSeconds: 2 },
  ] as const;
  const sim = simulate(planOf({ causeAlerts: [...causeAlerts] }));
  sim.goLive();
  sim.play(10, { signals: { 'consumerLagSeconds/fulfilment': 40 } });
  expect(sim.state.alerts).toMatchObject([{ alert: 'consumer-lag/fulfilment', severity: 'info', state: 'firing' }]);
  expect(sim.state.milestones).toEqual({});
  expect(sim.state.status).toBe('quiet');
});

it('AL4 acknowledging is an overlay: it names who, keeps the age, and goes when the alert does', () => {
  const sim = paged();
  const firedAtMs = sim.nowMs;
  sim.news();
  sim.play(2, slowPages);
  expect(sim.send('acknowledge', { alertId: 'browse-latency.page.1' }, { actor: ana }).ok).toBe(true);
  expect(sim.news().slice(-2)).toEqual([
    {
      atMs: sim.nowMs,
      type: 'alertStateChanged',
      data: expect.objectContaining({ alertId: 'browse-latency.page.1', state: 'acknowledged', by: 'Ana' }),
    },
    { atMs: sim.nowMs, type: 'milestoneReached', data: { milestone: 'acknowledged', reachedAtMs: sim.nowMs } },
  ]);
  const page = () => viewOf(sim.state, sim.nowMs).alerts.find(({ alertId }) => alertId === 'browse-latency.page.1');
  expect(page()).toMatchObject({ state: 'acknowledged', sinceMs: firedAtMs, firedAtMs, resolvedAtMs: null, acknowledgedBy: 'Ana' });
  expect(sim.send('acknowledge', { alertId: 'browse-latency.page.1' }, { actor: ana })).toMatchObject({ ok: false, code: 'unknown_alert' });
  sim.news();
  sim.play(400);
  expect(page()).toMatchObject({ state: 'resolved', firedAtMs, acknowledgedBy: 'Ana' });
  expect(sim.news()).toContainEqual({
    atMs: page()?.resolvedAtMs,
    type: 'alertStateChanged',
    data: expect.objectContaining({ alertId: 'browse-latency.page.1', state: 'resolved' }),
  });
});

it('AL4 an alert that does not fire cannot be acknowledged', () => {
  const sim = simulate(planOf());
  sim.goLive();
  expect(sim.send('acknowledge', { alertId: 'browse-latency.page.1' })).toEqual({
    ok: false,
    code: 'unknown_alert',
    detail: 'browse-latency.page.1',
  });
});

it('IN1 what the room says and claims is logged as said, with its milestones', () => {
  const sim = paged();
  sim.news();
  const atMs = sim.nowMs;
  sim.send('declare', { severity: 2, title: 'Slow pages' }, { actor: ana });
  sim.send('setStatus', { status: 'investigating' }, { actor: ana });
  sim.send('postUpdate', { impact: 'Pages are slow.', action: 'Bypassing the cache.', nextUpdateMinutes: 5 }, { actor: ana });
  sim.send('postNote', { text: 'redis?' }, { actor: ana });
  sim.send('setStatus', { status: 'mitigating' }, { actor: ana });
  sim.send('setStatus', { status: 'monitoring' }, { actor: ana });
  sim.send('postTicket', { text: 'A page does not open', traceId: 't-1' });
  sim.send('join', { playerId: 'p-2', name: 'Bo' });
  expect(sim.news()).toEqual([
    { atMs, type: 'incidentDeclared', data: { severity: 2, title: 'Slow pages' } },
    { atMs, type: 'milestoneReached', data: { milestone: 'declared', reachedAtMs: atMs } },
    { atMs, type: 'statusChanged', data: { status: 'investigating' } },
    { atMs, type: 'updatePosted', data: { impact: 'Pages are slow.', action: 'Bypassing the cache.', nextUpdateMinutes: 5 } },
    { atMs, type: 'notePosted', data: { text: 'redis?' } },
    { atMs, type: 'statusChanged', data: { status: 'mitigating' } },
    { atMs, type: 'milestoneReached', data: { milestone: 'mitigating', reachedAtMs: atMs } },
    { atMs, type: 'statusChanged', data: { status: 'monitoring' } },
    { atMs, type: 'milestoneReached', data: { milestone: 'monitoring', reachedAtMs: atMs } },
    {
      atMs,
      type: 'messagePosted',
      data: { messageId: 'message-3', channel: 'ticket', from: 'Customer', text: 'A page does not open', traceId: 't-1' },
    },
    { atMs, type: 'playerJoined', data: { playerId: 'p-2', name: 'Bo' } },
  ]);
  expect(viewOf(sim.state, atMs)).toMatchObject({
    status: 'monitoring',
    severity: 2,
    title: 'Slow pages',
    players: [{ playerId: 'p-2', name: 'Bo' }],
  });
  expect(sim.state.messages.map(({ channel, from, text }) => [channel, from, text])).toEqual([
    ['statusPage', 'Ana', 'Pages are slow. Bypassing the cache. Next update in 5 min.'],
    ['incident', 'Ana', 'redis?'],
    ['ticket', 'Customer', 'A page does not open'],
  ]);
});

it('IN2 a page that comes after the declaration does not take the status back', () => {
  const sim = simulate(planOf());
  sim.goLive();
  sim.send('declare', { severity: 3, title: 'Customers call' }, { actor: ana });
  sim.play(30);
  sim.play(30, slowPages);
  expect(sim.state.milestones.paged).toBeDefined();
  expect(sim.state.status).toBe('declared');
});

it('IN3 the status that stands, said again, writes nothing; after another one it is a change', () => {
  const sim = paged();
  const say = (status: 'investigating' | 'mitigating') => sim.send('setStatus', { status }, { actor: ana });
  say('investigating');
  expect(say('investigating')).toEqual({ ok: true, events: [] });
  say('mitigating');
  expect(say('investigating')).toMatchObject({ ok: true, events: [{ type: 'statusChanged' }] });
});
