import type { DrillEvent } from '../../core/drill/events.ts';
import type { ScoreView } from '../../core/protocol/score-view.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import type { Plan } from '../../core/scenario/plan.ts';
import { scoreDrill } from '../../core/score/score.ts';

interface Ended {
  drillId: string;
  events: readonly DrillEvent[];
  plan: Plan;
}

/** Impact has no reference here: what nobody and an expert would have let users suffer was not played beside it. @throws Error when it has not ended */
export function scoredDrill({ drillId, events, plan }: Ended, stack: Pick<StackView, 'links'>): ScoreView {
  const score = scoreDrill(events, plan, { stack, reference: null });
  if (score === null) return { drillId, score: null };
  const { oracle, impact, diagnosis, safety, coordination } = score.parts;
  return {
    drillId,
    score: {
      total: score.total,
      parts: {
        oracle: oracle.value,
        impact: impact.value,
        diagnosis: diagnosis.value,
        safety: safety.value,
        coordination: coordination.value,
      },
    },
  };
}
