/**
 * Every scenario, played on the drill engine by its own responders, with users that suffer as the scenario says they
 * will. It proves that waits end, controls match and the time box leaves room; the live sandbox proves the physics.
 */
import { describe, expect, it } from 'vitest';
import { matchControl } from '../controls/index.ts';
import type { DrillEvent, EventData } from '../drill/events.ts';
import { nextResponderCommand, startOfResponder } from '../drill/responder.ts';
import { ana, room, type Simulation, simulate } from '../drill/simulation.fixture.ts';
import { hasFixed } from '../requests/fix.ts';
import { countLatency, type LatencyCounts } from '../statistics/latency-counts.ts';
import type { Condition } from './condition.ts';
import type { Plan } from './plan.ts';
import { compileFile, scenarioTexts, templateFile } from './shop.fixture.ts';

const rates: Record<string, number> = { browse: 60, checkout: 20, order: 20 };

/** Pessimistic: users feel it late within what the scenario promises, and recover slowly. */
const FELT_AFTER = 0.6;
const RECOVERY_MS = 20_000;

function sampleOf(plan: Plan, sim: Simulation): Omit<EventData['sliSampled'], 'paused'> {
  const bad = suffering(plan, sim) ? 0.6 : 0;
  const hurt = new Set([plan.expect.slo, ...plan.expect.alerts.map(({ slo }) => slo)]);
  const ledger = Object.fromEntries(
    plan.slos.map(({ name, journey }) => {
      const events = rates[journey] ?? 0;
      const badEvents = hurt.has(name) ? Math.round(events * bad) : 0;
      return [name, { good: events - badEvents, bad: badEvents }];
    }),
  );
  return {
    second: Math.floor(sim.nowMs / 1000),
    ledger,
    observed: ledger,
    asked: 100,
    sent: 100,
    ordersLost: 0,
    centsLost: 0,
    signals: {},
    ...(plan.goal && plan.loadPlan ? operationOf(plan, sim) : {}),
  };
}

/** As slow as it was until an accepted control has landed, then half of that. */
function operationOf(plan: Plan, sim: Simulation): Pick<EventData['sliSampled'], 'asked' | 'sent' | 'operation'> {
  const latency: LatencyCounts = {};
  const tookMs = fixedAtMs(plan, sim) === undefined ? 80 : 40;
  for (let request = 0; request < 20; request += 1) countLatency(latency, tookMs);
  const perSecond = plan.loadPlan?.ratePerSecond ?? 0;
  return { asked: perSecond, sent: perSecond, operation: { latency, failed: 0 } };
}

/** By a control, or by a change request whose approval is the way out. */
function fixedAtMs(plan: Plan, sim: Simulation): number | undefined {
  const approved = sim.state.requests.find((request) => hasFixed(request, plan.truth))?.shippedAtMs ?? undefined;
  return approved ?? landedAtMs(plan, sim);
}

function landedAtMs(plan: Plan, sim: Simulation): number | undefined {
  const isFix = (use: Simulation['state']['controls'][number]): boolean =>
    use.control !== 'owner.page' && plan.truth.accepted.some((match) => matchControl(match, use));
  return sim.state.controls.find(isFix)?.landedAtMs ?? undefined;
}

/**
 * From some time after the trigger took hold until some time after its owner ended it or an accepted control landed. One that is over by
 * itself has left its harm.
 */
function suffering(plan: Plan, sim: Simulation): boolean {
  const applied = triggerEvent(plan, sim, 'faultApplied');
  if (plan.expect.witness === 'none' || !applied || sim.nowMs < applied.atMs + plan.expect.withinMs * FELT_AFTER) return false;
  const ended = triggerEvent(plan, sim, 'faultEnded');
  const goneMs = Math.min(ended?.atMs ?? Number.POSITIVE_INFINITY, fixedAtMs(plan, sim) ?? Number.POSITIVE_INFINITY);
  return sim.nowMs < goneMs + RECOVERY_MS;
}

/** The first of the fault that the truth names, ended by its owner; others beside it come and go by themselves. */
function triggerEvent({ truth }: Plan, { events }: Simulation, type: 'faultApplied' | 'faultEnded'): DrillEvent | undefined {
  const isIt = (event: DrillEvent): boolean => event.type !== 'faultEnded' || event.data.by === 'owner';
  return events.find((event) => event.type === type && event.data.faultId === truth.trigger.since && isIt(event));
}

/** What only a sandbox could tell: `name/*` is some session of that name, `topic/2@*` some position there. */
function named<Data>(data: Data): Data {
  return JSON.parse(JSON.stringify(data).replace(/([/@])\*"/g, '$14711"')) as Data;
}

function play(plan: Plan, responder: string): Simulation {
  const sim = simulate(plan);
  sim.send('open', { ...room, plan });
  sim.send('start', {});
  let progress = startOfResponder;
  while (!sim.state.ending && sim.nowMs < plan.baselineMs + plan.timeboxMs + 120_000) {
    sim.nowMs += 1000;
    sim.send('recordSample', sampleOf(plan, sim));
    for (;;) {
      const next = nextResponderCommand({ steps: plan.responders[responder] ?? [], progress, state: sim.state, gameMs: sim.nowMs });
      if (!next) break;
      progress = next.progress;
      if (next.command) expect(sim.send(next.command.type, named(next.command.data), { actor: ana })).toMatchObject({ ok: true });
    }
  }
  return sim;
}

describe.each([...scenarioTexts.keys(), templateFile])('%s', (file) => {
  let idle: Simulation | undefined;
  /** Nobody does anything, with seed 1: played once for all who ask what becomes of it. */
  const playIdle = (): Simulation => (idle ??= play(compileFile(file, 1), 'idle'));

  it.each([0, 1, 2])('the expert ends it well within the time box (seed %i)', (seed) => {
    const plan = compileFile(file, seed);
    const sim = play(plan, 'expert');
    expect(sim.state.ending?.outcome, JSON.stringify(sim.state.ending)).toBe(plan.expect.idle === 'holds' ? 'held' : 'recovered');
    expect(sim.state.falseResolves).toBe(0);
    const sent = sim.events.filter(({ type }) => type === 'controlRequested').length;
    expect(sent).toBe(plan.responders['expert']?.filter((step) => 'do' in step && step.do === 'control').length);
  });

  it('the idle responder loses it, or holds where nothing was wrong', () => {
    const { state } = playIdle();
    expect(state.ending?.outcome).toBe(state.plan.expect.idle === 'holds' ? 'held' : 'lost');
  });

  it('the expected page fires within its time after the fault', () => {
    const sim = playIdle();
    const { plan } = sim.state;
    const applied = triggerEvent(plan, sim, 'faultApplied');
    for (const { slo, severity, withinMs } of plan.expect.alerts) {
      const fired = sim.events.find(
        (event) => event.type === 'alertStateChanged' && event.data.state === 'firing' && event.data.alert === `${slo}.${severity}`,
      );
      expect((fired?.atMs ?? Number.POSITIVE_INFINITY) - (applied?.atMs ?? 0)).toBeLessThanOrEqual(withinMs);
    }
  });

  it('every message and status page entry that waits for no act of the pod comes while the idle responder waits', () => {
    const plan = compileFile(file, 2);
    const sim = play(plan, 'idle');
    const fired = new Set(sim.events.flatMap((event) => (event.type === 'injectFired' ? [event.data.injectId] : [])));
    const comesByItself = ({ drawer, due }: Plan['script'][number]): boolean => !drawer && !('when' in due && waitsForPod(due.when, plan));
    expect([...fired].sort()).toEqual(
      plan.script
        .filter(comesByItself)
        .map(({ id }) => id)
        .sort(),
    );
  });
});

/** Whether it cannot come about while nobody does anything. */
function waitsForPod(condition: Condition, plan: Plan): boolean {
  if ('all' in condition) return condition.all.some((part) => waitsForPod(part, plan));
  if ('any' in condition) return condition.any.every((part) => waitsForPod(part, plan));
  if (condition.fact === 'ended') return !plan.script.some((item) => item.id === condition.injectId && endsByItself(item));
  return ['declared', 'acknowledged', 'updated', 'summarised', 'published', 'resolved', 'status', 'control'].includes(condition.fact);
}

function endsByItself(item: Plan['script'][number]): boolean {
  return item.kind === 'fault' && item.endsAfterMs !== null;
}
