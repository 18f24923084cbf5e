/** Traces as points: when they began, and how long they took on a logarithmic axis, on which both 5 ms and 5 s can be read. */
import type { TraceSummary } from '../../../core/protocol/traces.ts';

export interface ScatterPoint {
  trace: TraceSummary;
  /** Game time it began. */
  atMs: number;
  /** Pixels from the left and the top of the plot. */
  x: number;
  y: number;
}

export interface Scatter {
  /** In order of time. */
  points: readonly ScatterPoint[];
  timeTicks: readonly { x: number; atMs: number }[];
  durationTicks: readonly { y: number; ms: number }[];
  /** Game time and duration at a place of the plot. */
  valueAt(x: number, y: number): { atMs: number; ms: number };
}

interface Size {
  width: number;
  height: number;
}

const leastMs = 0.1;
const mostTimeTicks = 5;
const timeSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 3600].map((seconds) => seconds * 1000);

/** @param atMs game time by trace, in the same order */
export function layoutScatter(traces: readonly TraceSummary[], atMs: readonly (number | null)[], { width, height }: Size): Scatter {
  const known = traces.flatMap((trace, index) => {
    const at = atMs[index];
    return at === null || at === undefined ? [] : [{ trace, atMs: at }];
  });
  const time = rangeOf(
    known.map((each) => each.atMs),
    1000,
  );
  const decades = decadesOf(known.map(({ trace }) => trace.durationMs));
  const xOf = (at: number): number => ((at - time.from) / (time.to - time.from)) * width;
  const yOf = (ms: number): number => height - ((logOf(ms) - decades.from) / (decades.to - decades.from)) * height;
  return {
    points: known.map((each) => ({ ...each, x: xOf(each.atMs), y: yOf(each.trace.durationMs) })).sort((a, b) => a.atMs - b.atMs),
    timeTicks: timeTicksOf(time).map((at) => ({ x: xOf(at), atMs: at })),
    durationTicks: Array.from({ length: decades.to - decades.from + 1 }, (_, index) => 10 ** (decades.from + index)).map((ms) => ({
      y: yOf(ms),
      ms,
    })),
    valueAt: (x, y) => ({
      atMs: time.from + (x / width) * (time.to - time.from),
      ms: 10 ** (decades.from + ((height - y) / height) * (decades.to - decades.from)),
    }),
  };
}

const logOf = (ms: number): number => Math.log10(Math.max(leastMs, ms));

interface Range {
  from: number;
  to: number;
}

/** Never of no width. */
function rangeOf(values: readonly number[], least: number): Range {
  const from = values.reduce((min, value) => Math.min(min, value), Number.POSITIVE_INFINITY);
  const to = values.reduce((max, value) => Math.max(max, value), Number.NEGATIVE_INFINITY);
  if (from > to) return { from: 0, to: least };
  const spare = Math.max(least, (to - from) * 0.02);
  return { from: from - spare, to: to + spare };
}

/** Whole powers of ten, at least two of them. */
function decadesOf(durations: readonly number[]): Range {
  const { from, to } = rangeOf(durations.map(logOf), 0.05);
  const first = durations.length === 0 ? 0 : Math.floor(from);
  return { from: first, to: Math.max(first + 2, durations.length === 0 ? 3 : Math.ceil(to)) };
}

function timeTicksOf({ from, to }: Range): number[] {
  const step = timeSteps.find((each) => (to - from) / each <= mostTimeTicks) ?? (to - from) / mostTimeTicks;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) ticks.push(at);
  return ticks;
}

/** The point next to a place, at most `within` pixels away. */
export function nearestPoint(points: readonly ScatterPoint[], { x, y }: { x: number; y: number }, within: number): ScatterPoint | null {
  let best: ScatterPoint | null = null;
  let distance = within;
  for (const point of points) {
    const here = Math.hypot(point.x - x, point.y - y);
    if (here <= distance) [best, distance] = [point, here];
  }
  return best;
}

export interface Brush {
  fromX: number;
  fromY: number;
  toX: number;
  toY: number;
}

/** What a brushed rectangle asks for; a thin one asks for the time alone. */
export function searchOfBrush({ valueAt }: Scatter, { fromX, fromY, toX, toY }: Brush) {
  const [left, right] = [Math.min(fromX, toX), Math.max(fromX, toX)];
  const [top, bottom] = [Math.min(fromY, toY), Math.max(fromY, toY)];
  const longest = valueAt(right, top);
  const shortest = valueAt(left, bottom);
  const time = { fromMs: Math.floor(shortest.atMs), toMs: Math.ceil(longest.atMs) };
  if (bottom - top < 8) return time;
  return { ...time, minMs: twoDigits(shortest.ms, Math.floor), maxMs: twoDigits(longest.ms, Math.ceil) };
}

/** Rounded outwards to two digits, so that what was brushed stays inside. */
function twoDigits(ms: number, round: (value: number) => number): number {
  const unit = 10 ** (Math.floor(logOf(ms)) - 1);
  return Number((round(ms / unit) * unit).toPrecision(3));
}
