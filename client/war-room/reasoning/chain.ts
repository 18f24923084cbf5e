/** The list of hypotheses as chains of "why?", and by the bones of a fishbone. Views of one list: nothing is kept for them. */
import { type HypothesisCategory, type HypothesisView, hypothesisCategories } from '../../../core/protocol/hypotheses.ts';

export interface ChainNode {
  hypothesis: HypothesisView;
  /** What would be its reasons, in the order they were said. */
  reasons: ChainNode[];
}

/** One tree for each hypothesis that explains none; one whose effect is not on the board stands at the top too. */
export function chainsOf(hypotheses: readonly HypothesisView[]): ChainNode[] {
  const known = new Set(hypotheses.map(({ hypothesisId }) => hypothesisId));
  const nodeOf = (hypothesis: HypothesisView): ChainNode => ({
    hypothesis,
    reasons: hypotheses.filter(({ explains }) => explains === hypothesis.hypothesisId).map(nodeOf),
  });
  return hypotheses.filter(({ explains }) => explains === null || !known.has(explains)).map(nodeOf);
}

/** Those that may be named as what this one explains: not itself, and none that it is the effect of. */
export function explainable(hypotheses: readonly HypothesisView[], id: string): HypothesisView[] {
  const below = new Set([id]);
  for (let before = 0; before !== below.size; ) {
    before = below.size;
    for (const { hypothesisId, explains } of hypotheses) if (explains !== null && below.has(explains)) below.add(hypothesisId);
  }
  return hypotheses.filter(({ hypothesisId }) => !below.has(hypothesisId));
}

export interface Bone {
  category: HypothesisCategory;
  hypotheses: HypothesisView[];
}

/** Every bone, also the empty ones: what nobody has thought of is what the picture is for. */
export function bonesOf(hypotheses: readonly HypothesisView[]): { bones: Bone[]; unsorted: HypothesisView[] } {
  return {
    bones: hypothesisCategories.map((category) => ({ category, hypotheses: hypotheses.filter((each) => each.category === category) })),
    unsorted: hypotheses.filter(({ category }) => category === null),
  };
}

const verdictShapes = { open: '◇', supported: '●', refuted: '✕' } as const;

/** A shape for the verdict, so that neither colour nor a strike speaks alone. */
export function shapeOf({ state }: Pick<HypothesisView, 'state'>): string {
  return verdictShapes[state];
}
