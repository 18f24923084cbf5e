/** What the channel needs to know of its lines, and what the incident bot has said. */
import type { NagAbout } from './events.ts';

export interface ChannelState {
  /** By line: its position in the log, and whose words it holds; null where nobody can reword it. */
  lineOrigins: { seq: number; authorId: string | null }[];
  /** How often each line was reworded. */
  rewordings: Record<string, number>;
  /** Lines that are pinned, in the order in which they were. */
  pinned: number[];
  /** `late`: the promise of an update that it spoke of last, and how often. */
  nags: { isOn: boolean; said: NagAbout[]; late: { promisedForMs: number; times: number } | null };
  /** When the newest commander left the seat empty; 0 while none has. */
  commanderGoneAtMs: number;
  severityReason: string | null;
  endedAtMs: number | null;
}

export const nothingSaid: ChannelState = {
  lineOrigins: [],
  rewordings: {},
  pinned: [],
  nags: { isOn: false, said: [], late: null },
  commanderGoneAtMs: 0,
  severityReason: null,
  endedAtMs: null,
};
