/** What the pod says to the world outside its room: the public page, and those who run the company. */
import { componentsOf } from '../../communication/components.ts';
import type { CommandData } from '../commands.ts';
import { openIncidentOf } from '../rules/status-page.ts';
import type { DrillState } from '../state.ts';
import { emit, type Refused } from '../turn.ts';
import type { Deciders } from './decider.ts';
import { onlyIn } from './phase-guard.ts';

export const communicationDeciders: Deciders<'publishStatus' | 'postSummary'> = {
  publishStatus(turn, { data }) {
    const refused = onlyIn(turn, ['live']) ?? refuseNote(turn.state, data);
    if (refused) return refused;
    const name = openIncidentOf(turn.state.page)?.name ?? data.name ?? '';
    emit(turn, { type: 'statusPublished', data: { ...data, name } });
    return null;
  },
  postSummary(turn, { data }) {
    const refused = onlyIn(turn, ['live']);
    if (!refused) emit(turn, { type: 'summaryPosted', data });
    return refused;
  },
};

function refuseNote(state: DrillState, { status, components, name }: CommandData['publishStatus']): Refused | null {
  const known = componentsOf(state.plan.slos).map(({ id }) => id);
  const unknown = Object.keys(components).find((id) => !known.includes(id));
  if (unknown !== undefined)
    return { code: 'bad_parameter', detail: `${unknown} is no component of the page; there are ${known.join(', ')}` };
  if (openIncidentOf(state.page)) return null;
  if (status === 'resolved') return { code: 'bad_parameter', detail: 'no incident is open on the page: there is nothing to resolve' };
  return name === undefined ? { code: 'bad_parameter', detail: 'the first note of an incident needs a name for it' } : null;
}
