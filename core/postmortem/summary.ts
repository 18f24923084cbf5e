/** The draft of the TL;DR: what users felt, what it was, how it ended. */
import { isWon } from '../drill/values.ts';
import type { PostmortemDocument } from './document.ts';
import { percentText, spanText } from './words.ts';

type Facts = Pick<PostmortemDocument, 'header' | 'impact' | 'timings' | 'cause' | 'actions'>;

export function summarise(facts: Facts): string {
  if (facts.header.goal !== null) return optimisation(facts, facts.header.goal);
  return [effectSentence(facts), causeSentence(facts), endSentence(facts)].join(' ');
}

/** Nothing was broken: what was slow, what made it so, and what became of it. */
function optimisation({ header, cause, actions }: Facts, goal: string): string {
  const reached = isWon(header.outcome) ? 'The goal was reached.' : 'The goal was missed.';
  const what = `Drill ${header.drillId} was an optimisation under load; nothing of ${header.stack} was broken.`;
  return `${what} ${goal} ${reached} What cost the time was found at ${cause.component} (${cause.mechanism}). The reason: ${cause.why}.${helpedBy(actions)}`;
}

function effectSentence({ header, impact, cause }: Facts): string {
  const worst = [...impact.slos].sort((a, b) => b.budgetBurned - a.budgetBurned)[0];
  if (!cause.real || !worst || worst.badMinutes === 0)
    return `In drill ${header.drillId} users of ${header.stack} stayed within their ordinary experience.`;
  const minutes = Math.round(worst.badMinutes * 10) / 10;
  const orders = impact.ordersLost > 0 ? `, and ${impact.ordersLost} orders were lost` : '';
  const share = percentText(worst.bad / Math.max(1, worst.good + worst.bad));
  return `In drill ${header.drillId} "${worst.displayName}" was missed for ${minutes} min (${worst.bad} bad events, ${share} of all)${orders}.`;
}

function causeSentence({ cause }: Facts): string {
  if (!cause.real) return `Nothing was wrong: ${cause.why}.`;
  const conditions = cause.conditions.length === 1 ? 'One condition' : `${cause.conditions.length} conditions`;
  return `It was set off at ${cause.component} (${cause.mechanism}). The reason: ${cause.why}. ${conditions} let it reach users.`;
}

function endSentence({ header, timings, actions }: Facts): string {
  const by = helpedBy(actions);
  if (timings.timeToMitigateMs !== null)
    return `Users were well again after ${spanText(timings.timeToMitigateMs)}.${by} The drill ended as ${header.outcome}.`;
  return `The drill ended as ${header.outcome}.${by}`;
}

function helpedBy(actions: Facts['actions']): string {
  const helped = actions.filter(({ verdict }) => verdict === 'accepted').map(({ control, target }) => `${control} on ${target}`);
  return helped.length > 0 ? ` ${helped.join(' and ')} helped.` : '';
}
