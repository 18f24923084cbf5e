/** A drill in a simulated world: the fixture is host, sandbox and users at once, on a clock of its own. */
import type { Plan } from '../scenario/plan.ts';
import { countLatency, type LatencyCounts } from '../statistics/latency-counts.ts';
import type { Command, CommandData, CommandType } from './commands.ts';
import { type Decision, decide } from './decide.ts';
import { type Effect, effectsOf } from './effects.ts';
import type { Actor, DrillEvent, EventData, OperationSecond } from './events.ts';
import { evolve } from './evolve.ts';
import { type DrillState, initialState } from './state.ts';

/** How users fare in one second. Shares are of the events of that SLI. */
export interface World {
  browseBad?: number;
  checkoutBad?: number;
  /** Share of the asked-for traffic that is sent. */
  served?: number;
  /** Telemetry arrives. */
  telemetry?: boolean;
  signals?: Record<string, number>;
  /** How long the 20 requests of a goal's operation take, all of them or dealt out in turn. */
  operationMs?: number | readonly number[];
  /** So many of them fail. */
  operationFailed?: number;
}

export const healthy: World = {};
export const slowPages: World = { browseBad: 0.5 };

/** As a player opens it who starts at once. */
export const room = { code: 'ABCDEF', openedBy: 'player', practice: false } as const;

export const ana: Actor = { kind: 'player', id: 'p-1', name: 'Ana' };
export const ben: Actor = { kind: 'player', id: 'p-2', name: 'Ben' };
export const facilitator: Actor = { kind: 'facilitator', id: 'facilitator', name: 'Facilitator' };
const host: Actor = { kind: 'system', id: 'system', name: 'Brownout' };

/** What the sandbox says to an effect. */
export type Sandbox = (
  effect: Effect,
) => (Pick<CommandData['reportEffect'], 'ok' | 'code'> & { did?: string[]; message?: string }) | 'silent';

const wallStartMs = 1_800_000_000_000;

export interface Simulation {
  readonly events: DrillEvent[];
  readonly effects: Effect[];
  state: DrillState;
  nowMs: number;
  sandbox: Sandbox;
  /** Takes a command now; the sandbox does and reports what follows at once. */
  send<T extends CommandType>(type: T, data: CommandData[T], from?: { actor?: Actor; commandId?: string; away?: string[] }): Decision;
  /** Lets game time pass without users: one `advance`. */
  wait(ms: number): void;
  /** Lets whole seconds pass, each ending in a sample. */
  play(seconds: number, world?: World): void;
  /** Opens, starts and proves the baseline; the drill is live at 10 s of game time. */
  goLive(): void;
  /** Events written since the last time this was called, without samples. */
  news(): { atMs: number; type: DrillEvent['type']; data: DrillEvent['data'] }[];
}

export function simulate(plan: Plan, drillId = 'INC-0042'): Simulation {
  let commands = 0;
  let told = 0;
  const queue: Effect[] = [];
  const sim: Simulation = {
    events: [],
    effects: [],
    state: initialState(plan),
    nowMs: 0,
    sandbox: () => ({ ok: true, did: ['done'] }),
    send(type, data, { actor = host, commandId = `command-${(commands += 1)}`, away } = {}) {
      const command = { type, drillId, commandId, atMs: sim.nowMs, observedAtMs: wallStartMs + sim.nowMs, actor, away, data } as Command;
      const decision = decide(command, sim.state);
      if (decision.ok) for (const event of decision.events) take(event);
      runEffects();
      return decision;
    },
    wait(ms) {
      sim.nowMs += ms;
      sim.send('advance', {});
    },
    play(seconds, world = healthy) {
      for (let second = 0; second < seconds; second += 1) {
        sim.nowMs += 1000;
        sim.send('recordSample', sampleOf(world, sim.nowMs));
      }
    },
    goLive() {
      sim.send('open', { ...room, plan });
      sim.send('start', {});
      sim.play(plan.baselineMs / 1000);
    },
    news() {
      const fresh = sim.events.slice(told).filter(({ type }) => type !== 'sliSampled');
      told = sim.events.length;
      return fresh.map(({ atMs, type, data }) => ({ atMs, type, data }));
    },
  };

  const take = (event: DrillEvent): void => {
    sim.state = evolve(sim.state, event);
    sim.events.push(event);
    const effects = effectsOf(event, sim.state);
    sim.effects.push(...effects);
    queue.push(...effects);
  };

  const runEffects = (): void => {
    for (let effect = queue.shift(); effect; effect = queue.shift()) {
      const answer = sim.sandbox(effect);
      if (answer === 'silent') continue;
      sim.send('reportEffect', { effectId: effect.effectId, did: [], tookMs: 0, message: '', ...answer });
    }
  };
  return sim;
}

/** 100 requests asked for per second: 60 of browse, 20 checkouts. */
export function sampleOf(world: World, nowMs: number): Omit<EventData['sliSampled'], 'paused'> {
  const served = world.served ?? 1;
  const counts = (events: number, badShare = 0): { good: number; bad: number } => {
    const bad = Math.round(events * badShare);
    return { good: events - bad, bad };
  };
  const sli = { 'browse-latency': counts(60, world.browseBad), 'checkout-availability': counts(20, world.checkoutBad) };
  return {
    second: Math.floor(nowMs / 1000),
    ledger: sli,
    observed: world.telemetry === false ? {} : sli,
    asked: 100,
    sent: 100 * served,
    ordersLost: sli['checkout-availability'].bad,
    centsLost: sli['checkout-availability'].bad * 2_500,
    signals: world.signals ?? {},
    ...(world.operationMs === undefined ? {} : { operation: operationOf(world.operationMs, world.operationFailed ?? 0) }),
  };
}

function operationOf(took: number | readonly number[], failed: number): OperationSecond {
  const latency: LatencyCounts = {};
  const each = [took].flat();
  for (let request = 0; request < 20; request += 1) countLatency(latency, each[request % each.length] ?? 0);
  return { latency, failed };
}
