/** Lines of the incident channel about controls and changes. Each thing is said once: a control's own change-log entry adds none. */
import { controlDefinitions } from '../../controls/index.ts';
import type { TimelineEntry } from '../../protocol/drill-view.ts';
import type { Evidence } from '../../protocol/evidence.ts';
import type { ControlState, DrillState } from '../state.ts';
import { type Line, type Lines, pointer } from './timeline-line.ts';

const action: TimelineEntry['kind'] = 'action';

export const actLines: Lines = {
  controlRequested({ atMs, actor, data }, after) {
    const seconds = Math.round((data.landsAtMs - atMs) / 1000);
    return line(after, data.controlId, (name) => ({
      from: actor.name,
      text: `${name}: asked for${seconds > 0 ? `, starts in ${seconds} s` : ''}${shown(data.evidence)}.`,
    }));
  },
  controlLanded: ({ data: { controlId } }, after) =>
    // An owner's answer is a message of its own.
    workOf(after, controlId) === 'ownerPage'
      ? null
      : line(after, controlId, (name, { by, receipt }) => ({ from: by, text: `${name}: done.${spoken(receipt)}` })),
  controlFailed: ({ data: { controlId } }, after) =>
    line(after, controlId, (name, { by, receipt }) => ({ from: by, text: `${name}: did not go through.${spoken(receipt)}` })),
  controlUndone: ({ data: { controlId, by } }, after) =>
    line(after, controlId, (name) => ({ from: by, text: `${name}: taken off again.` })),
  changeLogged({ causeSeq, data: { changeId, happenedAtMs, kind, target, summary, by } }, after) {
    if (after.controls.some(({ lastSeq }) => lastSeq === causeSeq)) return null;
    const evidence = pointer('change', changeId, { label: summary, atMs: happenedAtMs });
    return { atMs: happenedAtMs, kind: 'change', from: by, text: `${kind} of ${target}: ${summary}`, evidence };
  },
};

/** What who is paged has been told to look at. */
function shown(evidence: readonly Evidence[] = []): string {
  return evidence.length === 0 ? '' : `, with ${evidence.map(({ label }) => `“${label}”`).join(', ')}`;
}

const mostSpoken = 3;

/** What was truly done, as far as a line bears it; the rest is with the action. */
function spoken(receipt: readonly string[]): string {
  if (receipt.length === 0) return '';
  const more = receipt.length > mostSpoken ? `; and ${receipt.length - mostSpoken} more` : '';
  return ` ${receipt.slice(0, mostSpoken).join('; ')}${more}.`;
}

type Wording = (name: string, control: ControlState) => Pick<Line, 'from' | 'text'>;

function line(after: DrillState, id: string, wording: Wording): Line | null {
  const control = controlOf(after, id);
  if (!control) return null;
  const name = `${controlDefinitions[control.control]?.title ?? control.control} (${control.target})`;
  return { kind: action, ...wording(name, control), evidence: pointer('action', id, { label: name, atMs: control.requestedAtMs }) };
}

function workOf(after: DrillState, id: string): string | undefined {
  return controlOf(after, id)?.work?.type;
}

function controlOf({ controls }: DrillState, id: string): ControlState | undefined {
  return controls.find(({ controlId }) => controlId === id);
}
