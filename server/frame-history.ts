/** The newest seconds of telemetry of the sandbox that stands, so that the charts of somebody who comes late are not empty. */
import type { SignalFrame } from '../core/protocol/signals.ts';

export interface SeenFrame {
  frame: SignalFrame;
  gameMs: number | null;
}

export interface FrameHistory {
  /** @param sandbox names the sandbox the frame is of; another one starts afresh */
  add(sandbox: string, seen: SeenFrame): void;
  /** Oldest first; empty for another sandbox than the newest frame's. */
  newest(sandbox: string): SeenFrame[];
}

const keptSeconds = 600;

export function createFrameHistory(): FrameHistory {
  let of = '';
  let frames: SeenFrame[] = [];
  return {
    add(sandbox, seen) {
      if (sandbox !== of) frames = [];
      of = sandbox;
      frames.push(seen);
      if (frames.length > keptSeconds) frames.shift();
    },
    newest: (sandbox) => (sandbox === of ? [...frames] : []),
  };
}
