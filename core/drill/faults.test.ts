import { describe, expect, it } from 'vitest';
import { ceoMessage, planOf, primaryFault } from './plan.fixture.ts';
import { isFeltAfter } from './rules/faults.ts';
import { ana, facilitator, healthy, simulate, slowPages } from './simulation.fixture.ts';

const fault = primaryFault.operation;
const standingFault = [{ id: 'f1', operation: fault }];

describe('injection', () => {
  it('FA1 requests the fault at its due time, tells the sandbox the whole list, and logs what it did', () => {
    const sim = simulate(planOf());
    sim.goLive();
    sim.news();
    sim.sandbox = () => ({ ok: true, did: ['latency on catalog->redis'] });
    sim.wait(35_500);
    expect(sim.news()).toEqual([
      { atMs: 40_000, type: 'injectFired', data: { injectId: 'f1', kind: 'fault' } },
      { atMs: 40_000, type: 'faultRequested', data: { faultId: 'f1', attempt: 1, operation: fault, label: 'slow cache' } },
      { atMs: 45_500, type: 'faultApplied', data: { faultId: 'f1', attempt: 1, did: ['latency on catalog->redis'], tookMs: 0 } },
    ]);
    expect(sim.effects).toEqual([{ type: 'reconcile', effectId: 'e16', operations: standingFault }]);
  });

  it('FA2 writes the public reason of a fault before the fault', () => {
    const change = { kind: 'job', target: 'redis', summary: 'nightly backup started', by: 'cron' } as const;
    const sim = simulate(planOf({ script: [{ ...primaryFault, change }] }));
    sim.goLive();
    sim.news();
    sim.wait(30_000);
    expect(sim.news().map(({ type }) => type)).toEqual(['injectFired', 'changeLogged', 'faultRequested', 'faultApplied']);
    expect(sim.state.changes).toEqual([{ changeId: 'change-1', happenedAtMs: 40_000, ...change }]);
  });

  it('FA3 takes off and fires once more a fault that could not be applied, then is invalid', () => {
    const sim = simulate(planOf());
    sim.goLive();
    sim.news();
    sim.effects.length = 0;
    sim.sandbox = (effect) =>
      effect.type === 'reconcile' && effect.operations.length > 0 ? { ok: false, message: 'no such proxy' } : { ok: true };
    sim.wait(30_000);
    expect(sim.news().slice(1)).toEqual([
      { atMs: 40_000, type: 'faultRequested', data: { faultId: 'f1', attempt: 1, operation: fault, label: 'slow cache' } },
      { atMs: 40_000, type: 'faultFailed', data: { faultId: 'f1', attempt: 1, message: 'no such proxy' } },
      { atMs: 40_000, type: 'faultRequested', data: { faultId: 'f1', attempt: 2, operation: fault, label: 'slow cache' } },
      { atMs: 40_000, type: 'faultFailed', data: { faultId: 'f1', attempt: 2, message: 'no such proxy' } },
      { atMs: 40_000, type: 'drillEnded', data: { outcome: 'invalid', reason: 'The fault could not be applied: no such proxy' } },
      { atMs: 40_000, type: 'phaseChanged', data: { from: 'live', to: 'debrief', reason: 'the drill has ended' } },
      { atMs: 40_000, type: 'undoCompleted', data: { ok: true, remaining: [] } },
    ]);
    expect(sim.effects.map((effect) => (effect.type === 'reconcile' ? effect.operations.length : effect.type))).toEqual([
      1,
      0,
      1,
      0,
      'undoAll',
    ]);
  });

  it('FA4 ends a fault by script after its time, counted from when it was applied', () => {
    const sim = simulate(planOf({ script: [{ ...primaryFault, endsAfterMs: 40_000 }] }));
    sim.goLive();
    sim.play(29);
    sim.wait(1_700);
    sim.news();
    sim.play(40, slowPages);
    const ended = sim
      .news()
      .filter(({ type, data }) => type === 'faultEnded' || ('milestone' in data && data.milestone === 'causeRemoved'));
    expect(ended).toEqual([
      { atMs: 80_700, type: 'faultEnded', data: { faultId: 'f1', by: 'script' } },
      { atMs: 80_700, type: 'milestoneReached', data: { milestone: 'causeRemoved', reachedAtMs: 80_700 } },
    ]);
    expect(sim.effects.at(-1)).toMatchObject({ type: 'reconcile', operations: [] });
  });
});

describe('witness', () => {
  it('WI1 is felt when the rolling bad share exceeds 5 %, and impact is the start of the first bad second', () => {
    const sim = simulate(planOf());
    sim.goLive();
    sim.play(33);
    sim.news();
    sim.play(1, { browseBad: 0.25 });
    expect(sim.news()).toEqual([]);
    sim.play(1, slowPages);
    expect(sim.news().slice(0, 2)).toEqual([
      { atMs: 45_000, type: 'faultWitnessed', data: { faultId: 'f1', slo: 'browse-latency', impactAtMs: 43_000 } },
      { atMs: 45_000, type: 'milestoneReached', data: { milestone: 'impact', reachedAtMs: 43_000 } },
    ]);
  });

  it('WI1 impact is never before the fault was applied', () => {
    const sim = simulate(planOf());
    sim.goLive();
    sim.play(29);
    sim.wait(1_400);
    sim.play(1, { browseBad: 1 });
    expect(sim.state.milestones.impact).toBe(40_400);
  });

  it('WI1 what was bad before the fault was applied proves nothing', () => {
    const sim = simulate(planOf());
    sim.goLive();
    sim.play(25);
    sim.play(4, { browseBad: 1 });
    sim.play(20);
    expect(sim.state.faults['f1']).toMatchObject({ appliedAtMs: 40_000, witnessed: false });
    expect(sim.state.milestones.impact).toBeUndefined();
  });

  it('WI5 is felt after a moment by the seconds since alone: what users felt before proves nothing', () => {
    const sim = simulate(planOf());
    sim.goLive();
    sim.play(30);
    sim.play(20, slowPages);
    const beganAgainAtMs = sim.nowMs;
    const isFelt = () => isFeltAfter(sim.state, beganAgainAtMs);
    expect(isFelt()).toBe(false);
    sim.play(1, slowPages);
    expect(isFelt()).toBe(false);
    sim.play(20);
    expect(isFelt()).toBe(false);
    sim.play(2, slowPages);
    expect(isFelt()).toBe(false);
    sim.play(1, slowPages);
    expect(isFelt()).toBe(true);
    sim.play(20, { browseBad: 0.04 });
    expect(isFelt()).toBe(false);
  });

  it('WI2 an unfelt fault is taken off, fired once more, and then the drill is invalid', () => {
    const sim = simulate(planOf());
    sim.goLive();
    sim.play(30);
    sim.news();
    sim.effects.length = 0;
    sim.wait(60_000);
    expect(sim.news()).toEqual([
      { atMs: 70_000, type: 'faultUnfelt', data: { faultId: 'f1', attempt: 1 } },
      { atMs: 70_000, type: 'faultRequested', data: { faultId: 'f1', attempt: 2, operation: fault, label: 'slow cache' } },
      { atMs: 100_000, type: 'faultApplied', data: { faultId: 'f1', attempt: 2, did: ['done'], tookMs: 0 } },
    ]);
    expect(sim.effects).toMatchObject([{ operations: [] }, { operations: standingFault }]);
    sim.wait(31_000);
    expect(sim.news()).toEqual([
      { atMs: 130_000, type: 'faultUnfelt', data: { faultId: 'f1', attempt: 2 } },
      {
        atMs: 130_000,
        type: 'drillEnded',
        data: { outcome: 'invalid', reason: 'The fault was applied 2 times and the users never felt it.' },
      },
      { atMs: 130_000, type: 'phaseChanged', data: { from: 'live', to: 'debrief', reason: 'the drill has ended' } },
      { atMs: 131_000, type: 'undoCompleted', data: { ok: true, remaining: [] } },
    ]);
  });

  const absorbing = [
    { name: 'a right answer', control: 'cache.bypass', target: 'catalog', outcome: 'absorbed' },
    { name: 'a partly right answer', control: 'traffic.shed', target: 'gateway', outcome: 'absorbed' },
    { name: 'a change of the component that was struck', control: 'service.restart', target: 'catalog', outcome: 'absorbed' },
    { name: 'a change elsewhere', control: 'service.restart', target: 'orders', outcome: 'invalid' },
    { name: 'a page to somebody', control: 'owner.page', target: 'storefront', outcome: 'invalid' },
  ];
  it.each(absorbing)('WI3 $name that had landed before makes an unfelt fault $outcome', ({ control, target, outcome }) => {
    const sim = simulate(planOf());
    sim.goLive();
    sim.send('runControl', { control, target, parameters: {}, confirm: target }, { actor: ana });
    sim.play(95);
    expect(sim.state.ending?.outcome).toBe(outcome);
  });

  it('WI3 a control that was taken off before the fault hides nothing', () => {
    const sim = simulate(planOf());
    sim.goLive();
    sim.send('runControl', { control: 'cache.bypass', target: 'catalog', parameters: {} }, { actor: ana });
    sim.play(10);
    expect(sim.send('undoControl', { controlId: 'control-1' }, { actor: ana }).ok).toBe(true);
    sim.play(85);
    expect(sim.state.ending?.outcome).toBe('invalid');
  });

  it('WI4 nothing needs to be felt where nothing is wrong', () => {
    const sim = simulate(planOf({ expect: { ...planOf().expect, witness: 'none' } }));
    sim.goLive();
    sim.play(100);
    expect(sim.state.phase).toBe('live');
    expect(sim.state.milestones).toEqual({});
  });
});

describe('script', () => {
  it('SC1 an item after an alert comes after the first page, once', () => {
    const sim = simulate(planOf({ script: [primaryFault, ceoMessage] }));
    sim.goLive();
    sim.play(30);
    sim.play(30, slowPages);
    const pagedAtMs = sim.state.milestones.paged ?? 0;
    expect(pagedAtMs).toBeGreaterThan(40_000);
    expect(sim.news().filter(({ type }) => type === 'messagePosted')).toEqual([
      {
        atMs: pagedAtMs + 5_000,
        type: 'messagePosted',
        data: { messageId: 'message-1', channel: 'incident', from: 'CEO', text: 'What is going on?' },
      },
    ]);
  });

  it('SC2 the drawer opens only by hand, and each item fires or is skipped once', () => {
    const sim = simulate(
      planOf({
        script: [
          { ...ceoMessage, drawer: true, due: { atMs: 0 } },
          { ...primaryFault, due: { atMs: 5_000 } },
        ],
      }),
    );
    sim.goLive();
    sim.play(1);
    sim.news();
    expect(sim.send('fireInject', { injectId: 'i1' }, { actor: facilitator }).ok).toBe(true);
    expect(sim.send('fireInject', { injectId: 'i1' }, { actor: facilitator })).toMatchObject({ ok: false, code: 'unknown_inject' });
    expect(sim.send('skipInject', { injectId: 'f1' }, { actor: facilitator }).ok).toBe(true);
    sim.play(30);
    expect(sim.news()).toEqual([
      { atMs: 11_000, type: 'injectFired', data: { injectId: 'i1', kind: 'message' } },
      {
        atMs: 11_000,
        type: 'messagePosted',
        data: { messageId: 'message-1', channel: 'incident', from: 'CEO', text: 'What is going on?' },
      },
      { atMs: 11_000, type: 'injectSkipped', data: { injectId: 'f1', by: 'Facilitator' } },
    ]);
  });

  it('EF1 a sandbox that cannot follow the list makes the drill invalid', () => {
    const sim = simulate(planOf({ script: [{ ...primaryFault, endsAfterMs: 60_000 }] }));
    sim.goLive();
    sim.play(30);
    sim.sandbox = (effect) => (effect.type === 'reconcile' ? { ok: false, message: 'supervisor gone' } : { ok: true });
    sim.play(70, slowPages);
    expect(sim.state.ending).toEqual({
      outcome: 'invalid',
      reason: 'The sandbox could not be brought to its desired state: supervisor gone',
    });
  });

  it('EF9 an instance that is not ready in time, after the list has changed, does not end the drill', () => {
    const sim = simulate(planOf({ script: [{ ...primaryFault, endsAfterMs: 60_000 }] }));
    sim.goLive();
    sim.play(30);
    sim.sandbox = (effect) =>
      effect.type === 'reconcile' ? { ok: false, message: 'catalog-2 was not ready within 45 s', code: 'not_ready' } : { ok: true };
    sim.play(70, slowPages);
    expect(sim.state).toMatchObject({ phase: 'live', ending: null });
  });

  it('EF2 a report that comes twice or too late changes nothing, one that nobody asked for is refused', () => {
    const sim = simulate(planOf());
    sim.goLive();
    sim.play(30);
    const report = { effectId: sim.effects[0]?.effectId ?? '', ok: false, did: [], tookMs: 0, message: 'late' };
    expect(sim.send('reportEffect', report)).toEqual({ ok: true, events: [] });
    expect(sim.send('reportEffect', { ...report, effectId: 'e999999' })).toMatchObject({ ok: false, code: 'not_found' });
    sim.send('abort', { reason: 'stop' });
    expect(sim.send('reportEffect', report)).toEqual({ ok: true, events: [] });
  });

  it('EF3 every ending undoes everything, says what is left, and takes a later success', () => {
    const sim = simulate(planOf());
    sim.goLive();
    sim.play(30, healthy);
    sim.sandbox = () => ({ ok: false, did: ['toxic f1'], message: 'still there' });
    sim.send('reportFailure', { reason: 'The sandbox failed: redis died' });
    expect(sim.news().slice(-3)).toEqual([
      { atMs: 40_000, type: 'drillEnded', data: { outcome: 'invalid', reason: 'The sandbox failed: redis died' } },
      { atMs: 40_000, type: 'phaseChanged', data: { from: 'live', to: 'debrief', reason: 'the drill has ended' } },
      { atMs: 40_000, type: 'undoCompleted', data: { ok: false, remaining: ['toxic f1'] } },
    ]);
    const undo = sim.effects.at(-1)?.effectId ?? '';
    sim.send('reportEffect', { effectId: undo, ok: true, did: [], tookMs: 3, message: '' });
    expect(sim.news()).toEqual([
      { atMs: 40_000, type: 'faultEnded', data: { faultId: 'f1', by: 'end' } },
      { atMs: 40_000, type: 'undoCompleted', data: { ok: true, remaining: [] } },
    ]);
  });
});
