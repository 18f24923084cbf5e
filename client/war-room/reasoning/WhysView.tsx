import type { HypothesisView } from '../../../core/protocol/hypotheses.ts';
import { Button } from '../../ui/Button.tsx';
import { openDialog } from '../dialogs.ts';
import { useWhyNot } from '../may-act.ts';
import { type ChainNode, chainsOf, shapeOf } from './chain.ts';
import { EvidenceChips } from './HypothesisCard.tsx';

/** Chains of "why?": below each claim what would be its reason, down to what nobody asked yet. */
export function WhysView({ hypotheses }: { hypotheses: readonly HypothesisView[] }) {
  return (
    <ol className="war-whys" aria-label="Chains of why">
      {chainsOf(hypotheses).map((node) => (
        <Why key={node.hypothesis.hypothesisId} node={node} depth={0} />
      ))}
    </ol>
  );
}

function Why({ node: { hypothesis, reasons }, depth }: { node: ChainNode; depth: number }) {
  const { hypothesisId, text, state } = hypothesis;
  const isDisabled = useWhyNot('talk') !== null;
  return (
    <li className={`war-why war-hypothesis-${state}`}>
      {depth > 0 && <span className="war-why-word muted">Why? {depth}</span>}
      <p>
        <span className="war-why-shape" aria-hidden>
          {shapeOf(hypothesis)}
        </span>{' '}
        <span className="war-why-text">{text}</span> <span className="muted">{state}</span>
      </p>
      <EvidenceChips hypothesis={hypothesis} />
      <div className="war-hypothesis-foot">
        <Button
          size="sm"
          variant="quiet"
          isDisabled={isDisabled}
          aria-label={`Why: ${text}`}
          onPress={() => openDialog({ kind: 'hypothesis', explains: hypothesisId })}
        >
          + why?
        </Button>
        <Button
          size="sm"
          variant="quiet"
          isDisabled={isDisabled}
          aria-label={`Move: ${text}`}
          onPress={() => openDialog({ kind: 'place', hypothesisId })}
        >
          move …
        </Button>
      </div>
      {reasons.length > 0 && (
        <ol>
          {reasons.map((reason) => (
            <Why key={reason.hypothesis.hypothesisId} node={reason} depth={depth + 1} />
          ))}
        </ol>
      )}
    </li>
  );
}
