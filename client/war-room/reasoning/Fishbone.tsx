import { type HypothesisView, wordsOfCategory } from '../../../core/protocol/hypotheses.ts';
import { openDialog } from '../dialogs.ts';
import { type Bone, bonesOf, shapeOf } from './chain.ts';

interface FishboneProps {
  hypotheses: readonly HypothesisView[];
  /** What is to be explained: the head of the fish. */
  effect: string;
  isDisabled: boolean;
}

/** Kinds of causes as bones. The lines are a picture behind lists, so that what is drawn is what is read out. */
export function Fishbone({ hypotheses, effect, isDisabled }: FishboneProps) {
  const { bones, unsorted } = bonesOf(hypotheses);
  const half = bones.length / 2;
  return (
    <div className="war-fish-frame">
      <div className="war-fish" role="group" aria-label={`Fishbone: causes of ${effect}`}>
        <FishLines />
        <ul className="war-bones">
          {bones.map((bone, index) => (
            <BoneList key={bone.category} bone={bone} isBelow={index >= half} isDisabled={isDisabled} />
          ))}
        </ul>
        <p className="war-fish-head">
          <span className="muted">effect</span> {effect}
        </p>
      </div>
      {unsorted.length > 0 && (
        <section className="war-unsorted" aria-label="Not sorted yet">
          <h3 className="muted">Not sorted yet</h3>
          <ul>
            {unsorted.map((hypothesis) => (
              <Placed key={hypothesis.hypothesisId} hypothesis={hypothesis} isDisabled={isDisabled} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function BoneList({ bone: { category, hypotheses }, isBelow, isDisabled }: { bone: Bone; isBelow: boolean; isDisabled: boolean }) {
  return (
    <li className={`war-bone${isBelow ? ' war-bone-below' : ''}${hypotheses.length === 0 ? ' war-bone-empty' : ''}`}>
      <h3>{wordsOfCategory[category]}</h3>
      {hypotheses.length === 0 ? (
        <p className="muted">nothing yet</p>
      ) : (
        <ul>
          {hypotheses.map((hypothesis) => (
            <Placed key={hypothesis.hypothesisId} hypothesis={hypothesis} isDisabled={isDisabled} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Placed({ hypothesis, isDisabled }: { hypothesis: HypothesisView; isDisabled: boolean }) {
  const { hypothesisId, text, state } = hypothesis;
  return (
    <li className={`war-hypothesis-${state}`}>
      <button
        type="button"
        className="war-placed"
        disabled={isDisabled}
        aria-label={`${text}, ${state}. Sort it`}
        onClick={() => openDialog({ kind: 'place', hypothesisId })}
      >
        <span aria-hidden>{shapeOf(hypothesis)}</span> <span className="war-placed-text">{text}</span>
      </button>
    </li>
  );
}

const bonePlaces = [24, 48, 72, 96];

/** Spine and slanted bones, stretched to whatever room the lists take. */
function FishLines() {
  return (
    <svg className="war-fish-lines" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
      <path d="M0 50H100" className="war-fish-spine" />
      {bonePlaces.map((place) => (
        <path key={place} d={`M${place - 6} 2L${place} 50L${place - 6} 98`} />
      ))}
    </svg>
  );
}
