/** Lines of the incident channel about what the pod told others. */
import { componentsOf } from '../../communication/components.ts';
import type { DrillState } from '../state.ts';
import type { Lines } from './timeline-line.ts';

export const communicationLines: Lines = {
  summaryPosted: ({ actor, data: { impact, money, next, nextUpdateMinutes } }) => ({
    kind: 'update',
    from: actor.name,
    text: [
      `To the executives. ${impact}`,
      ...(money === undefined ? [] : [`Money: ${money}`]),
      `Next: ${next}`,
      ...(nextUpdateMinutes === undefined ? [] : [`Next summary in ${nextUpdateMinutes} min.`]),
    ].join('\n'),
  }),
  statusPublished: ({ actor, data: { name, status, components, text } }, after) => ({
    kind: 'statusPage',
    from: actor.name,
    text: `Public page, ${status}: ${name}. ${text}${componentWords(after, components)}`,
  }),
};

function componentWords({ plan }: DrillState, components: Readonly<Record<string, string>>): string {
  const named = componentsOf(plan.slos).flatMap(({ id, name }) =>
    components[id] === undefined ? [] : [`${name}: ${components[id].replace('_', ' ')}`],
  );
  return named.length === 0 ? '' : ` (${named.join('; ')})`;
}
