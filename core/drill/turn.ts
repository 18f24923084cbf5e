/** One command being decided: the events so far and the state they lead to. Lives only inside `decide`. */
import type { ErrorCode } from '../protocol/errors.ts';
import type { Command } from './commands.ts';
import type { Actor, DrillEvent, EventData, EventType } from './events.ts';
import { evolve } from './evolve.ts';
import type { DrillState } from './state.ts';

export interface Turn {
  readonly command: Command;
  /** Game time the command is taken at; never before the newest event. */
  readonly nowMs: number;
  readonly events: DrillEvent[];
  state: DrillState;
  /** Game time of what happens next: a due time while time is made up for, then `nowMs`. */
  atMs: number;
  /** Who the next events come from: nobody but time, then the command's actor. */
  actor: Actor;
}

/** Why a command is refused; nothing is written then. */
export interface Refused {
  code: ErrorCode;
  detail?: string;
}

export const systemActor: Actor = { kind: 'system', id: 'system', name: 'Brownout' };
export const scriptActor: Actor = { kind: 'script', id: 'script', name: 'Script' };

export function startTurn(command: Command, state: DrillState): Turn {
  const nowMs = Math.max(command.atMs, state.atMs);
  return { command, nowMs, events: [], state, atMs: nowMs, actor: command.actor };
}

export interface Happening<T extends EventType> {
  type: T;
  data: EventData[T];
  /** The turn's actor when left out. */
  actor?: Actor;
  /** Log position of the event that led to this one. */
  causeSeq?: number;
}

/** Adds one event, and returns its log position. */
export function emit<T extends EventType>(turn: Turn, happening: Happening<T>): number {
  const { command, state } = turn;
  const event = {
    drillId: command.drillId,
    seq: state.seq + 1,
    atMs: turn.atMs,
    // What fell due before the command arrived carries the wall time it fell due at.
    observedAtMs: command.observedAtMs - (turn.nowMs - turn.atMs),
    type: happening.type,
    v: 1,
    actor: happening.actor ?? turn.actor,
    commandId: command.commandId,
    causeSeq: happening.causeSeq ?? null,
    data: happening.data,
  } as DrillEvent;
  turn.events.push(event);
  turn.state = evolve(state, event);
  return event.seq;
}
