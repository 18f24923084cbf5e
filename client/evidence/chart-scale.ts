/** The upper end of a chart's axis: close above the highest value, and such that a figure besides 0 stands on the axis even of the lowest chart. */

/** Of each power of ten. A tick that is half as high as one of these, or higher, and not above it, is always a round number. */
const tops = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];
/** A line that touches the upper edge looks cut off. */
const headroom = 1.05;

/** @param max highest value on it; nothing known, or only zeros, is a chart up to 1 */
export function topOf(max: number): number {
  if (max <= 0) return 1;
  const wanted = max * headroom;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const top = tops.find((each) => each * power >= wanted) ?? 10;
  return Number((top * power).toPrecision(2));
}
