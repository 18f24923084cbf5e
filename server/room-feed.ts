/** What goes out to browsers: everything on connecting, then what changed. Sealed things never come this way but to the desk. */
import type { Server, Socket } from 'socket.io';
import type { DrillView } from '../core/protocol/drill-view.ts';
import type { ServerMessage } from '../core/protocol/messages.ts';
import type { SignalFrame } from '../core/protocol/signals.ts';
import { createFrameHistory } from './frame-history.ts';
import type { EdgeParts } from './http/parts.ts';
import { type Visitor, viewFor, withoutCode } from './visitor.ts';

/** Changes within one frame leave as one message; a room in which everybody writes at once is told four times a second. */
const batchMs = 50;
const calmMs = 250;
/** Connections that showed the facilitator key. */
const deskRoom = 'desk';
/** Connections of those who are in a drill: they may pass its code on. */
const podRoom = (drillId: string): string => `pod ${drillId}`;

export interface RoomFeed {
  /** The whole present for a new connection. */
  welcome(socket: Socket): void;
  drillChanged(): void;
  sandboxChanged(): void;
  presenceChanged(): void;
  signals(frame: SignalFrame): void;
  stop(): void;
}

type Receiver = Pick<Socket, 'emit'>;

export function createRoomFeed(io: Server, parts: EdgeParts): RoomFeed {
  const { host, pool } = parts;
  const history = createFrameHistory();
  const send = (message: ServerMessage, to: Receiver = io): void => void to.emit('message', message);
  const presence = trackPresence(io, parts);
  const told = tellTimeline(parts);
  const desk = (): ServerMessage => ({ kind: 'desk', desk: host.deskView(presence.online()) });

  const tellDesk = (): void => {
    if (io.sockets.adapter.rooms.has(deskRoom)) send(desk(), io.to(deskRoom));
  };
  const sendPresence = (): void => {
    const message = presence.changed();
    if (!message) return;
    send(message);
    tellDesk();
  };
  const sendDrill = (): void => {
    const view = host.currentView();
    const insiders = [deskRoom, ...(view ? [podRoom(view.drillId)] : [])];
    send(drillMessage(view), io.to(insiders));
    send(drillMessage(view && withoutCode(view)), io.except(insiders));
  };
  // The view first: who does not know the drill yet would drop what is said in it.
  const drill = batched(() => {
    sendDrill();
    sendPresence();
    const lines = told.news();
    if (lines) send(lines);
    tellDesk();
  });
  const sandbox = batched(() => send({ kind: 'sandbox', sandbox: pool.view() }));

  return {
    welcome(socket) {
      const { isFacilitator, identity } = socket.data as Visitor;
      if (identity) void socket.join(podRoom(identity.drillId));
      sendPresence();
      const whole = [told.whole(), presence.message()].filter((message) => message !== null);
      send({ kind: 'sandbox', sandbox: pool.view() }, socket);
      send(drillMessage(viewFor(socket.data as Visitor, host.currentView())), socket);
      for (const message of whole) send(message, socket);
      send({ kind: 'history', frames: history.newest(pool.telemetryToken() ?? '') }, socket);
      if (!isFacilitator) return;
      void socket.join(deskRoom);
      send(desk(), socket);
    },
    drillChanged: drill.later,
    sandboxChanged: sandbox.later,
    presenceChanged: sendPresence,
    signals(frame) {
      const seen = { frame, gameMs: host.gameMsOf(frame.epochSecond) };
      history.add(pool.telemetryToken() ?? '', seen);
      send({ kind: 'signals', ...seen });
    },
    stop() {
      drill.cancel();
      sandbox.cancel();
    },
  };
}

function drillMessage(view: DrillView | null): ServerMessage {
  return { kind: 'drill', seq: view?.seq ?? -1, view };
}

/** Lines of the channel by index: what a connection has been sent it is not sent again. */
function tellTimeline({ host }: EdgeParts): { whole(): ServerMessage | null; news(): ServerMessage | null } {
  let sent = { drillId: '', lines: 0 };
  const from = (firstIndex: number): ServerMessage | null => {
    const drillId = host.current()?.drillId;
    return drillId === undefined ? null : { kind: 'timeline', drillId, firstIndex, entries: host.timeline().slice(firstIndex) };
  };
  return {
    whole: () => from(0),
    news() {
      const drillId = host.current()?.drillId ?? '';
      if (drillId !== sent.drillId) sent = { drillId, lines: 0 };
      const firstIndex = sent.lines;
      const isNew = host.timeline().length > firstIndex;
      sent.lines = host.timeline().length;
      return isNew ? from(firstIndex) : null;
    },
  };
}

/** Players of the current drill with an open connection; several tabs of one person are one. */
function trackPresence(
  io: Server,
  { host }: EdgeParts,
): { online(): string[]; message(): ServerMessage | null; changed(): ServerMessage | null } {
  let last = '';
  const visitors = (): Visitor[] => [...io.sockets.sockets.values()].map(({ data }) => data as Visitor);
  const online = (): string[] => {
    const drillId = host.current()?.drillId;
    const players = visitors().flatMap(({ identity }) => (identity && identity.drillId === drillId ? [identity.actor.id] : []));
    return [...new Set(players)].sort();
  };
  const message = (): ServerMessage | null => {
    const drillId = host.current()?.drillId;
    return drillId === undefined ? null : { kind: 'presence', drillId, online: online() };
  };
  return {
    online,
    message,
    changed() {
      host.present(
        online(),
        visitors().some(({ isFacilitator }) => isFacilitator),
      );
      const now = message();
      const text = JSON.stringify(now);
      if (text === last) return null;
      last = text;
      return now;
    },
  };
}

/** Does the work soon after it is first asked for, and then not again before a calm moment has passed. */
function batched(work: () => void): { later(): void; cancel(): void } {
  let timer: NodeJS.Timeout | null = null;
  let lastMs = Number.NEGATIVE_INFINITY;
  return {
    later() {
      timer ??= setTimeout(
        () => {
          timer = null;
          lastMs = performance.now();
          work();
        },
        Math.max(batchMs, lastMs + calmMs - performance.now()),
      );
    },
    cancel() {
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
}
