import { describe, expect, it } from 'vitest';
import type { Actor } from './events.ts';
import { hopsBetween } from './hops.ts';
import { planOf } from './plan.fixture.ts';
import { owesDiagnosis } from './rules/diagnosis.ts';
import { ana, ben, facilitator, room, type Simulation, simulate } from './simulation.fixture.ts';
import { viewOf } from './view.ts';

const diagnosis = { component: 'redis', mechanism: 'full', conditions: ['no alert on refused writes'], why: 'a smaller profile' };

function ended(): Simulation {
  const sim = simulate(planOf());
  sim.goLive();
  sim.send('join', { playerId: ana.id, name: ana.name });
  sim.send('endAndDebrief', { reason: 'time is up' }, { actor: facilitator });
  return sim;
}

const of = (sim: Simulation, type: string) => sim.events.filter((event) => event.type === type).map(({ data }) => data);

describe('diagnosis', () => {
  it('DI1 is taken once from each player, and is locked', () => {
    const sim = ended();
    expect(sim.send('submitDiagnosis', diagnosis, { actor: ana })).toMatchObject({ ok: true });
    expect(sim.send('submitDiagnosis', { ...diagnosis, component: 'none' }, { actor: ana })).toMatchObject({
      ok: false,
      code: 'already_submitted',
    });
    expect(of(sim, 'diagnosisSubmitted')).toEqual([{ playerId: ana.id, ...diagnosis }]);
    expect(sim.state.diagnoses).toEqual([{ playerId: ana.id, by: ana.name, ...diagnosis, atMs: 10_000, isLive: false }]);
  });

  it('DI2 may be said while the clock runs, also paused, and not before', () => {
    const plan = planOf();
    const sim = simulate(plan);
    const say = (actor: Actor) => sim.send('submitDiagnosis', diagnosis, { actor });
    sim.send('open', { ...room, plan });
    expect(say(ana)).toMatchObject({ ok: false, code: 'wrong_phase' });
    sim.send('start', {});
    expect(say(ana)).toMatchObject({ ok: false, code: 'wrong_phase' });
    sim.play(10);
    expect(say(ana).ok).toBe(true);
    sim.send('pause', { reason: 'tea' }, { actor: facilitator });
    expect(say(ben).ok).toBe(true);
    expect(say(ben)).toMatchObject({ code: 'already_submitted' });
    expect(sim.state.diagnoses.map(({ by, isLive }) => [by, isLive])).toEqual([
      ['Ana', true],
      ['Ben', true],
    ]);
  });

  it('DI5 said live, everybody reads that somebody has, and nobody what; it is owed no more', () => {
    const sim = simulate(planOf());
    sim.goLive();
    sim.send('join', { playerId: ana.id, name: ana.name });
    sim.send('submitDiagnosis', { ...diagnosis, trigger: 'the profile of the night', confidence: 80 }, { actor: ana });
    const view = viewOf(sim.state, sim.nowMs);
    expect(view.diagnoses).toEqual([{ playerId: ana.id, by: 'Ana', atMs: 10_000 }]);
    expect(sim.state.timeline.at(-1)).toMatchObject({ from: 'Ana', text: 'Locked a diagnosis.' });
    const told = JSON.stringify([view, sim.state.timeline]);
    for (const word of ['refused writes', 'smaller profile', 'of the night']) expect(told).not.toContain(word);
    sim.send('endAndDebrief', { reason: 'time is up' }, { actor: facilitator });
    expect(owesDiagnosis(sim.state, ana.id)).toBe(false);
    expect(sim.send('submitDiagnosis', diagnosis, { actor: ana })).toMatchObject({ code: 'already_submitted' });
  });

  it('DI6 names hypotheses of the board, and no edges where nothing was wrong', () => {
    const sim = ended();
    const say = (change: object) => sim.send('submitDiagnosis', { ...diagnosis, ...change }, { actor: ana });
    expect(say({ hypothesisIds: ['hypothesis-1'] })).toMatchObject({ ok: false, code: 'unknown_hypothesis' });
    expect(say({ component: 'none', edges: [{ from: 'redis', to: 'catalog' }] })).toMatchObject({ ok: false, code: 'bad_parameter' });
    expect(of(sim, 'diagnosisSubmitted')).toEqual([]);
    expect(say({ component: 'none', edges: [] }).ok).toBe(true);
  });

  it('DI4 is owed by who was there until said or skipped; skipping is kept, and a diagnosis may still follow', () => {
    const sim = ended();
    expect([ana.id, 'p-9'].map((id) => owesDiagnosis(sim.state, id))).toEqual([true, false]);
    expect(sim.send('skipDiagnosis', {}, { actor: ana }).ok).toBe(true);
    expect(owesDiagnosis(sim.state, ana.id)).toBe(false);
    expect(sim.send('skipDiagnosis', {}, { actor: ana })).toEqual({ ok: true, events: [] });
    expect(sim.send('submitDiagnosis', diagnosis, { actor: ana }).ok).toBe(true);
    expect([...of(sim, 'diagnosisSkipped'), ...of(sim, 'diagnosisSubmitted')]).toHaveLength(2);
  });

  it('DI4 is not owed for an incident that never began, nor asked while one goes on', () => {
    const plan = planOf();
    const sim = simulate(plan);
    sim.send('open', { ...room, plan });
    sim.send('join', { playerId: ana.id, name: ana.name });
    expect(sim.send('skipDiagnosis', {}, { actor: ana })).toMatchObject({ ok: false, code: 'wrong_phase' });
    sim.send('abort', { reason: 'called off' }, { actor: facilitator });
    expect(owesDiagnosis(sim.state, ana.id)).toBe(false);
  });

  it('DI3 is told how many links it lies from the truth', () => {
    const link = (from: string, to: string) => ({ link: `${from}->${to}`, from, to, kind: 'http', member: null });
    const stack = { links: [link('gateway', 'catalog'), link('catalog', 'redis'), link('gateway', 'orders'), link('x', 'y')] };
    expect(hopsBetween(stack, 'redis', 'redis')).toBe(0);
    expect(hopsBetween(stack, 'catalog->redis', 'redis')).toBe(1);
    expect(hopsBetween(stack, 'catalog', 'redis')).toBe(1);
    expect(hopsBetween(stack, 'orders', 'redis')).toBe(3);
    expect(hopsBetween(stack, 'none', 'redis')).toBeNull();
    expect(hopsBetween(stack, 'y', 'redis')).toBeNull();
    expect(hopsBetween(stack, 'none', 'none')).toBe(0);
  });
});

describe('post-mortem', () => {
  it('PM1 keeps the newest text of each prompt, with who wrote it and the revision', () => {
    const sim = ended();
    sim.send('editPostmortem', { promptId: 'summary.1', text: 'The cache was dark.', baseRevision: 0 }, { actor: ana });
    sim.send('editPostmortem', { promptId: 'impact.1', text: 'Slow pages.', baseRevision: 0 }, { actor: facilitator });
    expect(sim.state.revision).toBe(2);
    expect(sim.state.answers).toEqual({
      'summary.1': { text: 'The cache was dark.', by: ana.name, revision: 1 },
      'impact.1': { text: 'Slow pages.', by: facilitator.name, revision: 2 },
    });
  });

  it('PM2 refuses an edit on a text that somebody changed meanwhile, and keeps what is there', () => {
    const sim = ended();
    sim.send('editPostmortem', { promptId: 'summary.1', text: 'first', baseRevision: 0 }, { actor: ana });
    expect(sim.send('editPostmortem', { promptId: 'summary.1', text: 'second', baseRevision: 0 }, { actor: facilitator })).toMatchObject({
      ok: false,
      code: 'edit_conflict',
    });
    expect(sim.send('editPostmortem', { promptId: 'summary.1', text: 'both', baseRevision: 1 }, { actor: facilitator })).toMatchObject({
      ok: true,
    });
    expect(sim.state.answers['summary.1']?.text).toBe('both');
  });

  it('PM3 an edit that changes nothing writes nothing', () => {
    const sim = ended();
    sim.send('editPostmortem', { promptId: 'summary.1', text: 'same', baseRevision: 0 }, { actor: ana });
    sim.send('editPostmortem', { promptId: 'summary.1', text: 'same', baseRevision: 0 }, { actor: facilitator });
    sim.send('editPostmortem', { promptId: 'impact.1', text: '', baseRevision: 0 }, { actor: ana });
    expect(of(sim, 'postmortemEdited')).toHaveLength(1);
  });
});
