/** What the server last said, and nothing else: every page is a function of this. */
import { create } from 'zustand';
import type { Desk } from '../../core/protocol/desk.ts';
import type { DrillView, TimelineEntry } from '../../core/protocol/drill-view.ts';
import type { Joined, SandboxView, ServerMessage } from '../../core/protocol/messages.ts';
import type { SignalFrame } from '../../core/protocol/signals.ts';
import { withSameParts } from './same-parts.ts';

/** Seconds of signals that the page keeps: what the charts can show. */
export const historySeconds = 600;

export interface StampedFrame {
  frame: SignalFrame;
  /** Game time of the running drill at this second; null without one. */
  gameMs: number | null;
}

export interface House {
  connected: boolean;
  /** Connected at least once: before, nothing can be said to be lost. */
  everConnected: boolean;
  /** This connection has said which drill runs, if any: before, nothing can be said not to run. */
  heard: boolean;
  sandbox: SandboxView | null;
  drill: DrillView | null;
  /** When this page received `drill`, by the monotonic clock of the browser. */
  drillSeenAtMs: number;
  /** Oldest first. */
  frames: readonly StampedFrame[];
  timeline: readonly TimelineEntry[];
  online: readonly string[];
  desk: Desk | null;
  identity: Joined | null;
  /** One line that concerns the whole page: a refusal, or good news. */
  notice: { tone: 'info' | 'warning'; text: string } | null;
}

export const emptyHouse: House = {
  connected: false,
  everConnected: false,
  heard: false,
  sandbox: null,
  drill: null,
  drillSeenAtMs: 0,
  frames: [],
  timeline: [],
  online: [],
  desk: null,
  identity: null,
  notice: null,
};

export const useHouse = create<House>(() => emptyHouse);

/** The change that a message makes; null when a line of the timeline is missing and everything must be asked for again. */
export function changeOf(house: House, message: ServerMessage, nowMs: number): Partial<House> | null {
  switch (message.kind) {
    case 'sandbox':
      return sandboxChange(house, message.sandbox);
    case 'signals':
      return { frames: [...house.frames, { frame: message.frame, gameMs: message.gameMs }].slice(-historySeconds) };
    case 'history':
      return { frames: message.frames.slice(-historySeconds) };
    case 'drill':
      return drillChange(house, message, nowMs);
    case 'timeline':
      return timelineChange(house, message);
    case 'presence':
      return { online: withSameParts(house.online, message.online) };
    case 'desk':
      return { desk: withSameParts(house.desk, message.desk) };
  }
}

function drillChange(house: House, message: Extract<ServerMessage, { kind: 'drill' }>, nowMs: number): Partial<House> {
  const same = house.drill !== null && house.drill.drillId === message.view?.drillId;
  if (same && message.seq < (house.drill?.seq ?? 0)) return { heard: true };
  const change = { drill: withSameParts(same ? house.drill : null, message.view), drillSeenAtMs: nowMs, heard: true };
  return same ? change : { ...change, timeline: [], online: [], frames: house.frames.map(beforeTheDrill) };
}

/** The game clock of a former drill is not this one's. */
function beforeTheDrill(seen: StampedFrame): StampedFrame {
  return seen.gameMs === null ? seen : { ...seen, gameMs: null };
}

/** What another sandbox measured is none of this one's: neither its curves nor what was usual in it. */
function sandboxChange({ sandbox: before }: House, sandbox: SandboxView): Partial<House> {
  const isOther = before !== null && before.sandboxId !== null && before.sandboxId !== sandbox.sandboxId;
  return isOther ? { sandbox, frames: [] } : { sandbox };
}

/** Lines already known are skipped; a hole means that something was missed. */
function timelineChange(house: House, message: Extract<ServerMessage, { kind: 'timeline' }>): Partial<House> | null {
  if (house.drill?.drillId !== message.drillId) return {};
  const known = message.firstIndex === 0 && message.entries.length >= house.timeline.length ? [] : house.timeline;
  if (message.firstIndex > known.length) return null;
  const fresh = message.entries.filter(({ index }) => index >= known.length);
  return fresh.length === 0 && known === house.timeline ? {} : { timeline: withSameParts(house.timeline, [...known, ...fresh]) };
}

export function notify(text: string | null, tone: 'info' | 'warning' = 'warning'): void {
  useHouse.setState({ notice: text === null ? null : { text, tone } });
}
