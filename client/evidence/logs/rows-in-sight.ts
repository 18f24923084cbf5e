interface Sight {
  scrollTop: number;
  height: number;
  rowHeight: number;
  count: number;
}

/** Rows above and below what is in sight, so that a fast scroll meets no gap. */
const spare = 12;

/** Which rows of a long list are drawn: `first` inclusive, `end` exclusive. */
export function rowsInSight({ scrollTop, height, rowHeight, count }: Sight): { first: number; end: number } {
  const top = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const first = Math.max(0, Math.min(top, count) - spare);
  const end = Math.min(count, top + Math.ceil(height / rowHeight) + spare);
  return { first, end: Math.max(first, end) };
}
