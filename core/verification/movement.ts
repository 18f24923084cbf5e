/** Whether a figure since the trigger is another one than before it, by more than noise. */

/** What a figure was in each second; null: it was not measured. */
export type Measured = readonly (number | null)[];

export interface Movement {
  /** Which part of its seconds is told: the middle, unless only another one lies elsewhere. */
  where: 'middle' | 'highest tenth' | 'lowest tenth';
  /** Null where it was not measured often enough to be called anything. */
  before: number | null;
  since: number | null;
  /** It was measured in far fewer of its seconds than before. */
  hasEnded: boolean;
  /** Some part of its seconds lies elsewhere, or it has ended. */
  hasMoved: boolean;
  /** Its middle lies far elsewhere. */
  hasMiddleMoved: boolean;
}

/** Fewer seconds say nothing. */
const fewest = 5;
const parts = [
  { where: 'middle', part: 0.5 },
  { where: 'highest tenth', part: 0.9 },
  { where: 'lowest tenth', part: 0.1 },
] as const;
const movedShare = 0.2;
/** What is to stay may move by less than that: the machine has its moods. */
const stayingShare = 0.5;
/** What nobody would call a change, by figure: a fifth of next to nothing is nothing. */
const leastMoves: Readonly<Record<string, number>> = { rate: 1, errors: 0.01, p50: 5, p95: 5, p99: 5, lag: 5, hitRatio: 2, memory: 0.5 };

export function movementOf(figure: string, before: Measured, since: Measured): Movement {
  const [was, is] = [inOrder(before), inOrder(since)];
  const told = { where: 'middle' as const, before: middleOf(was), since: middleOf(is) };
  if (told.before === null || told.since === null) {
    // A curve that ends, or begins, is the plainest of all changes.
    const hasMoved = told.before !== null ? since.length >= fewest : told.since !== null;
    return { ...told, hasEnded: told.before !== null && hasMoved, hasMoved, hasMiddleMoved: hasMoved };
  }
  const least = leastMoves[figure] ?? 0;
  const isElsewhere = elsewhere(was, is, least);
  // Some figures are not there in every second of a healthy shop either.
  const hasEnded = is.length / since.length < was.length / before.length / 2;
  const moved = parts.find(({ part }) => isElsewhere(part, movedShare));
  return {
    ...(moved ? { where: moved.where, before: quantile(was, moved.part), since: quantile(is, moved.part) } : told),
    hasEnded,
    hasMoved: hasEnded || moved !== undefined,
    hasMiddleMoved: elsewhere(was, is, leastOfStaying[figure] ?? least)(0.5, stayingShare),
  };
}

/** Of a latency that is to stay, in ms: beside what users wait for nobody would say that it moved, and a busy machine doubles a few. */
const leastOfStaying: typeof leastMoves = { p50: 50, p95: 50, p99: 50 };

/** Further than a share of what it was, than the room it took before, and than what is nothing at all. */
function elsewhere(was: readonly number[], is: readonly number[], least: number): (part: number, share: number) => boolean {
  const spread = quantile(was, 0.9) - quantile(was, 0.1);
  return (part, share) => {
    const by = Math.abs(quantile(is, part) - quantile(was, part));
    return by > spread && by >= least && by >= share * Math.abs(quantile(was, part));
  };
}

function inOrder(values: Measured): number[] {
  return values.filter((value) => value !== null).toSorted((a, b) => a - b);
}

function middleOf(sorted: readonly number[]): number | null {
  return sorted.length < fewest ? null : quantile(sorted, 0.5);
}

function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.round(part * (sorted.length - 1))] ?? 0;
}
