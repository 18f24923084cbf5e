/** The facilitator's hand on the script, and what they put into the drill themselves. */
import { compileFault } from '../../faults/index.ts';
import { chosenFault } from '../../faults/offers.ts';
import { describeOperation } from '../../sandbox/describe-operation.ts';
import type { StandingOperation } from '../../sandbox/operations.ts';
import type { ScriptItem } from '../../scenario/plan.ts';
import type { CommandData } from '../commands.ts';
import { diffOfFault, publicChangeOf } from '../rules/change-diff.ts';
import { endFault, isOn } from '../rules/faults.ts';
import { fireItem, logChange, nextMessageId } from '../rules/script.ts';
import type { DrillState } from '../state.ts';
import { emit, type Refused, scriptActor, type Turn } from '../turn.ts';
import type { Deciders } from './decider.ts';
import { beforeTheEnd, onlyIn } from './phase-guard.ts';

type FacilitatorCommand = 'fireInject' | 'skipInject' | 'injectMessage' | 'injectFault' | 'endFault' | 'addFacilitatorNote';

/** The same words twice within this time are two desks, or two clicks. */
const sameWordsMs = 10_000;

export const facilitationDeciders: Deciders<FacilitatorCommand> = {
  fireInject(turn, { data: { injectId }, actor }) {
    const refused = onlyIn(turn, ['live']);
    if (refused) return refused;
    const item = openItem(turn, injectId);
    if (!item) return { code: 'unknown_inject', detail: injectId };
    fireItem(turn, item, actor);
    return null;
  },
  skipInject(turn, { data: { injectId }, actor }) {
    const refused = onlyIn(turn, beforeTheEnd);
    if (refused) return refused;
    if (!openItem(turn, injectId)) return { code: 'unknown_inject', detail: injectId };
    emit(turn, { type: 'injectSkipped', data: { injectId, by: actor.name } });
    return null;
  },
  injectMessage(turn, { data: { channel, from, text } }) {
    const refused = onlyIn(turn, beforeTheEnd);
    if (refused) return refused;
    const newest = turn.state.messages.filter((message) => message.channel === channel).at(-1);
    const isRepeated = newest?.from === from && newest.text === text && turn.atMs - newest.atMs < sameWordsMs;
    if (isRepeated) return { code: 'already_done', detail: `${from} said just that a moment ago` };
    emit(turn, { type: 'messagePosted', data: { messageId: nextMessageId(turn), channel, from, text } });
    return null;
  },
  injectFault(turn, { data }) {
    const refused = onlyIn(turn, ['live']);
    if (refused) return refused;
    const choice = operationOf(turn.state, data);
    if ('code' in choice) return choice;
    const change = publicChangeOf(choice);
    const diff = diffOfFault(turn.state, choice);
    if (change) logChange(turn, { ...change, happenedAtMs: turn.atMs, diff }, { actor: scriptActor });
    emit(turn, {
      type: 'faultRequested',
      data: {
        faultId: nextFaultId(turn.state),
        attempt: 1,
        operation: choice,
        label: describeOperation(choice).label,
        ...(data.endsAfterSeconds === null ? {} : { endsAfterMs: data.endsAfterSeconds * 1000 }),
      },
    });
    return null;
  },
  endFault(turn, { data: { faultId } }) {
    const refused = onlyIn(turn, ['live', 'paused']);
    if (refused) return refused;
    const fault = turn.state.faults[faultId];
    if (!fault) return { code: 'unknown_fault', detail: `${faultId} has not been asked for` };
    if (!isOn(fault)) return { code: 'unknown_fault', detail: `${faultId} is off already` };
    endFault(turn, faultId, { by: 'facilitator', causeSeq: fault.requestedSeq });
    return null;
  },
  addFacilitatorNote(turn, { data: { text } }) {
    const refused = onlyIn(turn, [...beforeTheEnd, 'debrief']);
    if (refused) return refused;
    const { facilitatorNotes } = turn.state;
    const newest = facilitatorNotes.at(-1);
    if (newest?.text === text && turn.atMs - newest.atMs < sameWordsMs) return { code: 'already_done' };
    emit(turn, { type: 'facilitatorNoted', data: { noteId: `note-${facilitatorNotes.length + 1}`, text } });
    return null;
  },
};

/** An item that has been neither fired nor skipped. */
function openItem({ state }: Turn, injectId: string): ScriptItem | undefined {
  return state.injects[injectId] === undefined ? state.plan.script.find(({ id }) => id === injectId) : undefined;
}

/** What the choice does to the sandbox, or why it is none. */
function operationOf({ plan, faults }: DrillState, choice: CommandData['injectFault']): StandingOperation | Refused {
  const { fault, target } = choice;
  const offer = plan.faults.find((known) => known.fault === fault);
  if (!offer) return { code: 'unknown_fault', detail: `${fault}; there are ${plan.faults.map((known) => known.fault).join(', ')}` };
  if (!offer.targets.includes(target)) {
    return { code: 'unknown_fault', detail: `${fault} on ${target}; its targets are ${offer.targets.join(', ')}` };
  }
  const chosen = chosenFault(choice);
  if (!chosen.ok) return { code: 'bad_parameter', detail: chosen.detail };
  const operation = compileFault(chosen.fault);
  const twin = Object.values(faults).find((known) => isOn(known) && JSON.stringify(known.operation) === JSON.stringify(operation));
  return twin ? { code: 'already_done', detail: `${twin.faultId} is just that, and it is on` } : operation;
}

/** The dash keeps them apart from ids of the script. */
function nextFaultId({ faults }: DrillState): string {
  return `desk-${Object.values(faults).filter(({ scripted }) => !scripted).length + 1}`;
}
