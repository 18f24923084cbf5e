/** What is known of an engine after an answer to a look into it. */
import type { Panel, PanelAnswer } from '../../../core/protocol/panels.ts';
import { type Answer, wordsOf } from '../../state/api.ts';

export interface KnownLook {
  /** The question it answers. */
  asked: string;
  panel: Panel | null;
  /** By the monotonic clock of the browser. */
  seenAtMs: number;
  /** In words; null when the newest look was answered. */
  problem: string | null;
}

export const nothingKnown: KnownLook = { asked: '', panel: null, seenAtMs: 0, problem: null };

/** What was seen stays while the same question is not answered, for whatever reason. */
export function knownAfter(before: KnownLook, asked: string, { answer, nowMs }: { answer: Answer<PanelAnswer>; nowMs: number }): KnownLook {
  const said = answer.ok ? answer.value : { ...answer, panel: null };
  if (said.panel !== null) return { asked, panel: said.panel, seenAtMs: nowMs - said.ageMs, problem: null };
  const { panel, seenAtMs } = before.asked === asked ? before : nothingKnown;
  return { asked, panel, seenAtMs, problem: wordsOf(said) };
}
