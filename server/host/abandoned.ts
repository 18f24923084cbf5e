/** Drills that a former server left open: their sandbox died with it, so they end here, with truth and post-mortem like every other. */
import { type Effect, effectsOf } from '../../core/drill/effects.ts';
import type { DrillEvent } from '../../core/drill/events.ts';
import { evolve } from '../../core/drill/evolve.ts';
import { type DrillState, initialState } from '../../core/drill/state.ts';
import type { Plan } from '../../core/scenario/plan.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore } from '../ports/event-store.ts';
import { type Sandbox, SandboxError } from '../ports/sandbox.ts';
import { LiveDrill } from './live-drill.ts';

interface AbandonedParts {
  store: EventStore;
  clock: Clock;
  log: (line: string) => void;
}

const lookEveryMs = 60_000;

/** The sandbox of a server that is gone: every process of it ended with its parent, so nothing is left to undo. */
const goneSandbox: Sandbox = {
  sandboxId: 'gone',
  telemetryToken: '',
  reconcile: async () => ({ tookMs: 0, did: [] }),
  restore: async () => ({ tookMs: 0, did: [] }),
  perform: async () => ({ tookMs: 0, did: [] }),
  inspect: async () => [],
  panel: async () => {
    throw new SandboxError('stopped', 'the sandbox is gone');
  },
  profile: () => Promise.reject(new SandboxError('stopped', 'its sandbox is gone')),
  diff: async () => [],
  stop: async () => {},
};

export async function closeAbandonedDrills(parts: AbandonedParts): Promise<void> {
  for (const drillId of await parts.store.abandoned()) {
    const closed = await closeAbandoned(drillId, parts);
    if (closed) parts.log(`${drillId} was left open by a former server; it is closed now`);
  }
}

/** Looks again and again, since a server beside this one may die later. Returns its stop. */
export function watchAbandonedDrills(parts: AbandonedParts): () => void {
  let cancel = (): void => {};
  const look = async (): Promise<void> => {
    // A store that is away now answers another time.
    await closeAbandonedDrills(parts).catch((error: Error) => parts.log(`abandoned drills: ${error.message}`));
    cancel = parts.clock.after(lookEveryMs, () => void look());
  };
  cancel = parts.clock.after(lookEveryMs, () => void look());
  return () => cancel();
}

async function closeAbandoned(drillId: string, { store, clock, log }: AbandonedParts): Promise<boolean> {
  const events = await store.read(drillId);
  const plan = await store.readPlan(drillId);
  if (!plan) return false;
  const { state, undo } = replayWithUndo(plan, events);
  return new Promise((resolve) => {
    const drill = new LiveDrill({
      drillId,
      plan,
      sandbox: goneSandbox,
      store,
      clock,
      log,
      resumed: { state, gameMs: events.at(-1)?.atMs ?? 0 },
      onStored(stored) {
        if (!stored.some(({ type }) => type === 'undoCompleted')) return;
        drill.dispose();
        resolve(true);
      },
    });
    // It either ran, or had ended and was being undone when the server died.
    const ending = undo
      ? drill.submit('reportEffect', { effectId: undo.effectId, ok: true, did: [], tookMs: 0, message: '' })
      : drill.submit('abort', { reason: 'the server was stopped while the drill ran' });
    void ending.then((ack) => {
      if (!ack.ok) resolve(false);
    });
  });
}

/** The state after a log, and the undo it asked for, if it had come to its end. */
function replayWithUndo(plan: Plan, events: readonly DrillEvent[]): { state: DrillState; undo: Effect | undefined } {
  let state = initialState(plan);
  let undo: Effect | undefined;
  for (const event of events) {
    state = evolve(state, event);
    undo = effectsOf(event, state).find(({ type }) => type === 'undoAll') ?? undo;
  }
  return { state, undo };
}
