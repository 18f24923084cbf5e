/** What is wrong with a scenario file, where, and what would be right. */

export interface Problem {
  file: string;
  /** From 1. */
  line: number;
  column: number;
  message: string;
  /** What is expected there, in words. */
  expected: string;
}

/** A problem before its place in the text is known. */
export interface Finding {
  path: (string | number)[];
  message: string;
  expected: string;
}

/** `; did you mean catalog->redis?` when one of the names is close, else nothing. */
export function didYouMean(written: string, names: readonly string[]): string {
  const near = names
    .map((name) => ({ name, distance: editDistance(written.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(name.length / 5)))
    .sort((a, b) => a.distance - b.distance)[0];
  return near ? `; did you mean ${near.name}?` : '';
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
