import type { DrillView, HypothesisView } from '../../core/protocol/drill-view.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { citedOf } from '../evidence/cite.ts';
import { clock } from '../format.ts';
import { gameNow } from '../state/game-clock.ts';
import { openEvidence, useSelection } from '../state/selection.ts';
import { useStack } from '../state/stack.ts';
import { useHouse } from '../state/store.ts';
import { useAct } from '../state/use-act.ts';
import { Badge, type Tone } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { Empty } from '../ui/Panel.tsx';
import { openDialog } from './dialogs.ts';
import { useWhyNot } from './may-act.ts';

const tones: Record<HypothesisView['state'], Tone> = { open: 'unknown', supported: 'info', refuted: 'neutral' };
const judgements = ['open', 'supported', 'refuted'] as const;

/** Shared hypotheses, each with what speaks for it. Nothing here says whether one is right. */
export function BoardPanel({ drill }: { drill: DrillView }) {
  const whyNot = useWhyNot('talk');
  const stack = useStack();
  return (
    <div className="war-board">
      <Button variant="primary" size="sm" isDisabled={whyNot !== null} onPress={() => openDialog({ kind: 'hypothesis' })}>
        Add a hypothesis
      </Button>
      {drill.hypotheses.length === 0 && (
        <Empty title="No hypothesis yet." hint="Write down what you suspect and link what made you think so. Refuting one is progress." />
      )}
      <ul>
        {drill.hypotheses.toReversed().map((hypothesis) => (
          <HypothesisCard key={hypothesis.hypothesisId} hypothesis={hypothesis} stack={stack} />
        ))}
      </ul>
    </div>
  );
}

function HypothesisCard({ hypothesis, stack }: { hypothesis: HypothesisView; stack: StackView | null }) {
  const { hypothesisId, text, component, state, by, atMs, evidence } = hypothesis;
  const { act, pending } = useAct();
  const whyNot = useWhyNot('talk');
  const link = (): void => {
    const { drill, drillSeenAtMs, frames } = useHouse.getState();
    const nowMs = gameNow(drill, drillSeenAtMs, performance.now());
    void act({ type: 'linkEvidence', hypothesisId, evidence: citedOf(useSelection.getState(), { nowMs, stack, frames }) });
  };
  return (
    <li className={`war-hypothesis war-hypothesis-${state}`}>
      <div className="war-hypothesis-head">
        <Badge tone={tones[state]}>{state}</Badge>
        <span className="muted">
          {by}, {clock(atMs)}
        </span>
        {component && <span className="mono">{component}</span>}
      </div>
      <p>{text}</p>
      <ul className="war-evidence">
        {evidence.map((piece, index) => (
          <li key={`${piece.ref}-${index}`}>
            <Chip
              title={`linked by ${piece.by}`}
              onPress={() => openEvidence({ kind: piece.kind, ref: piece.ref, label: piece.label, atMs: piece.atMs })}
            >
              {piece.label}
            </Chip>
          </li>
        ))}
      </ul>
      <div className="war-hypothesis-foot">
        {judgements
          .filter((judgement) => judgement !== state)
          .map((judgement) => (
            <Button
              key={judgement}
              size="sm"
              variant="quiet"
              isPending={pending}
              isDisabled={whyNot !== null}
              onPress={() => void act({ type: 'judgeHypothesis', hypothesisId, state: judgement })}
            >
              {judgement}
            </Button>
          ))}
        <Button size="sm" variant="quiet" isPending={pending} isDisabled={whyNot !== null} onPress={link}>
          + link what I see
        </Button>
      </div>
    </li>
  );
}
