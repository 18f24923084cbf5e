/** The part of a trace that is drawn over the whole width, in milliseconds from its start. */
export interface Zoom {
  fromMs: number;
  toMs: number;
}

export const wholeTrace = (durationMs: number): Zoom => ({ fromMs: 0, toMs: Math.max(durationMs, leastMs) });
export const isWhole = ({ fromMs, toMs }: Zoom, durationMs: number): boolean => fromMs <= 0 && toMs >= durationMs;

/** A microsecond: spans are not told finer. */
const leastMs = 0.001;

/** Around a moment, `factor` times as much detail; never more than the whole trace. */
export function zoomed(
  { fromMs, toMs }: Zoom,
  { factor, aroundMs, durationMs }: { factor: number; aroundMs: number; durationMs: number },
): Zoom {
  const width = Math.min(Math.max(durationMs, leastMs), Math.max(leastMs, (toMs - fromMs) / factor));
  const share = toMs > fromMs ? Math.min(1, Math.max(0, (aroundMs - fromMs) / (toMs - fromMs))) : 0.5;
  const from = Math.min(Math.max(0, aroundMs - share * width), Math.max(0, durationMs - width));
  return { fromMs: from, toMs: from + width };
}

/** What two places of the whole width, 0 to 1, lie around; null where they are too near to mean a part. */
export function zoomBetween(a: number, b: number, durationMs: number): Zoom | null {
  const [from, to] = [Math.max(0, Math.min(a, b)), Math.min(1, Math.max(a, b))];
  return to - from < 0.005 ? null : { fromMs: from * durationMs, toMs: to * durationMs };
}

export interface Place {
  /** Per cent of the width. */
  left: number;
  width: number;
}

/** Where a time is drawn; null where it lies outside. */
export function placeOf({ fromMs, toMs }: Zoom, startMs: number, endMs: number): Place | null {
  const width = toMs - fromMs;
  if (endMs < fromMs || startMs > toMs || width <= 0) return null;
  const left = Math.max(0, (startMs - fromMs) / width);
  return { left: left * 100, width: (Math.min(1, (endMs - fromMs) / width) - left) * 100 };
}

/** Places as they can be told apart on a screen: what lies nearer than this, in per cent, is one. */
const resolution = 0.4;

/** @param parts the last first */
export function placesOf(zoom: Zoom, parts: readonly { fromMs: number; toMs: number }[]): Place[] {
  const places: Place[] = [];
  for (let index = parts.length - 1; index >= 0; index -= 1) {
    const part = parts[index];
    const place = part && placeOf(zoom, part.fromMs, part.toMs);
    if (!place) continue;
    const last = places.at(-1);
    if (last && place.left - (last.left + last.width) < resolution) last.width = Math.max(last.width, place.left + place.width - last.left);
    else places.push(place);
  }
  return places;
}
