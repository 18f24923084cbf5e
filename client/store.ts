/** What the server last said, and nothing else: the page is a function of this. */
import { create } from 'zustand';
import type { DrillView, Joined, SandboxView, ServerMessage } from '../core/protocol/messages.ts';
import type { SignalFrame } from '../core/protocol/signals.ts';

/** Seconds of history the sparklines show. */
export const historySeconds = 120;

export interface WarRoomState {
  connected: boolean;
  sandbox: SandboxView | null;
  drill: DrillView | null;
  frames: SignalFrame[];
  identity: Joined | null;
  notice: string | null;
}

export const useWarRoom = create<WarRoomState>(() => ({
  connected: false,
  sandbox: null,
  drill: null,
  frames: [],
  identity: null,
  notice: null,
}));

/** Takes one server message in; an older view than the one shown is ignored. */
export function receive(message: ServerMessage): void {
  useWarRoom.setState((state) => {
    switch (message.kind) {
      case 'sandbox':
        return { sandbox: message.sandbox };
      case 'signals':
        return { frames: [...state.frames, message.frame].slice(-historySeconds) };
      case 'drill': {
        const older = state.drill && message.view?.drillId === state.drill.drillId && message.seq < state.drill.seq;
        return older ? {} : { drill: message.view };
      }
    }
  });
}

export function setConnected(connected: boolean): void {
  // A gap in the stream must not be drawn as a line.
  useWarRoom.setState(connected ? { connected, frames: [] } : { connected });
}

export function setIdentity(identity: Joined): void {
  useWarRoom.setState({ identity, notice: null });
}

export function notify(notice: string | null): void {
  useWarRoom.setState({ notice });
}
