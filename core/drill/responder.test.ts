import { expect, it } from 'vitest';
import type { ResponderStep } from '../scenario/plan.ts';
import { planOf } from './plan.fixture.ts';
import { asked, canary, flag, planAsking } from './request.fixture.ts';
import { nextResponderCommand, startOfResponder } from './responder.ts';
import { type Simulation, simulate, slowPages, type World } from './simulation.fixture.ts';

const expert: ResponderStep[] = [
  { wait: { alert: 'any' } },
  { wait: { afterMs: 3_000 } },
  { do: 'acknowledge' },
  { do: 'declare', severity: 2, title: 'Slow pages' },
  { do: 'status', status: 'mitigating' },
  { do: 'control', control: 'service.restart', target: 'catalog', parameters: {} },
  { do: 'control', control: 'cache.bypass', target: 'catalog', parameters: { limitPerSecond: 40 } },
  { wait: { recoveredForMs: 30_000 } },
  { do: 'update', impact: 'Well again.', action: 'Watching.', nextUpdateMinutes: 5 },
  { do: 'note', text: 'bypass on' },
  { do: 'resolve', summary: 'cache bypassed' },
];

/** Plays as the host does: after every sample, all that the script allows. Says what was sent when. */
function playWith(sim: Simulation, steps: ResponderStep[], world: (sim: Simulation) => World): [number, string][] {
  const sent: [number, string][] = [];
  let progress = startOfResponder;
  for (let second = 0; second < 400 && sim.state.phase === 'live'; second += 1) {
    sim.play(1, world(sim));
    for (;;) {
      const next = nextResponderCommand({ steps, progress, state: sim.state, gameMs: sim.nowMs });
      if (!next) break;
      progress = next.progress;
      if (!next.command) continue;
      sent.push([sim.nowMs, next.command.type]);
      expect(sim.send(next.command.type, next.command.data, { actor: { kind: 'responder', id: 'responder', name: 'Script' } }).ok).toBe(
        true,
      );
    }
  }
  return sent;
}

const untilBypassed = (sim: Simulation): World =>
  sim.state.faults['f1'] !== undefined && sim.state.milestones.causeRemoved === undefined ? slowPages : {};

it('RP1 the expert acts after the page, waits for a busy service and resolves once users are well', () => {
  const sim = simulate(planOf());
  sim.goLive();
  const sent = playWith(sim, expert, untilBypassed);
  const pagedAtMs = sim.state.milestones.paged ?? 0;
  const bypassAtMs = pagedAtMs + 3_000 + 2_000;
  const wellAtMs = sim.state.milestones.recovered ?? 0;
  expect(sent).toEqual([
    [pagedAtMs + 3_000, 'acknowledge'],
    [pagedAtMs + 3_000, 'declare'],
    [pagedAtMs + 3_000, 'setStatus'],
    [pagedAtMs + 3_000, 'runControl'],
    [bypassAtMs, 'runControl'],
    [wellAtMs + 30_000, 'postUpdate'],
    [wellAtMs + 30_000, 'postNote'],
    [wellAtMs + 30_000, 'resolve'],
  ]);
  expect(sim.state.ending?.outcome).toBe('recovered');
});

it('RP2 the idle responder does nothing, and loses', () => {
  const sim = simulate(planOf({ timeboxMs: 200_000 }));
  sim.goLive();
  expect(playWith(sim, [], untilBypassed)).toEqual([]);
  expect(sim.state.ending?.outcome).toBe('lost');
});

it('RP3 silence of telemetry is not recovery', () => {
  const sim = simulate(planOf());
  sim.goLive();
  sim.play(20);
  const steps: ResponderStep[] = [{ wait: { recoveredForMs: 15_000 } }, { do: 'resolve', summary: 'fine' }];
  const ask = () => nextResponderCommand({ steps, progress: startOfResponder, state: sim.state, gameMs: sim.nowMs });
  expect(ask()?.command?.type).toBe('resolve');
  sim.play(10, { telemetry: false });
  expect(ask()).toBeNull();
});

it('RP4 with no alert to acknowledge it moves on', () => {
  const sim = simulate(planOf());
  sim.goLive();
  const input = { steps: [{ do: 'acknowledge' } as const], state: sim.state, gameMs: sim.nowMs };
  const next = nextResponderCommand({ ...input, progress: startOfResponder });
  expect(next).toEqual({ command: null, progress: { next: 1, doneAtMs: 10_000 } });
  expect(nextResponderCommand({ ...input, progress: next?.progress ?? startOfResponder })).toBeNull();
});

it('RP5 names an SLO to wait for its own page', () => {
  const sim = simulate(planOf());
  sim.goLive();
  sim.play(30);
  sim.play(30, slowPages);
  const ask = (alert: string) =>
    nextResponderCommand({
      steps: [{ wait: { alert } }, { do: 'acknowledge' }],
      progress: startOfResponder,
      state: sim.state,
      gameMs: sim.nowMs,
    });
  expect(ask('browse-latency')?.command).toEqual({ type: 'acknowledge', data: { alertId: 'browse-latency.page.1' } });
  expect(ask('checkout-availability')).toBeNull();
});

it('RP6 what is on its way settles before the next step, and what stands is taken off again', () => {
  const sim = simulate(planOf());
  sim.goLive();
  const steps: ResponderStep[] = [
    { do: 'control', control: 'cache.bypass', target: 'catalog', parameters: { limitPerSecond: 15 } },
    { wait: { settled: true } },
    { do: 'undo', control: 'cache.bypass', target: 'catalog' },
    { wait: { settled: true } },
    // It counts from when that had settled, and so comes to an end.
    { wait: { afterMs: 3000 } },
    { do: 'undo', control: 'cache.bypass', target: 'catalog' },
    { do: 'resolve', summary: 'on and off again' },
  ];
  const sent = playWith(sim, steps, () => ({})).map(([, type]) => type);
  expect(sent).toEqual(['runControl', 'undoControl', 'resolve']);
  expect(sim.state.controls[0]).toMatchObject({ state: 'undone', landedAtMs: expect.any(Number) });
});

it('RP7 says what it was once the drill has ended, however far its steps had come', () => {
  const said = { component: 'redis', mechanism: 'full', conditions: ['nobody looks at refused writes'], why: 'its limit is new' };
  const steps: ResponderStep[] = [{ do: 'diagnose', ...said }, { wait: { alert: 'any' } }, { do: 'resolve', summary: 'fine' }];
  const sim = simulate(planOf());
  sim.goLive();
  const ask = (progress = startOfResponder) => nextResponderCommand({ steps, progress, state: sim.state, gameMs: sim.nowMs });
  sim.play(5);
  expect(ask()).toBeNull();
  sim.send('endAndDebrief', { reason: 'enough' });
  const next = ask();
  expect(next?.command).toEqual({ type: 'submitDiagnosis', data: said });
  expect(ask(next?.progress)).toBeNull();
  const actor = { kind: 'responder', id: 'responder', name: 'Script' } as const;
  expect(sim.send('submitDiagnosis', said, { actor })).toMatchObject({ ok: true });
  expect(sim.state.diagnoses).toMatchObject([{ playerId: 'responder', by: 'Script', isLive: false, ...said }]);
});

it('RP8 answers a request of the script or the oldest open one, waits while its service is busy, and passes over what is not there', () => {
  const sim = asked(planAsking([canary, flag]));
  const answered = (request: string, verdict: 'approve' | 'hold'): ResponderStep => ({ do: 'decide', request, verdict, conditions: [] });
  const steps = [answered('r2', 'hold'), answered('any', 'approve'), answered('any', 'approve')];
  const actor = { kind: 'responder', id: 'responder', name: 'Script' } as const;
  const ask = (progress = startOfResponder) => nextResponderCommand({ steps, progress, state: sim.state, gameMs: sim.nowMs });
  const first = ask();
  const held = { requestId: 'request-2', verdict: 'hold', conditions: [] } as const;
  expect(first?.command).toEqual({ type: 'decideRequest', data: held });
  expect(sim.send('decideRequest', { ...held, conditions: [] }, { actor }).ok).toBe(true);
  const restart = { control: 'service.restart', target: 'orders', parameters: {}, confirm: 'orders' };
  expect(sim.send('runControl', restart, { actor }).ok).toBe(true);
  expect(ask(first?.progress)).toBeNull();
  sim.play(60);
  const second = ask(first?.progress);
  expect(second?.command).toMatchObject({ type: 'decideRequest', data: { requestId: 'request-1', verdict: 'approve' } });
  expect(sim.send('decideRequest', { requestId: 'request-1', verdict: 'approve', conditions: [] }, { actor }).ok).toBe(true);
  expect(ask(second?.progress)).toMatchObject({ command: null, progress: { next: 3 } });
});
