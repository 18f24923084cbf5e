/** The board of hypotheses, with who said and judged what. */
import type { HypothesisState } from '../reasoning-state.ts';
import type { DrillState } from '../state.ts';
import type { Evolvers } from './evolver.ts';

type HypothesisEvent = 'hypothesisProposed' | 'hypothesisJudged' | 'evidenceLinked' | 'hypothesisSorted' | 'hypothesisLinked';

export const hypothesisEvolvers: Evolvers<HypothesisEvent> = {
  hypothesisProposed(state, { atMs, actor, data: { category = null, explains = null, ...said } }) {
    const hypothesis: HypothesisState = {
      ...said,
      atMs,
      by: actor.name,
      state: 'open',
      judgements: [],
      evidence: said.evidence.map((pointer) => ({ ...pointer, by: actor.name })),
      category,
      explains,
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
  hypothesisSorted: (state, { data: { hypothesisId, category } }) => change(state, hypothesisId, (known) => ({ ...known, category })),
  hypothesisLinked: (state, { data: { hypothesisId, explains } }) => change(state, hypothesisId, (known) => ({ ...known, explains })),
};

function change(state: DrillState, id: string, to: (known: HypothesisState) => HypothesisState): DrillState {
  return { ...state, hypotheses: state.hypotheses.map((known) => (known.hypothesisId === id ? to(known) : known)) };
}
