import { memo } from 'react';
import type { HypothesisView } from '../../../core/protocol/hypotheses.ts';
import { wordsOfCategory } from '../../../core/protocol/hypotheses.ts';
import { clock } from '../../format.ts';
import { gameNow } from '../../state/game-clock.ts';
import { useSelection } from '../../state/selection.ts';
import { useStack } from '../../state/stack.ts';
import { notify, useHouse } from '../../state/store.ts';
import { useAct } from '../../state/use-act.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { openDialog } from '../dialogs.ts';
import { useWhyNot } from '../may-act.ts';
import { seenHere, showEvidence } from '../split/evidence-here.ts';

const tones: Record<HypothesisView['state'], Tone> = { open: 'unknown', supported: 'info', refuted: 'neutral' };
const judgements = ['open', 'supported', 'refuted'] as const;

/** One claim: who said it, who judged it last, what speaks for it, and where it belongs. */
export const HypothesisCard = memo(function HypothesisCard({ hypothesis }: { hypothesis: HypothesisView }) {
  const { text, component, state, by, atMs, category } = hypothesis;
  const judged = hypothesis.judgements.at(-1);
  return (
    <div className={`war-hypothesis war-hypothesis-${state}`}>
      <div className="war-hypothesis-head">
        <Badge tone={tones[state]}>{state}</Badge>
        {judged && (
          <span className="muted">
            by {judged.by}, {clock(judged.atMs)}
          </span>
        )}
        {category && <span className="war-bone-mark">{wordsOfCategory[category]}</span>}
        {component && <span className="mono">{component}</span>}
      </div>
      <p>{text}</p>
      <p className="war-hypothesis-who muted">
        said by {by}, {clock(atMs)}
      </p>
      <EvidenceChips hypothesis={hypothesis} />
      <CardActs hypothesis={hypothesis} />
    </div>
  );
});

/** What speaks for it; each opens the view it names. */
export function EvidenceChips({ hypothesis: { evidence } }: { hypothesis: HypothesisView }) {
  if (evidence.length === 0) return null;
  return (
    <ul className="war-evidence" aria-label="Evidence">
      {evidence.map((piece, index) => (
        <li key={`${piece.ref}-${index}`}>
          <Chip
            title={`linked by ${piece.by}, as it was at ${clock(piece.atMs)}`}
            onPress={() => showEvidence({ kind: piece.kind, ref: piece.ref, label: piece.label, atMs: piece.atMs })}
          >
            {piece.label}
          </Chip>
        </li>
      ))}
    </ul>
  );
}

function CardActs({ hypothesis: { hypothesisId, state, text } }: { hypothesis: HypothesisView }) {
  const { act, pending } = useAct();
  const isDisabled = useWhyNot('talk') !== null;
  const stack = useStack();
  const sees = useHouse((house) => house.drill?.sees);
  const link = (): void => {
    const { drill, drillSeenAtMs, frames } = useHouse.getState();
    const nowMs = gameNow(drill, drillSeenAtMs, performance.now());
    const evidence = sees && seenHere(sees, useSelection.getState(), { nowMs, stack, frames });
    if (evidence) void act({ type: 'linkEvidence', hypothesisId, evidence });
    else notify('Mark what you mean first: nothing that you look at can be linked.');
  };
  const common = { size: 'sm', variant: 'quiet', isDisabled } as const;
  return (
    <div className="war-hypothesis-foot">
      {judgements
        .filter((judgement) => judgement !== state)
        .map((judgement) => (
          <Button
            key={judgement}
            {...common}
            isPending={pending}
            onPress={() => void act({ type: 'judgeHypothesis', hypothesisId, state: judgement })}
          >
            {judgement}
          </Button>
        ))}
      {(sees?.telemetry || sees?.voices) && (
        <Button {...common} isPending={pending} onPress={link}>
          + link what I see
        </Button>
      )}
      <Button {...common} aria-label={`Sort: ${text}`} onPress={() => openDialog({ kind: 'place', hypothesisId })}>
        sort …
      </Button>
    </div>
  );
}
