/** How harm spread, as edges of the map: what the truth tells in steps, and what somebody drew, side by side. */
import { isSameLink, type SpreadEdge } from '../protocol/diagnosis.ts';
import type { StackView } from '../protocol/stack-view.ts';
import type { Truth } from '../scenario/plan.ts';
import { linkEnds, serviceOfSlot } from '../stack/schema.ts';

type StackLinks = Pick<StackView, 'links'>;

/** `reversed`: the harm took this link, the other way. */
type EdgeVerdict = 'right' | 'reversed' | 'wrong';

/** Users are at the end of every incident: naming them tells nothing. */
const isAmongParts = ({ from, to }: SpreadEdge): boolean => from !== 'users' && to !== 'users';

/**
 * The steps of the truth as edges between what stands on the map. A step onto a link goes out over it, a step from a link comes in
 * over it, and one that lies beside the map (a flag, the users) is none.
 */
export function edgesOfTruth(propagation: Truth['propagation'], stack: StackLinks): SpreadEdge[] {
  const edges = propagation.flatMap(({ from, to }) => edgesOfStep(endsOf(from), endsOf(to), stack)).filter(isAmongParts);
  return [...new Map(edges.map((edge) => [`${edge.from}>${edge.to}`, edge])).values()];
}

/** Each claim with its verdict. One claim for each link: a second one, the other way, says nothing more. */
export function judgedEdges(said: readonly SpreadEdge[], truth: readonly SpreadEdge[]): (SpreadEdge & { verdict: EdgeVerdict })[] {
  return onePerLink(said.filter(isAmongParts)).map((edge) => ({ ...edge, verdict: verdictOn(edge, truth) }));
}

/** F1 over links: both too few and too many cost. The right link the wrong way counts half. Null when nothing was drawn. */
export function spreadScore(said: readonly SpreadEdge[], truth: readonly SpreadEdge[]): number | null {
  const judged = judgedEdges(said, truth);
  if (judged.length === 0) return null;
  const hits = judged.reduce((sum, { verdict }) => sum + worth[verdict], 0);
  return (2 * hits) / (judged.length + onePerLink(truth).length);
}

const worth: Record<EdgeVerdict, number> = { right: 1, reversed: 0.5, wrong: 0 };

function verdictOn(said: SpreadEdge, truth: readonly SpreadEdge[]): EdgeVerdict {
  const there = truth.filter((edge) => isSameLink(edge, said));
  if (there.length === 0) return 'wrong';
  return there.some(({ from }) => from === said.from) ? 'right' : 'reversed';
}

function onePerLink(edges: readonly SpreadEdge[]): SpreadEdge[] {
  const byLink = new Map<string, SpreadEdge>();
  for (const edge of edges) {
    const link = [edge.from, edge.to].toSorted().join(' ');
    if (!byLink.has(link)) byLink.set(link, edge);
  }
  return [...byLink.values()];
}

/** One end: a part of the shop. Two: a link. Instances stand for their service. */
function endsOf(component: string): string[] {
  const { from, to } = linkEnds(component);
  return (to === '' ? [component] : [from, to]).map(serviceOfSlot);
}

function edgesOfStep(from: readonly string[], to: readonly string[], stack: StackLinks): SpreadEdge[] {
  const meeting = from.flatMap((end) => to.filter((other) => other === end || areLinked(stack, end, other)).map((other) => [end, other]));
  // Where both name the same end the step needs no link of its own.
  const [leaving, arriving] = meeting.find(([end, other]) => end === other) ?? meeting[0] ?? [];
  if (leaving === undefined || arriving === undefined) return [];
  const before = from.filter((end) => end !== leaving).map((end) => ({ from: end, to: leaving }));
  const after = to.filter((end) => end !== arriving).map((end) => ({ from: arriving, to: end }));
  return [...before, ...(leaving === arriving ? [] : [{ from: leaving, to: arriving }]), ...after];
}

function areLinked({ links }: StackLinks, a: string, b: string): boolean {
  return links.some((link) => isSameLink(link, { from: a, to: b }));
}
