/** What time alone will cause, and when. `advance` makes it happen in order, each at its own time. */

import { startControl, startDueMs } from './rules/controls.ts';
import { endDrill, endUnresolved } from './rules/ending.ts';
import { endFault, faultEndMs, giveUpOnWitness, witnessDeadlineMs } from './rules/faults.ts';
import { nag, nagAbouts, nagDueMs } from './rules/nags.ts';
import { nudge, nudgeAbouts, nudgeDueMs } from './rules/nudges.ts';
import { overdueAtMs, tellOverdue } from './rules/overdue.ts';
import { ownerReplies, replyDueMs } from './rules/owner-pages.ts';
import { endProbe, replayEndMs } from './rules/probes.ts';
import { shipDueMs, shipRequest } from './rules/requests.ts';
import { itemDueMs, settleDueItem } from './rules/script.ts';
import { lapseDueMs, lapseOffer } from './rules/seat-offers.ts';
import { endSilence, silenceEndMs } from './rules/silences.ts';
import { baselineDeadlineMs, unsteadyReason } from './rules/steady-state.ts';
import { reopenDueMs, reopenUnconfirmed } from './rules/verification.ts';
import type { DrillState } from './state.ts';
import { systemActor, type Turn } from './turn.ts';

interface Due {
  atMs: number;
  happen: (turn: Turn) => void;
}

/** Everything time may cause in this state. At equal times the order here decides. */
const sources: readonly ((state: DrillState) => Due[])[] = [
  (state) => dueAt(baselineDeadlineMs(state), (turn) => endDrill(turn, 'invalid', `No steady state: ${unsteadyReason(state)}.`)),
  (state) =>
    whenLive(state, Object.values(state.faults), (fault) =>
      dueAt(faultEndMs(fault), (turn) => endFault(turn, fault.faultId, { by: 'script', causeSeq: fault.appliedSeq })),
    ),
  (state) => whenLive(state, state.plan.script, (item) => dueAt(itemDueMs(state, item), (turn) => settleDueItem(turn, item))),
  (state) => whenLive(state, state.silences, (silence) => dueAt(silenceEndMs(silence), (turn) => endSilence(turn, silence, 'time'))),
  (state) => whenLive(state, state.controls, (control) => dueAt(startDueMs(control), (turn) => startControl(turn, control))),
  (state) => whenLive(state, state.controls, (control) => dueAt(replyDueMs(state, control), (turn) => ownerReplies(turn, control))),
  (state) => whenLive(state, state.requests, (request) => dueAt(shipDueMs(state, request), (turn) => shipRequest(turn, request))),
  (state) =>
    whenLive(state, Object.values(state.faults), (fault) => dueAt(witnessDeadlineMs(state, fault), (turn) => giveUpOnWitness(turn, fault))),
  (state) => whenLive(state, [state], () => dueAt(replayEndMs(state), (turn) => endProbe(turn, { ok: true, message: '' }))),
  (state) => whenLive(state, [state], () => dueAt(reopenDueMs(state), reopenUnconfirmed)),
  (state) => whenLive(state, nagAbouts, (about) => dueAt(nagDueMs(state, about), (turn) => nag(turn, about))),
  (state) => whenLive(state, nudgeAbouts, (about) => dueAt(nudgeDueMs(state, about), (turn) => nudge(turn, about))),
  (state) => state.tasks.flatMap((task) => dueAt(overdueAtMs(state, task), (turn) => tellOverdue(turn, task))),
  (state) => state.seatOffers.flatMap((offer) => dueAt(lapseDueMs(state, offer), (turn) => lapseOffer(turn, offer))),
  (state) => whenLive(state, [state], () => dueAt(timeboxMs(state), (turn) => endUnresolved(turn, 'The time box is over.'))),
];

/** Game time of the next thing that time alone will cause; null when only a command can move the drill. */
export function nextDueMs(state: DrillState): number | null {
  const due = nextDue(state);
  return due === null ? null : Math.max(due.atMs, state.atMs);
}

/** Lets everything happen that is due up to `limitMs`, each stamped with its own due time. */
export function letTimePass(turn: Turn, limitMs: number): void {
  const { actor, atMs } = turn;
  turn.actor = systemActor;
  for (let due = nextDue(turn.state); due !== null && due.atMs <= limitMs; due = nextDue(turn.state)) {
    turn.atMs = Math.max(due.atMs, turn.state.atMs);
    due.happen(turn);
  }
  turn.actor = actor;
  turn.atMs = atMs;
}

function nextDue(state: DrillState): Due | null {
  let first: Due | null = null;
  for (const due of sources.flatMap((source) => source(state))) {
    if (first === null || due.atMs < first.atMs) first = due;
  }
  return first;
}

/** A resolve that is being verified is let finish; the time box ends the drill right after a false one. */
function timeboxMs({ liveAtMs, resolve, plan }: DrillState): number | null {
  return liveAtMs === null || resolve !== null ? null : liveAtMs + plan.timeboxMs;
}

function whenLive<Item>(state: DrillState, items: readonly Item[], dueOf: (item: Item) => Due[]): Due[] {
  return state.phase === 'live' ? items.flatMap(dueOf) : [];
}

function dueAt(atMs: number | null, happen: (turn: Turn) => void): Due[] {
  return atMs === null ? [] : [{ atMs, happen }];
}
