/** What people may still write once a drill has ended: their diagnosis, and the prompts of the post-mortem. */
import { owesDiagnosis } from '../rules/diagnosis.ts';
import { emit } from '../turn.ts';
import type { Deciders } from './decider.ts';
import { onlyIn } from './phase-guard.ts';

export const recordDeciders: Deciders<'submitDiagnosis' | 'skipDiagnosis' | 'editPostmortem'> = {
  submitDiagnosis(turn, { data, actor }) {
    const refused = onlyIn(turn, ['debrief', 'closed']);
    if (refused) return refused;
    if (actor.kind !== 'player' && actor.kind !== 'responder') return { code: 'forbidden', detail: 'a diagnosis is a player’s' };
    if (turn.state.diagnoses.some(({ playerId }) => playerId === actor.id)) return { code: 'already_submitted' };
    emit(turn, { type: 'diagnosisSubmitted', data: { playerId: actor.id, ...data } });
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
