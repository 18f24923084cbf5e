import { describe, expect, it } from 'vitest';
import { planOf, quietPlanOf } from '../drill/plan.fixture.ts';
import { simulate, slowPages } from '../drill/simulation.fixture.ts';
import type { Plan } from '../scenario/plan.ts';
import { afterAttempts } from './attempts.ts';
import { withLook } from './looked.ts';
import { type CheatResult, type Played, type ScenarioProof, type Verification, verificationSchema } from './report.ts';
import { markdownPage, terminalTable } from './tables.ts';
import { badSharesNow, usersSince, worseOf } from './users-since.ts';
import { cheatResult, type Findings, verdictOf } from './verdict.ts';

const played = (responder: string, score: number | null, more: Partial<Played> = {}): Played => ({
  ...{
    responder,
    outcome: 'lost',
    usersWell: false,
    how: '40 % of browse-latency bad 31 s later',
    score,
    parts: null,
    controls: null,
    seconds: 31,
  },
  ...more,
});
const cheat = (more: Partial<CheatResult> = {}): CheatResult => ({
  ...played('flush', 0),
  result: 'beaten',
  rightAnswers: [],
  because: null,
  ...more,
});

const plan = planOf({ expect: { ...planOf().expect, alerts: [{ slo: 'browse-latency', severity: 'page', withinMs: 60_000 }] } });
const blind = { found: 2, of: 3, missing: ['change f1: is not there'], views: [] };
const good: Findings = {
  ...{
    scenarioId: 'saturday-slowdown',
    seed: 1,
    planHash: 'abcdef0123',
    ratePerSecond: 50,
    provenOn: '2026-01-02',
    mode: 'forks',
    ...{ secondsToWitness: 21, secondsToAlert: 28, secondsToPage: 34.5, injections: 2 },
  },
  ...{
    findable: { found: 3, of: 3, missing: [], views: ['change f1: stands in the change log'] },
    idle: played('idle', 0),
    naive: played('naive', 0.1),
    cheats: [cheat()],
    notOffered: [],
    reference: null,
    attempts: 1,
    tookSeconds: 600,
    probes: [{ probe: 'restart', result: 'passed', words: 'Restart of fulfilment: passed, users stayed well' }],
  },
  expert: played('expert', 0.95, { outcome: 'recovered', usersWell: true, how: 'recovered: users were well' }),
  undo: { ok: true, remaining: [] },
  ...{ troubles: [], samePlanAgain: true, otherSeedFits: true, pagedWhileIdle: null, isDiagnosed: true },
};
function proofOf(findings: Findings): ScenarioProof {
  const { troubles: _t, samePlanAgain: _s, otherSeedFits: _o, pagedWhileIdle: _p, isDiagnosed: _d, ...proof } = findings;
  return { ...proof, ...verdictOf(plan, findings) };
}
const reasonsFor = (change: Partial<Findings>, of = plan): string[] => verdictOf(of, { ...good, ...change }).reasons;

describe('verdict', () => {
  it('[VE1] proven is what gives no reason to doubt', () => {
    expect(verdictOf(plan, good)).toEqual({ verdict: 'proven', reasons: [], notes: [] });
  });

  it.each<[string, Partial<Findings>, RegExp]>([
    ['idle wins', { idle: played('idle', 0.7, { usersWell: true }) }, /Who does nothing wins/],
    ['a cheat wins', { cheats: [cheat({ result: 'won', how: 'users were well' })] }, /The cheat flush wins: users were well/],
    ['naive as good as the expert', { naive: played('naive', 0.9) }, /loudest alert does as well as who knows: 0.90/],
    ['naive worse than nobody', { naive: played('naive', 0.1), idle: played('idle', 0.2) }, /does worse than nobody/],
    ['nobody naive', { naive: null }, /Nobody followed/],
    ['the expert loses', { expert: played('expert', 0.3) }, /The expert does not win/],
    ['the expert scores low', { expert: played('expert', 0.8, { outcome: 'recovered' }) }, /scores 0.80, below 0.9/],
    ['no diagnosis', { isDiagnosed: false }, /does not say what it was/],
    ['left behind', { undo: { ok: false, remaining: ['f1 stands'] } }, /left behind: f1 stands/],
    ['no page', { secondsToPage: null }, /Nobody was paged within 60 s/],
    ['a late page', { secondsToPage: 70 }, /after 70 s; expected within 60 s/],
    ['another plan', { samePlanAgain: false }, /same seed gave another plan/],
    ['no second seed', { otherSeedFits: false }, /Another seed/],
    ['a trouble', { troubles: ['No steady state.'] }, /No steady state/],
  ])('[VE2] %s is a reason', (_name, change, reason) => {
    const { verdict, reasons } = verdictOf(plan, { ...good, ...change });
    expect(verdict).toBe('failed');
    expect(reasons.join('\n')).toMatch(reason);
  });

  it('[VE8] a view that shows nothing is a reason; where nobody looked there is none', () => {
    expect(verdictOf(plan, { ...good, findable: blind })).toMatchObject({
      verdict: 'failed',
      reasons: ['Not findable: change f1: is not there.'],
    });
    expect(verdictOf(plan, { ...good, findable: null })).toMatchObject({ verdict: 'proven', reasons: [] });
  });

  it('[VE14] a later look goes into the proof of the same plan, both ways, and leaves all else', () => {
    const proof = { ...proofOf(good), findable: null };
    const blindLook = { ...proof, findable: blind };
    const failed = withLook(proof, blindLook) as ScenarioProof;
    expect(failed).toEqual({ ...proof, findable: blind, verdict: 'failed', reasons: ['Not findable: change f1: is not there.'] });
    const seeing = { found: 3, of: 3, missing: [], views: [] };
    expect(withLook(failed, { ...proof, findable: seeing })).toEqual({ ...proof, findable: seeing });
    const lost = { ...failed, reasons: ['The expert was not played.', ...failed.reasons] };
    expect(withLook(lost, { ...proof, findable: seeing })).toMatchObject({ verdict: 'failed', reasons: ['The expert was not played.'] });
  });

  it('[VE14] a look at another plan, under another seed or load, or by nobody is refused', () => {
    const proof = proofOf(good);
    expect(withLook(proof, { ...proof, planHash: 'another' })).toContain('another plan');
    expect(withLook(proof, { ...proof, seed: proof.seed + 1 })).toContain('another plan');
    expect(withLook(proof, { ...proof, ratePerSecond: 30 })).toContain('BROWNOUT_RATE=50');
    expect(withLook(proof, { ...proof, findable: null })).toContain('play it again');
  });

  it('[VE3] a cheat that wins needs a reason of the scenario, and one that need not be exempt is told', () => {
    const winner = played('flush', 0.6, { usersWell: true });
    expect(cheatResult(plan, winner, { idle: null, because: null })).toBe('won');
    expect(cheatResult(plan, winner, { idle: null, because: 'it is the fix' })).toBe('exempt');
    expect(cheatResult(plan, played('flush', 0), { idle: null, because: 'it is the fix' })).toBe('beaten');
    expect(verdictOf(plan, { ...good, cheats: [cheat({ because: 'it is the fix' })] }).notes).toEqual([
      'flush was beaten: it need not be exempt (it is the fix).',
    ]);
  });

  it('[VE19] an expert with whom users suffer nearly as much as with nobody is told: the impact part says little', () => {
    const reference = { idleBad: 212, parBad: 201, horizonMs: 90_000, spread: 15 };
    expect(verdictOf(plan, { ...good, reference }).notes).toEqual([expect.stringContaining('201 and 212 bad events')]);
    expect(verdictOf(plan, { ...good, reference: { ...reference, parBad: 100 } }).notes).toEqual([]);
  });

  it('[VE4] where doing nothing holds, a cheat is beaten when it earns no more than that', () => {
    const idle = played('idle', 0.67, { usersWell: true, outcome: 'held' });
    const well = { usersWell: true, outcome: 'held' } as const;
    expect(cheatResult(quietPlanOf(), played('silence', 0.67, well), { idle, because: null })).toBe('beaten');
    expect(cheatResult(quietPlanOf(), played('silence', 0.9, well), { idle, because: null })).toBe('won');
    expect(reasonsFor({ idle: played('idle', 0) }, quietPlanOf())).toContain('Who does nothing loses, although nothing is wrong.');
  });
});

it('[VE16] what the plan names to be tried has to be carried out with the expert, once and well', () => {
  const trial = (result: 'passed' | 'stood' | 'hurt' | 'impossible' | 'not tried', probe: 'restart' | 'replay' = 'replay') => ({
    ...{ probe, result, words: `${probe}: ${result}` },
  });
  expect(reasonsFor({ probes: [] })).toEqual([]);
  expect(reasonsFor({ probes: [trial('passed', 'restart'), trial('stood')] })).toEqual([]);
  expect(reasonsFor({ probes: [trial('hurt'), trial('passed')] })).toEqual([]);
  expect(reasonsFor({ probes: [trial('passed', 'restart'), trial('impossible')] })).toEqual([
    'What has to be tried before a resolve holds was not carried out. replay: impossible.',
  ]);
  expect(reasonsFor({ probes: [trial('not tried', 'restart')] })).toHaveLength(1);
  const lost = played('expert', 0.95, { how: 'lost: the time box is over' });
  expect(reasonsFor({ probes: [trial('hurt')], expert: lost })).toEqual(['The expert does not win: lost: the time box is over']);
});

const diagnosed = (diagnosis: number): Played => played('naive', 0.3, { parts: { oracle: 0, impact: null, diagnosis, safety: 1 } });

describe('verdict on who sees no more than the map', () => {
  it('[VE10] a page while nobody acts is a reason where no page is expected, and none elsewhere', () => {
    const silent = planOf({ expect: { ...planOf().expect, alerts: [] } });
    expect(reasonsFor({}, silent)).toEqual([]);
    expect(reasonsFor({ pagedWhileIdle: 'browse-latency fast burn' }, silent)).toEqual([
      'Somebody was paged (browse-latency fast burn) while nobody acted; no page is expected.',
    ]);
    expect(reasonsFor({ pagedWhileIdle: 'browse-latency fast burn' })).toEqual([]);
  });

  it('[VE11] naive must not have the diagnosis: half of it at most, however well its acts go', () => {
    expect(reasonsFor({ naive: diagnosed(0.5) })).toEqual([]);
    expect(reasonsFor({ naive: diagnosed(0.51) })).toEqual([expect.stringContaining('The map and the alerts alone tell what it is')]);
    const goal = { operation: 'GET /products' } as unknown as NonNullable<Plan['goal']>;
    expect(reasonsFor({ naive: diagnosed(0.6) }, { ...plan, goal })).toEqual([]);
  });

  it('[VE12] where nothing is wrong, who acts all the same has to earn less than nobody', () => {
    const idle = played('idle', 0.633, { usersWell: true, outcome: 'held' });
    const calm = quietPlanOf();
    expect(reasonsFor({ idle, naive: played('naive', 0.554) }, calm)).toEqual([]);
    expect(reasonsFor({ idle, naive: played('naive', 0.633) }, calm)).toEqual([
      'Nothing is wrong, and who acts all the same earns as much as nobody: 0.63, nobody 0.63.',
    ]);
  });

  it('[VE13] a cheat that lost because nothing of it took hold is noted', () => {
    const notesOf = (tookHold: number, refused: string[]): string[] =>
      verdictOf(plan, { ...good, cheats: [cheat({ controls: { asked: 3, tookHold, refused } })] }).notes;
    expect(notesOf(0, ['offsets.reset fulfilment (a member still reads)'])).toEqual([
      'flush was beaten by refusal: none of its 3 controls took hold.',
    ]);
    expect(notesOf(1, ['offsets.reset fulfilment (a member still reads)'])).toEqual([]);
    expect(notesOf(0, [])).toEqual([]);
  });
});

it('[VE6] a proof from before views were looked at and refusals told still reads, and shows a dash', () => {
  const old: Record<string, unknown> = {
    ...proofOf(good),
    findable: undefined,
    probes: undefined,
    idle: { ...good.idle, controls: undefined },
  };
  const report = { version: 1, takenOn: '2026-01-02', machine: { cores: 2, node: '20.19.0' }, scenarios: [old], notPlayed: [] };
  const read = verificationSchema.parse(JSON.parse(JSON.stringify(report)));
  expect(read.scenarios[0]).toMatchObject({ findable: null, probes: null, idle: { controls: null } });
  expect(terminalTable(read)).toMatch(/35 s +– +0\.00/);
});

describe('users after an act', () => {
  const playedWith =
    (acted: boolean, changes: Partial<Plan> = {}) =>
    (seconds: number, world: object, then = 0, later: object = {}) => {
      const sim = simulate(planOf({ oracle: { holdMs: 30_000, minTrafficShare: 0.95 }, ...changes }));
      sim.goLive();
      sim.play(40, slowPages);
      const act = { atMs: sim.nowMs, badShares: acted ? badSharesNow(sim.state) : null, podHoldMs: 60_000 };
      sim.play(seconds, world);
      sim.play(then, later);
      return usersSince(sim.state, act);
    };
  const at = playedWith(false);
  const afterActs = playedWith(true);

  it('[VE5] are well when they were so for the whole hold, unwell as soon as they cannot be any more', () => {
    expect([at(29, {}), at(40, {})]).toEqual([null, 'well']);
    expect([at(30, slowPages), at(31, slowPages)]).toEqual([null, 'unwell']);
    expect(at(20, slowPages, 45)).toBe('well');
    expect(at(20, slowPages, 20)).toBeNull();
  });

  it('[VE7] that changes nothing they are unwell after 15 s; while any SLI fares better they have the whole hold', () => {
    expect([afterActs(15, slowPages), afterActs(16, slowPages)]).toEqual([null, 'unwell']);
    expect([afterActs(30, { browseBad: 0.3 }), afterActs(31, { browseBad: 0.3 })]).toEqual([null, 'unwell']);
    expect(afterActs(16, { browseBad: 0.45 })).toBe('unwell');
    expect(afterActs(12, slowPages, 35)).toBe('well');
    expect(afterActs(4, slowPages, 20, { browseBad: 0.15 })).toBeNull();
  });

  it('[VE17] where all that was bad has fallen by half they have the hold of a pod: a resolve made at the act would still live', () => {
    expect([afterActs(60, { browseBad: 0.15 }), afterActs(61, { browseBad: 0.15 })]).toEqual([null, 'unwell']);
    expect([afterActs(45, { browseBad: 0.15 }, 29), afterActs(45, { browseBad: 0.15 }, 32)]).toEqual([null, 'well']);
  });

  it('[VE17] where orders were late they have it too: a backlog that drains shows only when it is gone', () => {
    const afterActsOnOrders = playedWith(true, { slos: plan.slos.map((slo) => ({ ...slo, sli: 'freshness' })) });
    expect([afterActsOnOrders(60, slowPages), afterActsOnOrders(61, slowPages)]).toEqual([null, 'unwell']);
  });

  it('[VE7] of acts that made it worse the worse moment counts: what falls from there is better', () => {
    expect(worseOf({ a: 0.5, b: 0 }, { a: 0.1, b: 0.9 })).toEqual({ a: 0.5, b: 0.9 });
  });
});

it('[VE6] the report names every reason, every cheat and how it was beaten', () => {
  const failed: Findings = { ...good, idle: null, notOffered: ['reset-offsets'] };
  const proof = proofOf(failed);
  const report: Verification = {
    version: 1,
    takenOn: '2026-01-02',
    machine: { cores: 2, node: '20.19.0' },
    scenarios: [afterAttempts(proof, [{ ...proof, reasons: ['No steady state.'] }])],
    notPlayed: ['tuesday-half-past-ten'],
  };
  for (const text of [terminalTable(report), markdownPage(report)]) {
    expect(text).toContain('FAILED');
    expect(text).toContain('Nobody saw what happens when nobody does anything.');
    expect(text).toMatch(/flush,? beaten: 40 % of browse-latency bad 31 s later/);
    expect(text).toContain('reset-offsets: there is nothing here to do it with');
    expect(text).toContain('0.95');
    expect(text).toMatch(/note: Attempt 1 failed: No steady state\./i);
    expect(text).toMatch(/FAILED +(\| +)?2 +(\| +)?21 s +(\| +)?28 s +(\| +)?35 s/);
    expect(text).toContain('1200 s');
    expect(text).toContain('3 of 3');
    expect(text).toMatch(/tried (with|before) the expert('s resolve held)?: Restart of fulfilment: passed, users stayed well/i);
    expect(text).toMatch(/to be seen: change f1: stands in the change log/i);
    expect(text).toContain('Not played: tuesday-half-past-ten.');
  }
});
