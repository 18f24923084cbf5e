/** The script: what was fired or skipped, what it wrote into the public record. */
import { putOn } from '../rules/standing.ts';
import type { ControlState, DrillState } from '../state.ts';
import type { Evolvers } from './evolver.ts';

type ScriptEvent = 'injectFired' | 'injectSkipped' | 'changeLogged' | 'messagePosted' | 'facilitatorNoted';

export const scriptEvolvers: Evolvers<ScriptEvent> = {
  injectFired(state, { seq, atMs, data: { injectId } }) {
    const fired = settled(state, injectId, { outcome: 'fired', atMs });
    const item = state.plan.script.find(({ id }) => id === injectId);
    if (item?.kind !== 'change' || !item.change.operation) return fired;
    return {
      ...fired,
      standing: putOn(state.standing, injectId, [item.change.operation]),
      effects: { ...state.effects, [`e${seq}`]: { kind: 'list' } },
    };
  },
  injectSkipped: (state, { atMs, data: { injectId } }) => settled(state, injectId, { outcome: 'skipped', atMs }),
  changeLogged(state, { causeSeq, data }) {
    const controls = endUndo(state.controls, causeSeq);
    return { ...state, controls, changes: [...state.changes, data] };
  },
  messagePosted(state, { atMs, data }) {
    return { ...state, messages: [...state.messages, { ...data, atMs, traceId: data.traceId ?? null, orderId: data.orderId ?? null }] };
  },
  facilitatorNoted(state, { atMs, data }) {
    return { ...state, facilitatorNotes: [...state.facilitatorNotes, { ...data, atMs }] };
  },
};

function settled(state: DrillState, id: string, { outcome, atMs }: { outcome: 'fired' | 'skipped'; atMs: number }): DrillState {
  return { ...state, injects: { ...state.injects, [id]: outcome }, injectedAtMs: { ...state.injectedAtMs, [id]: atMs } };
}

/** The change-log line of an undone control is written once the sandbox has done it; it names the event that asked. */
function endUndo(controls: ControlState[], causeSeq: number | null): ControlState[] {
  return controls.map((control) => (control.undoing && control.lastSeq === causeSeq ? { ...control, undoing: false } : control));
}
