/** Lines of the incident channel about change requests. What is shipped speaks for itself in the change log. */
import type { RequestCondition } from '../../protocol/requests.ts';
import { conditionWords, shipmentWords } from '../../requests/shipment.ts';
import type { DrillState } from '../state.ts';
import type { Lines } from './timeline-line.ts';

const verdictWords = { approve: 'Approved', hold: 'Held', conditions: 'Approved' };

export const requestLines: Lines = {
  requestMade: ({ data: { from, title, summary, ships } }) => ({
    kind: 'message',
    from,
    text: `Asks to ship ${shipmentWords(ships)}: ${title}. ${summary}`,
  }),
  requestDecided: ({ actor, data: { requestId, verdict, conditions } }, after) => ({
    kind: 'action',
    from: actor.name,
    text: `${verdictWords[verdict]}: ${titleOf(after, requestId)}${under(conditions)}.`,
  }),
  requestFailed: ({ data: { requestId } }, after) => ({
    kind: 'action',
    from: 'Deploy pipeline',
    text: `Did not go through: ${titleOf(after, requestId)}.`,
  }),
  exceptionRecorded: ({ actor, data: { reason } }) => ({
    kind: 'status',
    from: actor.name,
    text: `Exception from the release policy: ${reason}`,
  }),
};

function under(conditions: readonly RequestCondition[]): string {
  return conditions.length === 0 ? '' : `, ${conditions.map(conditionWords).join(', ')}`;
}

function titleOf({ requests }: DrillState, id: string): string {
  return requests.find(({ requestId }) => requestId === id)?.title ?? id;
}
