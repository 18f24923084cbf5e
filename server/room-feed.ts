/** What goes out to browsers: everything on connecting, then what changed. Sealed things never come this way but to the desk. */
import type { Server, Socket } from 'socket.io';
import { linesOnDesk } from '../core/drill/desk-view.ts';
import { type Sight, wholeSight } from '../core/drill/rules/split-desk.ts';
import type { DrillView } from '../core/protocol/drill-view.ts';
import type { ServerMessage } from '../core/protocol/messages.ts';
import type { SignalFrame } from '../core/protocol/signals.ts';
import { createFrameHistory } from './frame-history.ts';
import type { EdgeParts } from './http/parts.ts';
import { sandboxOnDesk, sightFor, splitView, type Visitor, viewFor, withoutCode } from './visitor.ts';

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
  const split = splitFeed(io, host);
  const sendDrill = (): void => {
    const view = host.currentView();
    if (view?.splitDesk) return split.each((socket) => send(drillMessage(viewFor(socket.data as Visitor, view)), socket));
    const insiders = [deskRoom, ...(view ? [podRoom(view.drillId)] : [])];
    send(drillMessage(view), io.to(insiders));
    send(drillMessage(view && withoutCode(view)), io.except(insiders));
  };
  // The view first: who does not know the drill yet would drop what is said in it.
  const drill = batched(() => {
    sendDrill();
    sendPresence();
    const lines = told.news();
    for (const socket of split.moved()) sendDesk(socket);
    if (lines) split.tell((sees) => ({ ...lines, entries: linesOnDesk(lines.entries, sees) }), send);
    tellDesk();
  });
  const sandbox = batched(() => split.tell((sees) => sandboxMessage(sees), send));
  const sandboxMessage = (sees: Sight): ServerMessage => ({ kind: 'sandbox', sandbox: sandboxOnDesk(pool.view(), sees) });

  const sendLines = (socket: Socket): void => {
    const sees = split.sightOf(socket);
    const whole = told.whole();
    if (whole) send({ ...whole, entries: linesOnDesk(whole.entries, sees) }, socket);
    send({ kind: 'history', frames: sees.telemetry ? history.newest(pool.telemetryToken() ?? '') : [] }, socket);
  };
  /** For who sits at another desk than before: the view was sent already. */
  const sendDesk = (socket: Socket): void => {
    send(sandboxMessage(split.sightOf(socket)), socket);
    sendLines(socket);
  };

  return {
    welcome(socket) {
      const { isFacilitator, identity } = socket.data as Visitor;
      if (identity) void socket.join(podRoom(identity.drillId));
      sendPresence();
      const present = presence.message();
      send(sandboxMessage(split.sightOf(socket)), socket);
      send(drillMessage(viewFor(socket.data as Visitor, host.currentView())), socket);
      if (present) send(present, socket);
      sendLines(socket);
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
      split.tell((sees) => (sees.telemetry ? { kind: 'signals', ...seen } : null), send);
    },
    stop() {
      drill.cancel();
      sandbox.cancel();
    },
  };
}

interface SplitFeed {
  sightOf(socket: Socket): Sight;
  each(send: (socket: Socket) => void): void;
  /** Says it to everybody at once, or, where desks are split, to each as it lies on their desk; null is not said. */
  tell(message: (sees: Sight) => ServerMessage | null, send: (message: ServerMessage, to?: Receiver) => void): void;
  /** Those who see something else than when they were last asked about. */
  moved(): Socket[];
}

/** Who is to be told what while desks are split. */
function splitFeed(io: Server, host: EdgeParts['host']): SplitFeed {
  const seen = new WeakMap<Socket, string>();
  const sockets = (): Socket[] => [...io.sockets.sockets.values()];
  const sightIn = (view: DrillView | null, socket: Socket): Sight => sightFor(socket.data as Visitor, view);
  return {
    sightOf(socket) {
      const sees = sightIn(splitView(host), socket);
      seen.set(socket, JSON.stringify(sees));
      return sees;
    },
    each: (send) => sockets().forEach(send),
    tell(message, send) {
      const view = splitView(host);
      if (!view) {
        const said = message(wholeSight);
        return said === null ? undefined : send(said);
      }
      for (const socket of sockets()) {
        const said = message(sightIn(view, socket));
        if (said !== null) send(said, socket);
      }
    },
    moved() {
      const view = splitView(host);
      return sockets().filter((socket) => seen.has(socket) && seen.get(socket) !== JSON.stringify(sightIn(view, socket)));
    },
  };
}

function drillMessage(view: DrillView | null): ServerMessage {
  return { kind: 'drill', seq: view?.seq ?? -1, view };
}

type TimelineNews = Extract<ServerMessage, { kind: 'timeline' }>;

/** Lines of the channel by index: what a connection has been sent it is not sent again. */
function tellTimeline({ host }: EdgeParts): { whole(): TimelineNews | null; news(): TimelineNews | null } {
  let sent = { drillId: '', lines: 0 };
  const from = (firstIndex: number): TimelineNews | null => {
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
