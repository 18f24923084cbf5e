/** The board of hypotheses, with who said and judged what. */
import type { DrillState, HypothesisState } from '../state.ts';
import type { Evolvers } from './evolver.ts';

export const hypothesisEvolvers: Evolvers<'hypothesisProposed' | 'hypothesisJudged' | 'evidenceLinked'> = {
  hypothesisProposed(state, { atMs, actor, data: { hypothesisId, text, component, evidence } }) {
    const hypothesis: HypothesisState = {
      hypothesisId,
      atMs,
      by: actor.name,
      text,
      component,
      state: 'open',
      judgements: [],
      evidence: evidence.map((pointer) => ({ ...pointer, by: actor.name })),
    };
    return { ...state, hypotheses: [...state.hypotheses, hypothesis] };
  },
  hypothesisJudged(state, { atMs, actor, data: { hypothesisId, state: verdict } }) {
    return change(state, hypothesisId, (known) => ({
      ...known,
      state: verdict,
      judgements: [...known.judgements, { state: verdict, by: actor.name, atMs }],
    }));
  },
  evidenceLinked(state, { actor, data: { hypothesisId, evidence } }) {
    return change(state, hypothesisId, (known) => ({ ...known, evidence: [...known.evidence, { ...evidence, by: actor.name }] }));
  },
};

function change(state: DrillState, id: string, to: (known: HypothesisState) => HypothesisState): DrillState {
  return { ...state, hypotheses: state.hypotheses.map((known) => (known.hypothesisId === id ? to(known) : known)) };
}
