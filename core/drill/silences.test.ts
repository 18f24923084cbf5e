import { expect, it } from 'vitest';
import { planOf } from './plan.fixture.ts';
import { ana, facilitator, type Simulation, simulate, slowPages } from './simulation.fixture.ts';
import { viewOf } from './view.ts';

const alert = 'browse-latency.page';
const reason = 'we know of it and work on it';

function live(): Simulation {
  const sim = simulate(planOf({ script: [], controls: [{ control: 'alert.silence', targets: ['alerts'] }] }));
  sim.goLive();
  sim.play(60);
  sim.news();
  return sim;
}

const silence = (sim: Simulation, parameters: Record<string, string | number>) =>
  sim.send('runControl', { control: 'alert.silence', target: 'alerts', parameters }, { actor: ana });
const alertsOf = (sim: Simulation) =>
  sim
    .news()
    .flatMap((event) => (event.type === 'alertStateChanged' && 'alert' in event.data && event.data.alert === alert ? [event.data] : []))
    .map((data) => ('state' in data ? data.state : ''));

it('AL5 a silence needs a reason', () => {
  const sim = live();
  expect(silence(sim, { alert })).toMatchObject({ ok: false, code: 'bad_parameter' });
  expect(silence(sim, { alert, reason: 'noise' })).toMatchObject({ ok: false, code: 'bad_parameter' });
});

it('AL5 under a silence nobody is paged, and the budget burns all the same', () => {
  const sim = live();
  expect(silence(sim, { alert, reason, minutes: 5 }).ok).toBe(true);
  sim.play(30, slowPages);
  expect(alertsOf(sim)).toEqual(['silenced']);
  expect(sim.state.milestones.paged).toBeUndefined();
  const view = viewOf(sim.state, sim.nowMs);
  expect(view.alerts.find((card) => card.alert === alert)).toMatchObject({
    state: 'silenced',
    silence: { by: 'Ana', reason, untilMs: 70_000 + 300_000 },
  });
  expect(view.slos.find(({ slo }) => slo === 'browse-latency')?.burnRate).toBeGreaterThan(14.4);
  expect(sim.state.timeline.map(({ text }) => text).join('\n')).toContain('Silenced, nobody is called');
});

it('AL5 when it is over, what still fires calls', () => {
  const sim = live();
  silence(sim, { alert, reason, minutes: 1 });
  sim.play(70, slowPages);
  expect(alertsOf(sim)).toEqual(['silenced', 'firing']);
  expect(sim.state.milestones.paged).toBe(130_000);
  expect(viewOf(sim.state, sim.nowMs).alerts.find((card) => card.alert === alert)?.silence).toBeNull();
});

it('AL5 a page that fires already falls silent, also one that was acknowledged; taking the silence off calls again', () => {
  const sim = live();
  sim.play(30, slowPages);
  sim.send('acknowledge', { alertId: `${alert}.1` }, { actor: ana });
  sim.news();
  silence(sim, { alert, reason, minutes: 30 });
  expect(alertsOf(sim)).toEqual(['silenced']);
  expect(sim.send('undoControl', { controlId: 'control-1' }, { actor: ana }).ok).toBe(true);
  expect(alertsOf(sim)).toEqual(['firing']);
  expect(sim.state.silences).toEqual([]);
  expect(sim.send('undoControl', { controlId: 'control-1' }, { actor: ana })).toMatchObject({ code: 'unknown_control' });
});

it('AL5 a silence on another alert changes nothing, and one of an alert that is over ends without a word', () => {
  const sim = live();
  silence(sim, { alert: 'checkout-availability.page', reason, minutes: 1 });
  sim.play(30, slowPages);
  expect(alertsOf(sim)).toEqual(['firing']);
  sim.play(60, {});
  expect(sim.state.silences).toEqual([]);
});

it('AL5 it is in the change log with who and why, and changes nothing in the sandbox', () => {
  const sim = live();
  const before = sim.effects.length;
  silence(sim, { alert, reason, minutes: 2 });
  expect(viewOf(sim.state, sim.nowMs).changes.at(-1)).toMatchObject({
    by: 'Ana',
    summary: `Alert ${alert} silenced for 2 minutes: ${reason}`,
  });
  expect(sim.effects.length).toBe(before);
});

it('AL5 of two silences the longer one counts', () => {
  const sim = live();
  silence(sim, { alert, reason, minutes: 1 });
  silence(sim, { alert, reason, minutes: 2 });
  sim.play(90, slowPages);
  expect(alertsOf(sim)).toEqual(['silenced']);
  sim.play(40, slowPages);
  expect(alertsOf(sim)).toEqual(['firing']);
});

it('AL5 a pause stops the silence with the clock, and the end of the drill is the end of it', () => {
  const sim = live();
  silence(sim, { alert, reason, minutes: 1 });
  const untilMs = sim.state.silences[0]?.untilMs;
  sim.send('pause', { reason: 'break' }, { actor: facilitator });
  sim.send('resume', {}, { actor: facilitator });
  expect(sim.state.silences[0]?.untilMs).toBe(untilMs);
  sim.send('endAndDebrief', { reason: 'time is up' }, { actor: facilitator });
  sim.wait(300_000);
  expect(sim.news().map(({ type }) => type)).not.toContain('silenceEnded');
});

it('AL5 budgets burn as they would without it', () => {
  const [loud, quiet] = [live(), live()];
  silence(quiet, { alert, reason, minutes: 60 });
  for (const sim of [loud, quiet]) sim.play(40, slowPages);
  const budgets = [loud, quiet].map((sim) => viewOf(sim.state, sim.nowMs).slos.map(({ budgetLeft }) => budgetLeft));
  expect(budgets[1]).toEqual(budgets[0]);
});

it('RE4 a silence that ends after a resolve lets the page fire and reopens the incident', () => {
  const sim = live();
  silence(sim, { alert, reason, minutes: 1 });
  sim.play(40, slowPages);
  sim.send('resolve', { summary: 'done' }, { actor: ana });
  sim.play(25, slowPages);
  expect(sim.news().map(({ type }) => type)).toContain('incidentReopened');
  expect(sim.state.falseResolves).toBe(1);
});
