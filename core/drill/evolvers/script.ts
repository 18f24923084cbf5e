/** The script: what was fired or skipped, what it wrote into the public record. */
import { putOn } from '../rules/standing.ts';
import type { ControlState, DrillState } from '../state.ts';
import type { Evolvers } from './evolver.ts';

type ScriptEvent = 'injectFired' | 'injectSkipped' | 'changeLogged' | 'messagePosted';

export const scriptEvolvers: Evolvers<ScriptEvent> = {
  injectFired(state, { seq, data: { injectId } }) {
    const fired: DrillState = { ...state, injects: { ...state.injects, [injectId]: 'fired' } };
    const item = state.plan.script.find(({ id }) => id === injectId);
    if (item?.kind !== 'change' || !item.change.operation) return fired;
    return {
      ...fired,
      standing: putOn(state.standing, injectId, [item.change.operation]),
      effects: { ...state.effects, [`e${seq}`]: { kind: 'list' } },
    };
  },
  injectSkipped(state, { data: { injectId } }) {
    return { ...state, injects: { ...state.injects, [injectId]: 'skipped' } };
  },
  changeLogged(state, { causeSeq, data }) {
    const controls = endUndo(state.controls, causeSeq);
    return { ...state, controls, changes: [...state.changes, data] };
  },
  messagePosted(state, { atMs, data }) {
    return { ...state, messages: [...state.messages, { ...data, atMs, traceId: data.traceId ?? null }] };
  },
};

/** The change-log line of an undone control is written once the sandbox has done it; it names the event that asked. */
function endUndo(controls: ControlState[], causeSeq: number | null): ControlState[] {
  return controls.map((control) => (control.undoing && control.lastSeq === causeSeq ? { ...control, undoing: false } : control));
}
