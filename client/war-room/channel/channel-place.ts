/** Which part of the room is open beside the evidence, and which line of the channel is looked for. */
import { create } from 'zustand';

export const roomTabs = ['channel', 'board', 'tasks', 'pod', 'world'] as const;
export type RoomTab = (typeof roomTabs)[number];

interface Place {
  tab: RoomTab;
  /** Line to be brought into sight; null when nobody looks for one. */
  wanted: number | null;
  /** How often a part was asked for: on a small screen it has to be brought in front, also when it is the same one. */
  asked: number;
}

export const useChannelPlace = create<Place>(() => ({ tab: 'channel', wanted: null, asked: 0 }));

export function openRoomTab(tab: RoomTab): void {
  useChannelPlace.setState(({ asked }) => ({ tab, asked: asked + 1 }));
}

export function showLine(index: number): void {
  useChannelPlace.setState(({ asked }) => ({ tab: 'channel', wanted: index, asked: asked + 1 }));
}

export function lineFound(): void {
  useChannelPlace.setState({ wanted: null });
}

const lineClass = 'war-line';

/** From the line in focus to the next one below or above; from elsewhere to the newest. */
export function moveLine(by: 1 | -1): void {
  const lines = [...document.querySelectorAll<HTMLElement>(`.war-lines .${lineClass}`)];
  const current = document.activeElement?.closest<HTMLElement>(`.${lineClass}`);
  const next = current ? lines[lines.indexOf(current) + by] : lines.at(-1);
  next?.focus();
}

/** Presses what the line in focus offers; nothing without one, or where it offers no such thing. */
export function pressInLine(act: 'pin' | 'reword'): void {
  document.activeElement?.closest(`.${lineClass}`)?.querySelector<HTMLButtonElement>(`[data-act="${act}"]`)?.click();
}
