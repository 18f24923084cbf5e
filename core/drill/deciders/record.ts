/** What people say it was, live or afterwards, and what they write once a drill has ended. */
import type { Diagnosis } from '../../protocol/diagnosis.ts';
import { owesDiagnosis } from '../rules/diagnosis.ts';
import { upToNow } from '../rules/evidence.ts';
import type { DrillState } from '../state.ts';
import { emit, type Refused } from '../turn.ts';
import type { Deciders } from './decider.ts';
import { onlyIn } from './phase-guard.ts';

export const recordDeciders: Deciders<'submitDiagnosis' | 'skipDiagnosis' | 'editPostmortem'> = {
  submitDiagnosis(turn, { data, actor }) {
    const refused = onlyIn(turn, ['live', 'paused', 'debrief', 'closed']);
    if (refused) return refused;
    if (actor.kind !== 'player' && actor.kind !== 'responder') return { code: 'forbidden', detail: 'a diagnosis is a player’s' };
    if (turn.state.diagnoses.some(({ playerId }) => playerId === actor.id)) return { code: 'already_submitted' };
    const unfit = refuseSaid(turn.state, data);
    if (unfit) return unfit;
    const evidence = data.evidence?.map((each) => upToNow(each, turn.nowMs));
    emit(turn, { type: 'diagnosisSubmitted', data: { playerId: actor.id, ...data, ...(evidence === undefined ? {} : { evidence }) } });
    return null;
  },
  skipDiagnosis(turn, { actor }) {
    const refused = onlyIn(turn, ['debrief', 'closed']);
    if (refused) return refused;
    if (owesDiagnosis(turn.state, actor.id)) emit(turn, { type: 'diagnosisSkipped', data: { playerId: actor.id } });
    return null;
  },
  editPostmortem(turn, { data: { promptId, text, baseRevision } }) {
    const refused = onlyIn(turn, ['debrief', 'closed']);
    if (refused) return refused;
    const { answers, revision } = turn.state;
    const known = answers[promptId];
    if (known?.text === text || (!known && text === '')) return null;
    if (known && known.revision > baseRevision) return { code: 'edit_conflict', detail: `revision ${known.revision} is by ${known.by}` };
    emit(turn, { type: 'postmortemEdited', data: { promptId, text, revision: revision + 1 } });
    return null;
  },
};

function refuseSaid({ hypotheses }: DrillState, { component, edges = [], hypothesisIds = [] }: Diagnosis): Refused | null {
  if (component === 'none' && edges.length > 0) return { code: 'bad_parameter', detail: 'edges: where nothing was wrong nothing spread' };
  const missing = hypothesisIds.find((id) => !hypotheses.some(({ hypothesisId }) => hypothesisId === id));
  return missing === undefined ? null : { code: 'unknown_hypothesis', detail: missing };
}
