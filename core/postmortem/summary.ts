/** The draft of the TL;DR: what users felt, what it was, how it ended. */
import type { PostmortemDocument } from './document.ts';
import { percentText, spanText } from './words.ts';

type Facts = Pick<PostmortemDocument, 'header' | 'impact' | 'timings' | 'cause' | 'actions'>;

export function summarise(facts: Facts): string {
  return [effectSentence(facts), causeSentence(facts), endSentence(facts)].join(' ');
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
  const helped = actions.filter(({ verdict }) => verdict === 'accepted').map(({ control, target }) => `${control} on ${target}`);
  const by = helped.length > 0 ? ` ${helped.join(' and ')} helped.` : '';
  if (timings.timeToMitigateMs !== null)
    return `Users were well again after ${spanText(timings.timeToMitigateMs)}.${by} The drill ended as ${header.outcome}.`;
  return `The drill ended as ${header.outcome}.${by}`;
}
