/** The board of hypotheses: the pod's own claims. Nothing here is right or wrong before debrief. */
import type { HypothesisState } from '../reasoning-state.ts';
import { closesCycle } from '../rules/chain.ts';
import { upToNow } from '../rules/evidence.ts';
import type { DrillState } from '../state.ts';
import { emit, type Refused, type Turn } from '../turn.ts';
import type { Deciders } from './decider.ts';
import { onlyIn } from './phase-guard.ts';

/** More than a pod can judge; a client gone wild ends here. */
const maxHypotheses = 100;
const maxEvidence = 12;

type BoardCommand = 'proposeHypothesis' | 'judgeHypothesis' | 'linkEvidence' | 'sortHypothesis' | 'linkHypothesis';

export const hypothesisDeciders: Deciders<BoardCommand> = {
  proposeHypothesis(turn, { data }) {
    const refused = onBoard(turn);
    if (refused) return refused;
    const count = turn.state.hypotheses.length;
    if (count >= maxHypotheses) return { code: 'bad_parameter', detail: `the board holds at most ${maxHypotheses} hypotheses` };
    const { category, explains, ...said } = { ...data, evidence: data.evidence.map((each) => upToNow(each, turn.nowMs)) };
    if (explains !== undefined && !find(turn.state, explains)) return { code: 'unknown_hypothesis', detail: explains };
    const placed = { ...(category === undefined ? {} : { category }), ...(explains === undefined ? {} : { explains }) };
    emit(turn, { type: 'hypothesisProposed', data: { hypothesisId: `hypothesis-${count + 1}`, ...said, ...placed } });
    return null;
  },
  judgeHypothesis(turn, { data }) {
    const refused = onBoard(turn);
    if (refused) return refused;
    const hypothesis = find(turn.state, data.hypothesisId);
    if (!hypothesis) return { code: 'unknown_hypothesis', detail: data.hypothesisId };
    if (hypothesis.state !== data.state) emit(turn, { type: 'hypothesisJudged', data });
    return null;
  },
  linkEvidence(turn, { data }) {
    const refused = onBoard(turn);
    if (refused) return refused;
    const hypothesis = find(turn.state, data.hypothesisId);
    if (!hypothesis) return { code: 'unknown_hypothesis', detail: data.hypothesisId };
    const evidence = upToNow(data.evidence, turn.nowMs);
    const { kind, ref, atMs } = evidence;
    if (hypothesis.evidence.some((known) => known.kind === kind && known.ref === ref && known.atMs === atMs)) return null;
    if (hypothesis.evidence.length >= maxEvidence) return { code: 'bad_parameter', detail: `at most ${maxEvidence} links on a hypothesis` };
    emit(turn, { type: 'evidenceLinked', data: { ...data, evidence } });
    return null;
  },
  sortHypothesis(turn, { data }) {
    const refused = onBoard(turn);
    if (refused) return refused;
    const hypothesis = find(turn.state, data.hypothesisId);
    if (!hypothesis) return { code: 'unknown_hypothesis', detail: data.hypothesisId };
    if (hypothesis.category !== data.category) emit(turn, { type: 'hypothesisSorted', data });
    return null;
  },
  linkHypothesis(turn, { data }) {
    const refused = onBoard(turn);
    if (refused) return refused;
    const { hypothesisId, explains } = data;
    const missing = [hypothesisId, ...(explains === null ? [] : [explains])].find((id) => !find(turn.state, id));
    if (missing !== undefined) return { code: 'unknown_hypothesis', detail: missing };
    if (explains !== null && closesCycle(turn.state.hypotheses, hypothesisId, explains)) return { code: 'hypothesis_cycle' };
    if (find(turn.state, hypothesisId)?.explains !== explains) emit(turn, { type: 'hypothesisLinked', data });
    return null;
  },
};

function onBoard(turn: Turn): Refused | null {
  return onlyIn(turn, ['baseline', 'live', 'paused']);
}

function find({ hypotheses }: DrillState, id: string): HypothesisState | undefined {
  return hypotheses.find(({ hypothesisId }) => hypothesisId === id);
}
