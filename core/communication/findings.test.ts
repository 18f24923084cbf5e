import { expect, it } from 'vitest';
import type { CommandData } from '../drill/commands.ts';
import { planOf } from '../drill/plan.fixture.ts';
import { ana, facilitator, type Simulation, simulate, slowPages } from '../drill/simulation.fixture.ts';
import type { WordingRule } from '../protocol/communication.ts';
import { communicationTold } from './findings.ts';

const links = [{ link: 'catalog->redis', from: 'catalog', to: 'redis', kind: 'redis', member: null }];

/** Live for half a minute, then users suffer for as long: half of the product pages are slow. */
function suffering(): Simulation {
  const sim = simulate(planOf());
  sim.goLive();
  sim.play(30);
  sim.play(30, slowPages);
  return sim;
}

const told = (sim: Simulation) => communicationTold(sim.events, { plan: sim.state.plan, links });
const ofRule = (sim: Simulation, rule: WordingRule) => told(sim).findings.filter((finding) => finding.rule === rule);
const publish = (sim: Simulation, data: Partial<CommandData['publishStatus']>) =>
  sim.send(
    'publishStatus',
    { status: 'investigating', impact: 'major', name: 'Slow pages', components: {}, text: 'We are looking.', ...data },
    { actor: ana },
  );

it('WD9 a page that says operational for a minute while users suffer is told with its figures, once', () => {
  const sim = suffering();
  sim.play(50, slowPages);
  publish(sim, { components: { browse: 'partial_outage' } });
  sim.play(30, slowPages);
  expect(ofRule(sim, 'page_silent')).toEqual([
    {
      rule: 'page_silent',
      atMs: 42_000,
      untilMs: 119_000,
      audience: 'public',
      by: null,
      said: 'Browsing and search: operational',
      measured: 'Up to 50 % went wrong for users; telemetry showed 50 %.',
      event: null,
    },
  ]);
});

it('WD9 what nobody could see on telemetry is told as that', () => {
  const sim = simulate(planOf());
  sim.goLive();
  sim.play(30);
  sim.play(90, { ...slowPages, telemetry: false });
  expect(ofRule(sim, 'page_silent').map(({ measured }) => measured)).toEqual([
    'Up to 50 % went wrong for users; telemetry showed nothing.',
  ]);
});

it('WD9 a page that follows within a minute is not silent', () => {
  const sim = suffering();
  publish(sim, { components: { browse: 'degraded_performance' } });
  sim.play(90, slowPages);
  expect(ofRule(sim, 'page_silent')).toEqual([]);
});

it('WD10 a major outage of a few, and trouble that stands long after it is over, are told', () => {
  const sim = suffering();
  publish(sim, { components: { browse: 'major_outage' } });
  sim.play(70, { browseBad: 0.2 });
  expect(ofRule(sim, 'page_overstates').map(({ said }) => said)).toEqual(['Browsing and search: major outage']);
  sim.play(150);
  expect(ofRule(sim, 'page_overstates')).toHaveLength(2);
});

it('WD11 words are held against what users felt at their moment, whoever they were for', () => {
  const sim = suffering();
  sim.send('postUpdate', { impact: 'About 10 % of product pages are slow.', action: 'Looking.', nextUpdateMinutes: 5 }, { actor: ana });
  sim.send('postSummary', { audience: 'executives', impact: 'There is no customer impact.', next: 'We watch it.' }, { actor: ana });
  publish(sim, { text: 'Redis is back: everything is back to normal.' });
  sim.play(1, slowPages);
  expect(
    told(sim)
      .findings.filter(({ event }) => event !== null)
      .map(({ rule, audience, by }) => [rule, audience, by]),
  ).toEqual([
    ['number_off', 'room', 'Ana'],
    ['said_no_impact', 'executives', 'Ana'],
    ['named_inside', 'public', 'Ana'],
    ['said_resolved', 'public', 'Ana'],
  ]);
  expect(told(sim).said.map(({ audience, findings }) => [audience, findings])).toEqual([
    ['room', 1],
    ['executives', 1],
    ['public', 2],
  ]);
});

it('WD12 a resolve over which users suffer again within a minute was said too early', () => {
  const sim = suffering();
  sim.play(60);
  sim.send('resolve', { summary: 'Over.' }, { actor: ana });
  sim.play(20, slowPages);
  expect(ofRule(sim, 'said_resolved')).toMatchObject([
    { audience: 'room', measured: expect.stringMatching(/^\d+ s later, Browsing and search: .* bad$/) },
  ]);
  const well = suffering();
  well.play(60);
  well.send('resolve', { summary: 'Over.' }, { actor: ana });
  well.play(20);
  expect(ofRule(well, 'said_resolved')).toEqual([]);
});

it('WD13 a promise is late by so much, or was never kept; the next word to the same audience keeps it', () => {
  const promised = (): Simulation => {
    const sim = suffering();
    sim.send('postUpdate', { impact: 'Slow.', action: 'Looking.', nextUpdateMinutes: 1 }, { actor: ana });
    return sim;
  };
  const kept = promised();
  kept.play(60, slowPages);
  kept.send('postUpdate', { impact: 'Slow.', action: 'Looking.', nextUpdateMinutes: 60 }, { actor: ana });
  expect(ofRule(kept, 'promise_late')).toEqual([]);
  const late = promised();
  publish(late, {});
  late.play(100, slowPages);
  late.send('postUpdate', { impact: 'Slow.', action: 'Looking.', nextUpdateMinutes: 60 }, { actor: ana });
  expect(ofRule(late, 'promise_late')).toMatchObject([{ audience: 'room', said: 'next update in 1 min', measured: 'It came 40 s late.' }]);
  const never = promised();
  never.play(100, slowPages);
  never.send('endAndDebrief', { reason: 'enough' }, { actor: facilitator });
  expect(ofRule(never, 'promise_late')).toMatchObject([{ measured: 'It never came.' }]);
});

it('WD14 the public should hear soon after the page; late and never are told with their times', () => {
  const never = suffering();
  never.play(90, slowPages);
  expect(ofRule(never, 'first_note_late')).toMatchObject([{ event: null, measured: 'No note went out; due 1 min 15 s after the page.' }]);
  publish(never, {});
  expect(ofRule(never, 'first_note_late')).toMatchObject([{ by: 'Ana', measured: expect.stringContaining('after users began to suffer') }]);
  const soon = suffering();
  publish(soon, {});
  soon.play(90, slowPages);
  expect(ofRule(soon, 'first_note_late')).toEqual([]);
});

it('WD15 a drill in which nothing was wrong and nothing was said has nothing to tell', () => {
  const sim = simulate(planOf({ script: [] }));
  sim.goLive();
  sim.play(120);
  expect(told(sim)).toEqual({ said: [], findings: [], firstNoteMs: null, firstUpdateMs: null });
});
