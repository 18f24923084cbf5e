import { describe, expect, it } from 'vitest';
import { drillViewSchema } from '../protocol/drill-view.ts';
import type { CommandData } from './commands.ts';
import { planOf, primaryFault } from './plan.fixture.ts';
import { ana, facilitator, room, type Simulation, simulate, slowPages } from './simulation.fixture.ts';
import { viewOf } from './view.ts';

const slowPayments: CommandData['injectFault'] = {
  fault: 'latency',
  target: 'orders->payments',
  parameters: { latency: 500 },
  endsAfterSeconds: null,
};
const operation = {
  kind: 'toxic',
  link: 'orders->payments',
  toxic: { type: 'latency', stream: 'downstream', toxicity: 1, attributes: { latency: 500, jitter: 0 } },
};

function live(plan = planOf()): Simulation {
  const sim = simulate(plan);
  sim.goLive();
  sim.news();
  return sim;
}

const asFacilitator = { actor: facilitator };
const inject = (sim: Simulation, change: Partial<CommandData['injectFault']> = {}) =>
  sim.send('injectFault', { ...slowPayments, ...change }, asFacilitator);

describe('faults of their own', () => {
  it('FC1 a fault is requested in the name of the facilitator, put on the list, and applied', () => {
    const sim = live();
    expect(inject(sim)).toMatchObject({ ok: true });
    expect(sim.news()).toEqual([
      { atMs: 10_000, type: 'faultRequested', data: { faultId: 'desk-1', attempt: 1, operation, label: 'latency on orders->payments' } },
      { atMs: 10_000, type: 'faultApplied', data: { faultId: 'desk-1', attempt: 1, did: ['done'], tookMs: 0 } },
    ]);
    expect(sim.events.find(({ type }) => type === 'faultRequested')?.actor).toEqual(facilitator);
    expect(sim.effects.at(-1)).toMatchObject({ type: 'reconcile', operations: [{ id: 'desk-1', operation }] });
  });

  it.each([
    ['a kind that is not offered', { fault: 'policy' }, 'unknown_fault', 'there are latency, hook-busy'],
    ['a kind out of the blue', { fault: 'constructor' }, 'unknown_fault', 'there are latency, hook-busy'],
    ['a target it has not', { target: 'catalog' }, 'unknown_fault', 'its targets are catalog->redis, orders->payments'],
    ['a parameter out of range', { parameters: { latency: -1 } }, 'bad_parameter', 'from 1 to 60000'],
    ['a parameter it has not', { parameters: { delay: 3 } }, 'bad_parameter', 'it takes latency, jitter'],
  ])('FC2 %s is refused, with what would be possible', (_name, change, code, detail) => {
    const sim = live();
    expect(inject(sim, change)).toMatchObject({ ok: false, code, detail: expect.stringContaining(detail) });
    expect(sim.news()).toEqual([]);
  });

  it('FC3 it ends by itself when told to, counted from when it was applied', () => {
    const sim = live();
    inject(sim, { endsAfterSeconds: 20 });
    sim.news();
    sim.wait(19_999);
    expect(sim.news()).toEqual([]);
    sim.wait(1);
    expect(sim.news()).toEqual([{ atMs: 30_000, type: 'faultEnded', data: { faultId: 'desk-1', by: 'script' } }]);
    expect(sim.state.standing).toEqual([]);
  });

  it.each([
    ['canary', 'orders@3.7.9', { share: 0.3 }, 'orders', 'orders 3.7.9 on a canary with 30 % of calls'],
    ['release', 'orders@3.7.9', {}, 'orders', 'orders 3.7.9 rolled out'],
  ])(
    'FC14 a %s stands in the change log as if the pipeline had made it, before it is asked for',
    (fault, target, parameters, service, summary) => {
      const sim = live(planOf({ faults: [{ fault, targets: [target] }] }));
      inject(sim, { fault, target, parameters });
      expect(sim.news().map(({ type }) => type)).toEqual(['changeLogged', 'faultRequested', 'faultApplied']);
      const logged = sim.events.find(({ type, atMs }) => type === 'changeLogged' && atMs === 10_000);
      expect(logged?.actor.kind).not.toBe('facilitator');
      expect(sim.state.changes.at(-1)).toMatchObject({
        kind: 'deploy',
        target: service,
        summary,
        by: 'Deploy pipeline',
        happenedAtMs: 10_000,
      });
    },
  );

  it('FC14 any other fault of theirs leaves no change', () => {
    const sim = live();
    const before = sim.state.changes.length;
    inject(sim);
    expect(sim.state.changes).toHaveLength(before);
  });

  it('FC4 a fault is taken off by hand once, also while paused; the second time is refused', () => {
    const sim = live();
    inject(sim);
    sim.send('pause', { reason: 'talk' }, asFacilitator);
    sim.news();
    expect(sim.send('endFault', { faultId: 'desk-1' }, asFacilitator)).toMatchObject({ ok: true });
    expect(sim.news()).toEqual([{ atMs: 10_000, type: 'faultEnded', data: { faultId: 'desk-1', by: 'facilitator' } }]);
    expect(sim.events.at(-1)?.actor).toEqual(facilitator);
    expect(sim.effects.at(-1)).toMatchObject({ type: 'reconcile', operations: [] });
    expect(sim.send('endFault', { faultId: 'desk-1' }, asFacilitator)).toMatchObject({
      ok: false,
      code: 'unknown_fault',
      detail: 'desk-1 is off already',
    });
    expect(sim.send('endFault', { faultId: 'desk-7' }, asFacilitator)).toMatchObject({ ok: false, code: 'unknown_fault' });
  });

  it('FC4 a fault that the sandbox has not reported yet can be taken off, and its late report changes nothing', () => {
    const sim = live();
    sim.sandbox = () => 'silent';
    inject(sim);
    const asked = sim.effects.at(-1)?.effectId ?? '';
    sim.send('endFault', { faultId: 'desk-1' }, asFacilitator);
    sim.news();
    expect(sim.send('reportEffect', { effectId: asked, ok: true, did: [], tookMs: 1, message: '' })).toMatchObject({ ok: true });
    expect(sim.news()).toEqual([]);
    expect(sim.state.standing).toEqual([]);
  });

  it('FC5 a scripted fault ends by hand too; when it is the trigger, the cause is removed', () => {
    const sim = live();
    sim.play(30);
    sim.play(15, slowPages);
    sim.send('endFault', { faultId: 'f1' }, asFacilitator);
    expect(sim.state.milestones).toMatchObject({ impact: 40_000, causeRemoved: 55_000 });
    expect(sim.state.standing).toEqual([]);
  });

  it('FC6 a primary fault taken off before users felt it is not fired again: the drill is invalid at its deadline', () => {
    const sim = live();
    sim.play(31);
    sim.send('endFault', { faultId: 'f1' }, asFacilitator);
    sim.news();
    sim.play(29);
    expect(sim.news().map(({ type }) => type)).toEqual(['faultUnfelt', 'drillEnded', 'phaseChanged', 'undoCompleted']);
    expect(sim.state.ending).toEqual({ outcome: 'invalid', reason: 'The facilitator took the fault off before users felt it.' });
  });

  it('FC6 a drill whose primary fault was skipped is invalid at its end, not lost', () => {
    const sim = live();
    sim.send('skipInject', { injectId: 'f1' }, asFacilitator);
    sim.send('endAndDebrief', { reason: 'enough' }, asFacilitator);
    expect(sim.state.ending?.outcome).toBe('invalid');
  });

  it('FC7 one that cannot be applied is tried twice and then left; the drill goes on', () => {
    const sim = live();
    sim.sandbox = (effect) =>
      effect.type === 'reconcile' && effect.operations.length > 0 ? { ok: false, message: 'no such proxy' } : { ok: true };
    inject(sim, { endsAfterSeconds: 30 });
    expect(sim.news().map(({ type }) => type)).toEqual(['faultRequested', 'faultFailed', 'faultRequested', 'faultFailed']);
    expect(sim.state.faults['desk-1']).toMatchObject({ failed: true, attempt: 2, endsAfterMs: 30_000 });
    expect([sim.state.phase, sim.state.standing]).toEqual(['live', []]);
    expect(sim.send('endFault', { faultId: 'desk-1' }, asFacilitator)).toMatchObject({ code: 'unknown_fault' });
  });

  it("FC8 it is nobody's witness: the primary fault alone must be felt, and nothing else is asked of it", () => {
    const sim = live(planOf({ script: [{ ...primaryFault, due: { atMs: 200_000 } }] }));
    inject(sim);
    sim.play(60, slowPages);
    expect(sim.state.faults['desk-1']).toMatchObject({ primary: false, witnessed: false });
    expect(sim.state.milestones.impact).toBeUndefined();
    expect(sim.state.ending).toBeNull();
  });

  it('FC9 every ending takes it off like every other', () => {
    const sim = live();
    inject(sim);
    sim.news();
    sim.send('abort', { reason: 'stop' }, asFacilitator);
    expect(sim.state.standing).toEqual([]);
    expect(sim.news()).toContainEqual({ atMs: 10_000, type: 'faultEnded', data: { faultId: 'desk-1', by: 'end' } });
    expect(inject(sim)).toMatchObject({ ok: false, code: 'wrong_phase' });
  });
});

describe('two desks', () => {
  it.each<[string, (sim: Simulation) => unknown, string]>([
    ['the same fault', (sim) => inject(sim), 'already_done'],
    [
      'the same message',
      (sim) => sim.send('injectMessage', { channel: 'incident', from: 'CEO', text: 'Well?' }, asFacilitator),
      'already_done',
    ],
    ['the same note', (sim) => sim.send('addFacilitatorNote', { text: 'they look at logs' }, asFacilitator), 'already_done'],
    ['the same item', (sim) => sim.send('fireInject', { injectId: 'f1' }, asFacilitator), 'unknown_inject'],
    ['the same skip', (sim) => sim.send('skipInject', { injectId: 'f1' }, asFacilitator), 'unknown_inject'],
    ['a pause', (sim) => sim.send('pause', { reason: 'break' }, asFacilitator), 'wrong_phase'],
    ['the end', (sim) => sim.send('endAndDebrief', { reason: 'done' }, asFacilitator), 'wrong_phase'],
  ])('FC10 of %s asked for twice, the second is refused and nothing doubles', (_name, act, code) => {
    const sim = live();
    expect(act(sim)).toMatchObject({ ok: true });
    const before = sim.events.length;
    expect(act(sim)).toMatchObject({ ok: false, code });
    expect(sim.events).toHaveLength(before);
  });

  it('FC10 the same words some time later are words again, and so is another parameter another fault', () => {
    const sim = live();
    const say = () => sim.send('injectMessage', { channel: 'incident', from: 'CEO', text: 'Well?' }, asFacilitator);
    say();
    sim.wait(10_000);
    expect(say()).toMatchObject({ ok: true });
    inject(sim);
    expect(inject(sim, { parameters: { latency: 501 } })).toMatchObject({ ok: true });
    expect(Object.keys(sim.state.faults)).toEqual(['desk-1', 'desk-2']);
  });
});

describe('words', () => {
  it.each(['incident', 'ticket', 'statusPage'] as const)(
    'FC11 a message on %s shows as from whom it is said; the log names the facilitator',
    (channel) => {
      const sim = live();
      sim.send('injectMessage', { channel, from: 'CEO', text: 'How long?' }, asFacilitator);
      expect(sim.state.timeline.at(-1)).toMatchObject({ from: 'CEO', text: 'How long?' });
      expect(JSON.stringify([viewOf(sim.state, sim.nowMs), sim.state.timeline])).not.toContain(facilitator.name);
      expect(sim.events.at(-1)?.actor).toEqual(facilitator);
    },
  );

  it('FC12 notes leave no trace in what players see, not even in its numbering', () => {
    const [noted, plain] = [live(), live()];
    noted.send('addFacilitatorNote', { text: 'SECRET' }, asFacilitator);
    const see = (sim: Simulation): string => JSON.stringify([viewOf(sim.state, sim.nowMs), sim.state.timeline]);
    expect(see(noted)).toBe(see(plain));
    expect(noted.state.facilitatorNotes).toEqual([{ noteId: 'note-1', atMs: 10_000, text: 'SECRET' }]);
    expect(drillViewSchema.parse(viewOf(noted.state, noted.nowMs))).toBeTruthy();
  });

  it('FC12 notes may still be taken in the debrief', () => {
    const sim = live();
    sim.send('endAndDebrief', { reason: 'done' }, asFacilitator);
    expect(sim.send('addFacilitatorNote', { text: 'they asked well' }, asFacilitator)).toMatchObject({ ok: true });
  });

  it('FC13 the facilitator begins a lobby, and nobody else one that they opened', () => {
    const sim = simulate(planOf());
    sim.send('open', { ...room, openedBy: 'facilitator', plan: planOf() });
    sim.send('join', { playerId: 'p-1', name: 'Ana' }, { actor: ana });
    expect(sim.send('begin', {}, { actor: ana })).toMatchObject({ ok: false, code: 'forbidden' });
    expect(sim.send('begin', {}, asFacilitator)).toMatchObject({ ok: true });
    expect(sim.state.phase).toBe('baseline');
  });
});
