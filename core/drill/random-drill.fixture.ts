/** Random play: steps that anybody could take in any order, for properties that must hold whatever happens. */
import fc from 'fast-check';
import type { Evidence } from '../protocol/evidence.ts';
import type { Simulation, World } from './simulation.fixture.ts';
import { ana, ben, facilitator, sampleOf, slowPages } from './simulation.fixture.ts';

export type Step =
  | { kind: 'play'; seconds: number; world: World | 'as the fault has it' }
  | { kind: 'wait'; ms: number }
  | { kind: 'sandbox'; ok: boolean }
  | { kind: 'command'; run: (sim: Simulation) => unknown; name: string };

const command = (name: string, run: (sim: Simulation) => unknown): Step => ({ kind: 'command', name, run });

const worlds: (World | 'as the fault has it')[] = [
  'as the fault has it',
  'as the fault has it',
  'as the fault has it',
  'as the fault has it',
  {},
  { browseBad: 0.5 },
  { browseBad: 1, checkoutBad: 0.4 },
  { checkoutBad: 0.05 },
  { served: 0.5 },
  { browseBad: 0.3, telemetry: false },
];

const control = (name: string, target: string, parameters = {}): Step =>
  command(`${name} ${target}`, (sim) => sim.send('runControl', { control: name, target, parameters, confirm: target }, { actor: ana }));

const seenAt = (atMs: number): Evidence => ({ kind: 'signal', ref: 'link:catalog->redis|p95', label: 'p95 of catalog->redis', atMs });

const ownLine = ({ state }: Simulation): number => state.lineOrigins.findLastIndex(({ authorId }) => authorId === ana.id);

const newestOffer = ({ state }: Simulation): string => state.seatOffers.at(-1)?.offerId ?? 'none';

const commands: Step[] = [
  control('cache.bypass', 'catalog'),
  control('cache.bypass', 'catalog', { limitPerSecond: -1 }),
  control('service.restart', 'catalog'),
  control('service.rollback', 'orders'),
  control('cache.flush', 'redis'),
  control('traffic.shed', 'gateway'),
  control('owner.page', 'storefront'),
  command('page with evidence', (sim) =>
    sim.send('runControl', { control: 'owner.page', target: 'storefront', parameters: {}, evidence: [seenAt(sim.nowMs)] }, { actor: ana }),
  ),
  control('canary.abort', 'orders'),
  control('canary.promote', 'orders'),
  control('consumer.pause', 'fulfilment'),
  control('consumer.resume', 'fulfilment'),
  control('alert.silence', 'alerts', { alert: 'browse-latency.page', reason: 'known and worked on', minutes: 1 }),
  command('undo newest', (sim) => sim.send('undoControl', { controlId: sim.state.controls.at(-1)?.controlId ?? 'none' }, { actor: ana })),
  command('acknowledge', (sim) => sim.send('acknowledge', { alertId: sim.state.alerts.at(-1)?.alertId ?? 'none' }, { actor: ana })),
  command('declare', (sim) => sim.send('declare', { severity: 2, title: 'Slow' }, { actor: ana })),
  command('mitigating', (sim) => sim.send('setStatus', { status: 'mitigating' }, { actor: ana })),
  command('note', (sim) => sim.send('postNote', { text: 'hm' }, { actor: ana })),
  command('severity', (sim) => sim.send('changeSeverity', { severity: 1, reason: 'worse' }, { actor: ana })),
  command('decision', (sim) => sim.send('recordDecision', { text: 'wait', rationale: 'it falls' }, { actor: ana })),
  command('record', (sim) => sim.send('recordNote', { text: 'seen' }, { actor: ben })),
  command('pin newest', (sim) => sim.send('pinLine', { index: sim.state.timeline.length - 1 }, { actor: ana })),
  command('unpin', (sim) => sim.send('unpinLine', { index: sim.state.pinned[0] ?? 0 }, { actor: ana })),
  command('reword', (sim) => sim.send('editMessage', { index: ownLine(sim), text: `at ${sim.nowMs}` }, { actor: ana })),
  command('second person', (sim) => sim.send('join', { playerId: 'p-2', name: 'Ben' }, { actor: ben })),
  command('offer the seat', (sim) => sim.send('offerSeat', { to: 'p-2' }, { actor: ana })),
  command('accept', (sim) => sim.send('answerOffer', { offerId: newestOffer(sim), accept: true }, { actor: ben })),
  command('decline', (sim) => sim.send('answerOffer', { offerId: newestOffer(sim), accept: false }, { actor: ben })),
  command('take the offer back', (sim) => sim.send('withdrawOffer', { offerId: newestOffer(sim) }, { actor: ana })),
  command('update', (sim) => sim.send('postUpdate', { impact: 'slow', action: 'looking', nextUpdateMinutes: 5 }, { actor: ana })),
  command('join', (sim) => sim.send('join', { playerId: 'p-1', name: 'Ana' }, { actor: ana })),
  command('observe', (sim) => sim.send('takeSeat', { role: 'observer' }, { actor: ana })),
  command('command', (sim) => sim.send('takeSeat', { role: 'commander' }, { actor: ana })),
  command('command, whoever is away', (sim) => sim.send('takeSeat', { role: 'commander' }, { actor: ben, away: ['p-1', 'p-2'] })),
  command('free a seat', (sim) => sim.send('freeSeat', { playerId: 'p-1' }, { actor: facilitator })),
  command('comm check', (sim) => sim.send('callCommCheck', {}, { actor: ana })),
  command('hypothesis', (sim) =>
    sim.send('proposeHypothesis', { text: 'the cache', component: 'redis', evidence: [seenAt(sim.nowMs)] }, { actor: ana }),
  ),
  command('judge', (sim) => sim.send('judgeHypothesis', { hypothesisId: 'hypothesis-1', state: 'refuted' }, { actor: ana })),
  command('link', (sim) => sim.send('linkEvidence', { hypothesisId: 'hypothesis-1', evidence: seenAt(sim.nowMs) }, { actor: ana })),
  command('chain', (sim) => sim.send('linkHypothesis', { hypothesisId: 'hypothesis-2', explains: 'hypothesis-1' }, { actor: ana })),
  command('bone', (sim) => sim.send('sortHypothesis', { hypothesisId: 'hypothesis-1', category: 'data' }, { actor: ana })),
  command('task', (sim) => sim.send('addTask', { text: 'look', ownerPlayerId: null, timeBoxMinutes: 1 }, { actor: ana })),
  command('renew task', (sim) => sim.send('renewTask', { taskId: sim.state.tasks.at(-1)?.taskId ?? 'none', minutes: 1 }, { actor: ana })),
  command('close task', (sim) => sim.send('closeTask', { taskId: 'task-1' }, { actor: ana })),
  command('diagnosis', (sim) =>
    sim.send('submitDiagnosis', { component: 'redis', mechanism: 'full', conditions: [], why: '', confidence: 50 }, { actor: ana }),
  ),
  command('hint', (sim) => sim.send('takeHint', { tier: 1 }, { actor: ana })),
  command('ticket', (sim) => sim.send('postTicket', { text: 'slow', traceId: 't' })),
  command('resolve', (sim) => sim.send('resolve', { summary: 'done' }, { actor: ana })),
  command('well, resolve', (sim) => {
    sim.play(60);
    sim.send('resolve', { summary: 'well' }, { actor: ana });
    sim.play(20);
  }),
  command('pause', (sim) => sim.send('pause', { reason: 'break' }, { actor: facilitator })),
  command('resume', (sim) => sim.send('resume', {}, { actor: facilitator })),
  command('fire drawer', (sim) => sim.send('fireInject', { injectId: 'extra' }, { actor: facilitator })),
  command('facilitator note', (sim) => sim.send('addFacilitatorNote', { text: 'SEALED note' }, { actor: facilitator })),
  command('message', (sim) => sim.send('injectMessage', { channel: 'incident', from: 'CEO', text: 'well?' }, { actor: facilitator })),
  command('fault', (sim) =>
    sim.send('injectFault', { fault: 'latency', target: 'orders->payments', parameters: {}, endsAfterSeconds: 30 }, { actor: facilitator }),
  ),
  command('end newest fault', (sim) =>
    sim.send('endFault', { faultId: Object.keys(sim.state.faults).at(-1) ?? 'none' }, { actor: facilitator }),
  ),
  command('skip', (sim) => sim.send('skipInject', { injectId: 'i1' }, { actor: facilitator })),
  command('repeat', (sim) => sim.send('postNote', { text: 'again' }, { actor: ana, commandId: 'same' })),
];

const playStep: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('play' as const),
  seconds: fc.integer({ min: 5, max: 40 }),
  world: fc.constantFrom(...worlds),
});

/** Mostly time and users, sometimes people, now and then a sandbox that fails. */
export const anySteps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: playStep },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 20_000 }) }) },
    { weight: 5, arbitrary: fc.constantFrom(...commands) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('sandbox' as const), ok: fc.boolean() }) },
  ),
  { minLength: 10, maxLength: 60 },
);

/** Plays on the game clock. Samples of a paused drill come, and then it goes on. */
export function take(sim: Simulation, step: Step): void {
  if (step.kind === 'command') step.run(sim);
  else if (step.kind === 'sandbox') sim.sandbox = () => ({ ok: step.ok, did: ['done'], message: step.ok ? '' : 'broken' });
  else if (sim.state.phase === 'paused') {
    sim.send('recordSample', sampleOf({ browseBad: 1 }, sim.nowMs));
    sim.send('resume', {}, { actor: facilitator });
  } else if (step.kind === 'wait') sim.wait(step.ms);
  else sim.play(step.seconds, step.world === 'as the fault has it' ? worldOf(sim) : step.world);
}

/** Users suffer while the fault is on and no bypass is; it needs nothing that the truth says. */
function worldOf({ state }: Simulation): World {
  const bypassed = state.controls.some(({ control, state: progress }) => control === 'cache.bypass' && progress === 'landed');
  return state.standing.some(({ id }) => id === 'f1') && !bypassed ? slowPages : {};
}

/** fast-check prints seed and steps of a failure; put the seed here to play it again. */
export const propertyOptions = { seed: 20_260_101, numRuns: 40 } as const;

/** For a busy machine; a property plays dozens of drills. Milliseconds. */
export const propertyTimeout = 120_000;
