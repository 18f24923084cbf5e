import { expect, it } from 'vitest';
import type { Evidence } from '../protocol/evidence.ts';
import type { Actor } from './events.ts';
import { planOf } from './plan.fixture.ts';
import { ana, facilitator, room, type Simulation, simulate } from './simulation.fixture.ts';
import { viewOf } from './view.ts';

const ben: Actor = { kind: 'player', id: 'p-2', name: 'Ben' };
const slowCache: Evidence = { kind: 'signal', ref: 'link:catalog->redis|p95', label: 'p95 of catalog->redis', atMs: 9_000 };
const aTrace: Evidence = { kind: 'trace', ref: 'a'.repeat(32), label: 'GET /products', atMs: 9_500 };

function withHypothesis(): Simulation {
  const sim = simulate(planOf());
  sim.goLive();
  sim.send('proposeHypothesis', { text: 'the cache is slow', component: 'redis', evidence: [slowCache] }, { actor: ana });
  return sim;
}

it('HY1 a hypothesis is numbered, names who and when, and starts open', () => {
  const sim = withHypothesis();
  sim.send('proposeHypothesis', { text: 'a bad release', component: null, evidence: [] }, { actor: ben });
  expect(viewOf(sim.state, sim.nowMs).hypotheses).toEqual([
    {
      hypothesisId: 'hypothesis-1',
      atMs: 10_000,
      by: 'Ana',
      text: 'the cache is slow',
      component: 'redis',
      state: 'open',
      judgements: [],
      evidence: [{ ...slowCache, by: 'Ana' }],
      category: null,
      explains: null,
    },
    {
      ...{ hypothesisId: 'hypothesis-2', atMs: 10_000, by: 'Ben', text: 'a bad release', component: null, state: 'open' },
      ...{ judgements: [], evidence: [], category: null, explains: null },
    },
  ]);
});

it('HY2 each verdict is kept with who gave it and when; the same again writes nothing', () => {
  const sim = withHypothesis();
  sim.play(2);
  sim.send('judgeHypothesis', { hypothesisId: 'hypothesis-1', state: 'refuted' }, { actor: ben });
  expect(sim.send('judgeHypothesis', { hypothesisId: 'hypothesis-1', state: 'refuted' }, { actor: ana })).toEqual({ ok: true, events: [] });
  sim.play(1);
  sim.send('judgeHypothesis', { hypothesisId: 'hypothesis-1', state: 'open' }, { actor: ana });
  expect(sim.state.hypotheses[0]).toMatchObject({
    state: 'open',
    judgements: [
      { state: 'refuted', by: 'Ben', atMs: 12_000 },
      { state: 'open', by: 'Ana', atMs: 13_000 },
    ],
  });
  expect(sim.state.timeline.slice(-2).map(({ from, text }) => [from, text])).toEqual([
    ['Ben', 'Judged refuted: the cache is slow'],
    ['Ana', 'Open again: the cache is slow'],
  ]);
});

it('HY3 evidence is linked by anybody, once, and can be opened from the channel', () => {
  const sim = withHypothesis();
  sim.send('linkEvidence', { hypothesisId: 'hypothesis-1', evidence: aTrace }, { actor: ben });
  expect(sim.send('linkEvidence', { hypothesisId: 'hypothesis-1', evidence: aTrace }, { actor: ana })).toEqual({ ok: true, events: [] });
  expect(sim.state.hypotheses[0]?.evidence).toEqual([
    { ...slowCache, by: 'Ana' },
    { ...aTrace, by: 'Ben' },
  ]);
  expect(sim.state.timeline.at(-1)).toMatchObject({ kind: 'hypothesis', from: 'Ben', evidence: aTrace });
});

it('HY3 a hypothesis holds at most 12 links', () => {
  const sim = withHypothesis();
  const acks = Array.from({ length: 12 }, (_, number) =>
    sim.send('linkEvidence', { hypothesisId: 'hypothesis-1', evidence: { ...aTrace, atMs: number } }, { actor: ana }),
  );
  expect(acks.filter(({ ok }) => ok)).toHaveLength(11);
  expect(acks.at(-1)).toMatchObject({ ok: false, code: 'bad_parameter' });
});

it('HY4 what is not on the board is unknown', () => {
  const sim = withHypothesis();
  const other = { hypothesisId: 'hypothesis-2' };
  expect(sim.send('judgeHypothesis', { ...other, state: 'supported' }, { actor: ana })).toMatchObject({ code: 'unknown_hypothesis' });
  expect(sim.send('linkEvidence', { ...other, evidence: aTrace }, { actor: ana })).toMatchObject({ code: 'unknown_hypothesis' });
});

it('HY5 the board is open from baseline to the end, paused time included, and not in the lobby', () => {
  const plan = planOf();
  const sim = simulate(plan);
  const propose = () => sim.send('proposeHypothesis', { text: 'hm', component: null, evidence: [] }, { actor: ana }).ok;
  sim.send('open', { ...room, plan });
  expect(propose()).toBe(false);
  sim.send('start', {});
  expect(propose()).toBe(true);
  sim.play(10);
  expect(propose()).toBe(true);
  sim.send('pause', { reason: 'tea' }, { actor: facilitator });
  expect(propose()).toBe(true);
  sim.send('abort', { reason: 'enough' }, { actor: facilitator });
  expect(propose()).toBe(false);
});

it('HY11 evidence points at no moment that is still to come, whatever the clock of a page says', () => {
  const sim = withHypothesis();
  const early: Evidence = { ...aTrace, atMs: 1e12 };
  sim.send('linkEvidence', { hypothesisId: 'hypothesis-1', evidence: early }, { actor: ben });
  sim.send('proposeHypothesis', { text: 'a bad release', component: null, evidence: [early] }, { actor: ben });
  sim.send('submitDiagnosis', { component: 'redis', mechanism: 'full', conditions: [], why: '', evidence: [early] }, { actor: ben });
  const cited = [sim.state.hypotheses[0]?.evidence.at(-1), sim.state.hypotheses[1]?.evidence[0], sim.state.diagnoses[0]?.evidence?.[0]];
  expect(cited.map((each) => each?.atMs)).toEqual([sim.nowMs, sim.nowMs, sim.nowMs]);
});
