/** Change requests that are a way out. */
import { describe, expect, it } from 'vitest';
import { debriefOf } from '../drill/debrief.ts';
import { deskOf } from '../drill/desk.ts';
import { primaryFault } from '../drill/plan.fixture.ts';
import { answer, flag, planAsking } from '../drill/request.fixture.ts';
import { type Simulation, simulate, slowPages } from '../drill/simulation.fixture.ts';
import { buildPostmortem } from '../postmortem/build.ts';
import type { RequestTruth } from './planned.ts';

const fix: RequestTruth = { request: 'r1', right: 'approve', conditions: [], fixes: true, because: 'so' };
const late = { verdict: 'conditions', conditions: [{ kind: 'afterIncident' }] } as const;

/** Live, with one request on the table; the fault comes 30 s in. */
function drill(truth: RequestTruth = fix): Simulation {
  const plan = planAsking([flag], { truths: [truth] });
  const sim = simulate({ ...plan, script: [primaryFault, ...plan.script] });
  sim.goLive();
  sim.play(5);
  return sim;
}

function struck(truth?: RequestTruth): Simulation {
  const sim = drill(truth);
  sim.play(25);
  sim.play(10, slowPages);
  return sim;
}

const removed = (sim: Simulation): number | undefined => sim.state.milestones.causeRemoved;

describe('a request that is a fix', () => {
  it('CQ17 takes the cause away in the moment in which it is in force, and says so in the debrief', () => {
    const sim = struck();
    answer(sim, {});
    expect(removed(sim)).toBe(sim.nowMs);
    sim.play(30);
    sim.send('endAndDebrief', { reason: 'enough' });
    const { truth, requests } = debriefOf(sim.events, sim.state.plan);
    expect(requests).toMatchObject([{ fixed: true, grade: 1 }]);
    expect(truth.accepted.at(-1)).toBe('Approve “Change 1”: flag express-shipping is on for everybody');
    expect(deskOf(sim.state, []).truth.accepted).toEqual(truth.accepted);
    const { lessons } = buildPostmortem(sim.events, sim.state.plan);
    expect(lessons.wentWell).toContain('flag express-shipping is on for everybody took the incident at its source.');
    expect(lessons.gotLucky.join()).not.toContain('although no action removed the cause');
  });

  it.each([
    ['approved before anything is wrong', drill, fix, {}],
    ['held', struck, fix, { verdict: 'hold' as const }],
    ['left to wait', struck, fix, { ...late, conditions: [...late.conditions] }],
    ['that is right and cures nothing', struck, { ...fix, fixes: undefined } as unknown as RequestTruth, {}],
  ])('CQ17 one %s removes nothing', (_name, begin, truth, decision) => {
    const sim = begin(truth);
    expect(answer(sim, decision)).toMatchObject({ ok: true });
    sim.play(5);
    expect(removed(sim)).toBeUndefined();
  });

  it('CQ17 one that the shop could not follow, or that was taken back, has fixed nothing', () => {
    const failed = struck();
    failed.sandbox = (effect) => ({ ok: effect.type !== 'reconcile' || effect.operations.length < 2, message: 'no room' });
    answer(failed, {});
    expect([failed.state.requests[0]?.state, removed(failed)]).toEqual(['failed', undefined]);
    const back = struck();
    answer(back, {});
    answer(back, { verdict: 'hold' });
    back.send('endAndDebrief', { reason: 'enough' });
    expect(debriefOf(back.events, back.state.plan).requests).toMatchObject([{ fixed: false }]);
  });
});
