/** How far a diagnosis lies from the truth, counted in links of the stack. */
import type { StackView } from '../protocol/stack-view.ts';

/**
 * 0: the same component. 1: they touch. A link touches both its ends, so "catalog" for a truth at "catalog->redis" is one away.
 * Null when one of them is `none` and the other is not, or when no way leads from one to the other.
 */
export function hopsBetween(stack: Pick<StackView, 'links'>, from: string, to: string): number | null {
  if (from === to) return 0;
  const neighbours = neighboursOf(stack);
  let frontier = [from];
  const seen = new Set(frontier);
  for (let hops = 1; frontier.length > 0; hops += 1) {
    frontier = frontier.flatMap((name) => [...(neighbours.get(name) ?? [])]).filter((name) => !seen.has(name));
    for (const name of frontier) seen.add(name);
    if (seen.has(to)) return hops;
  }
  return null;
}

function neighboursOf({ links }: Pick<StackView, 'links'>): Map<string, Set<string>> {
  const neighbours = new Map<string, Set<string>>();
  const join = (a: string, b: string): void => {
    neighbours.set(a, (neighbours.get(a) ?? new Set()).add(b));
    neighbours.set(b, (neighbours.get(b) ?? new Set()).add(a));
  };
  for (const { link, from, to } of links) {
    join(from, link);
    join(link, to);
    join(from, to);
  }
  return neighbours;
}
