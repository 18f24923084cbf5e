import type { Evolvers } from './evolver.ts';

/** What people say it was, and what was written after the end. */
export const recordEvolvers: Evolvers<'diagnosisSubmitted' | 'diagnosisSkipped' | 'postmortemEdited'> = {
  diagnosisSubmitted: (state, { atMs, actor, data }) => ({
    ...state,
    diagnoses: [...state.diagnoses, { ...data, by: actor.name, atMs, isLive: state.ending === null }],
  }),
  diagnosisSkipped: (state, { data: { playerId } }) => ({ ...state, diagnosesSkipped: [...state.diagnosesSkipped, playerId] }),
  postmortemEdited: (state, { actor, data: { promptId, text, revision } }) => ({
    ...state,
    revision,
    answers: { ...state.answers, [promptId]: { text, by: actor.name, revision } },
  }),
};
