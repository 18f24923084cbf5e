import { expect, it } from 'vitest';
import { evolve } from './evolve.ts';
import { planOf } from './plan.fixture.ts';
import { ana, ben, type Simulation, simulate } from './simulation.fixture.ts';
import { initialState } from './state.ts';
import { viewOf } from './view.ts';

/** Three claims: checkout is slow, the database waits, a migration holds a lock. */
function withThree(): Simulation {
  const sim = simulate(planOf());
  sim.goLive();
  for (const text of ['checkout is slow', 'the database waits', 'a migration holds a lock'])
    sim.send('proposeHypothesis', { text, component: null, evidence: [] }, { actor: ana });
  return sim;
}

const link = (sim: Simulation, from: number, to: number | null) =>
  sim.send('linkHypothesis', { hypothesisId: `hypothesis-${from}`, explains: to === null ? null : `hypothesis-${to}` }, { actor: ben });
const board = (sim: Simulation) => viewOf(sim.state, sim.nowMs).hypotheses;

it('HY6 a hypothesis may be the answer to "why?" of another one; the same again writes nothing', () => {
  const sim = withThree();
  link(sim, 2, 1);
  expect(link(sim, 2, 1)).toEqual({ ok: true, events: [] });
  link(sim, 3, 2);
  expect(board(sim).map(({ explains }) => explains)).toEqual([null, 'hypothesis-1', 'hypothesis-2']);
  expect(sim.state.timeline.at(-1)).toMatchObject({ from: 'Ben', text: 'Why “the database waits”? Because: a migration holds a lock' });
  link(sim, 3, null);
  expect(board(sim)[2]?.explains).toBeNull();
});

it('HY7 no hypothesis explains itself, not by way of others either', () => {
  const sim = withThree();
  link(sim, 2, 1);
  link(sim, 3, 2);
  expect(link(sim, 1, 1)).toMatchObject({ ok: false, code: 'hypothesis_cycle' });
  expect(link(sim, 1, 3)).toMatchObject({ ok: false, code: 'hypothesis_cycle' });
  link(sim, 2, null);
  expect(link(sim, 1, 3).ok).toBe(true);
});

it('HY8 a hypothesis is sorted onto one bone, and off it again', () => {
  const sim = withThree();
  const sort = (category: 'change' | 'data' | null) =>
    sim.send('sortHypothesis', { hypothesisId: 'hypothesis-3', category }, { actor: ben });
  sort('change');
  expect(sort('change')).toEqual({ ok: true, events: [] });
  expect(board(sim)[2]?.category).toBe('change');
  expect(sim.state.timeline.at(-1)).toMatchObject({ from: 'Ben', text: 'Sorted under change: a migration holds a lock' });
  sort(null);
  expect(board(sim)[2]?.category).toBeNull();
});

it('HY9 both may be said as it is proposed; what is not on the board is unknown', () => {
  const sim = withThree();
  const said = { text: 'no timeout', component: 'orders', evidence: [] };
  sim.send('proposeHypothesis', { ...said, category: 'configuration', explains: 'hypothesis-1' }, { actor: ben });
  expect(board(sim)[3]).toMatchObject({ category: 'configuration', explains: 'hypothesis-1' });
  const unknown = [
    sim.send('proposeHypothesis', { ...said, explains: 'hypothesis-9' }, { actor: ben }),
    link(sim, 9, 1),
    link(sim, 1, 9),
    sim.send('sortHypothesis', { hypothesisId: 'hypothesis-9', category: null }, { actor: ben }),
  ];
  expect(unknown.map((answer) => !answer.ok && answer.code)).toEqual(Array(4).fill('unknown_hypothesis'));
});

it('HY10 a hypothesis from before there were bones and chains replays as one without', () => {
  const sim = withThree();
  const old = sim.events.reduce(evolve, initialState(sim.state.plan));
  expect(old.hypotheses.map(({ category, explains }) => [category, explains])).toEqual(Array(3).fill([null, null]));
  expect(
    sim.events.filter(({ type }) => type === 'hypothesisProposed').every(({ data }) => !('category' in data || 'explains' in data)),
  ).toBe(true);
});
