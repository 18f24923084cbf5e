/** What a proof is a proof of: everything of a plan that is played. */
import type { Plan, ScriptItem } from '../scenario/plan.ts';
import { stableHash } from '../scenario/random.ts';

/**
 * Equal for two plans that are played alike. Left out is what is only read: the name of the file, the sealed title, the briefing, the sheet, the
 * words of messages, hints, owners and refusals, and the link and the questions for afterwards. None of them decides anything: seeded choices are
 * named by their place in the file. What a diagnosis is graded against is words too, and stays in.
 */
export function playedHash(plan: Plan): string {
  const { hash: _hash, scenarioId: _id, title: _title, inspiredBy: _link, debrief: _questions, ...rest } = plan;
  const { briefing: _briefing, sheet: _sheet, ...played } = rest;
  return stableHash({
    ...played,
    script: played.script.map(withoutText),
    hints: played.hints?.map(({ costPercent }) => costPercent),
    forbidden: played.forbidden?.map(({ says, ...act }) => ({ ...act, isRefused: says !== null })),
    truth: { ...played.truth, owners: played.truth.owners.map(({ reply: _reply, ...owner }) => owner) },
  });
}

/** Who speaks up, where and when is played; what they say is not. */
function withoutText(item: ScriptItem): object {
  if (item.kind !== 'message') return item;
  const { text: _text, ...said } = item;
  return said;
}
