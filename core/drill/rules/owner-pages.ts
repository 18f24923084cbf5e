/** Somebody who owns a part of the shop is paged: when they answer, what they make of what they were shown, and what it ends. */
import type { Evidence } from '../../protocol/evidence.ts';
import { describeOperation } from '../../sandbox/describe-operation.ts';
import { hasPart } from '../../scenario/owner-part.ts';
import type { Truth } from '../../scenario/plan.ts';
import type { ControlState, DrillState } from '../state.ts';
import { emit, systemActor, type Turn } from '../turn.ts';
import { componentsCited, touches } from './cited-components.ts';
import { landControl } from './controls.ts';
import { endFault } from './faults.ts';
import { nextMessageId } from './script.ts';
import { isStanding } from './standing.ts';

/** How long an owner looks before saying that nothing is wrong on their side. */
const wrongOwnerMs = 60_000;
const wrongOwnerText = 'Nothing on our side.';
/** What is shown need not be searched for. */
const shownShare = 0.5;

/** Game time at which a paged owner answers. */
export function replyDueMs(state: DrillState, control: ControlState): number | null {
  const { state: progress, startedAtMs, work, evidence } = control;
  if (progress !== 'applying' || startedAtMs === null || work?.type !== 'ownerPage') return null;
  const answer = ownerAnswer(state, work.owner);
  if (answer === undefined) return startedAtMs + wrongOwnerMs;
  const isShown = answer.endsFault !== null && weigh(state, answer.endsFault, evidence) === 'shown';
  return startedAtMs + Math.ceil(answer.afterMs * (isShown ? shownShare : 1));
}

/** The owner answers everybody who paged them and waits; the right one, paged while the fault is on, ends it. */
export function ownerReplies(turn: Turn, control: ControlState): void {
  const owner = ownerOfPage(control) ?? control.target;
  const waiting = turn.state.controls.filter((use) => use.state === 'applying' && ownerOfPage(use) === owner);
  const answer = ownerAnswer(turn.state, owner);
  const canHelp = answer !== undefined && (answer.endsFault === null || isStanding(turn.state.standing, answer.endsFault));
  const endsFault = canHelp ? answer.endsFault : null;
  const evidence = waiting.flatMap((use) => use.evidence);
  const text = `${opening(turn.state, endsFault, evidence)}${canHelp ? answer.reply : wrongOwnerText}`;
  for (const use of waiting) landControl(turn, use, { did: [`${owner} answered`], tookMs: turn.atMs - (use.startedAtMs ?? turn.atMs) });
  const { controlId } = control;
  const causeSeq = emit(turn, {
    type: 'ownerReplied',
    actor: systemActor,
    causeSeq: turn.state.seq,
    data: { controlId, owner, text, endsFault },
  });
  const message = { messageId: nextMessageId(turn), channel: 'incident', from: owner, text } as const;
  emit(turn, { type: 'messagePosted', actor: systemActor, causeSeq, data: message });
  if (endsFault !== null) endFault(turn, endsFault, { by: 'owner', causeSeq });
}

function ownerOfPage({ work }: ControlState): string | null {
  return work?.type === 'ownerPage' ? work.owner : null;
}

/** Undefined of an owner that the scenario has no part for. */
function ownerAnswer({ plan }: DrillState, owner: string): Truth['owners'][number] | undefined {
  return plan.truth.owners.find((entry) => entry.owner === owner && hasPart(entry));
}

/**
 * What evidence is worth to who can end a fault. `shown`: some of it speaks of what was struck, and of the time since then.
 * `elsewhere`: all of it speaks of something else. `unclear`: it does not say of what, or shows how it was before.
 */
type Weight = 'shown' | 'elsewhere' | 'unclear';

function weigh(state: DrillState, faultId: string, evidence: readonly Evidence[]): Weight {
  const struck = struckBy(state, faultId);
  const sinceMs = state.faults[faultId]?.firstAppliedAtMs ?? null;
  if (sinceMs === null) return 'unclear';
  const read = evidence.map((piece) => ({ piece, place: placeOf(componentsCited(piece, state), struck) }));
  if (read.some(({ piece, place }) => place === 'there' && isOfThen(piece, sinceMs))) return 'shown';
  return read.length > 0 && read.every(({ place }) => place === 'elsewhere') ? 'elsewhere' : 'unclear';
}

/** Null where it does not say of what it speaks. */
function placeOf(components: readonly string[], struck: string | null): 'there' | 'elsewhere' | null {
  if (components.length === 0 || struck === null) return null;
  return components.some((component) => touches(component, struck)) ? 'there' : 'elsewhere';
}

/** An entry of the change log may be why; everything else shows what was so at its time. */
function isOfThen({ kind, atMs }: Evidence, sinceMs: number): boolean {
  return kind === 'change' || atMs >= sinceMs;
}

/** Of the trigger what the truth names; of any other fault where its operation is. */
function struckBy({ plan, faults }: DrillState, faultId: string): string | null {
  const { trigger } = plan.truth;
  if (trigger.since === faultId) return trigger.component;
  const fault = faults[faultId];
  return fault ? describeOperation(fault.operation).component : null;
}

/** Of what was sent to them, in its own words. That it led to the place only who ends the fault says, with the same breath. */
function opening(state: DrillState, endsFault: string | null, evidence: readonly Evidence[]): string {
  const [first, ...more] = new Set(evidence.map(({ label }) => `“${label}”`));
  if (first === undefined) return '';
  const sent = more.length === 0 ? first : `${first} and ${more.length} more`;
  const weight = endsFault === null ? 'unclear' : weigh(state, endsFault, evidence);
  if (weight === 'shown') return `${sent} took us straight there, thank you. `;
  return weight === 'elsewhere' ? `We read ${sent}; nothing in it is ours, so we had to search. ` : `We read ${sent}. `;
}
