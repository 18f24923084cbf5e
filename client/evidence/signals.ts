/** Series for the charts, from the newest seconds of telemetry. Missing seconds are gaps, never lines. */
import type { Red, SignalFrame } from '../../core/protocol/signals.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { type Figure, linksOf, withoutSlot } from '../state/signal-ref.ts';
import type { StampedFrame } from '../state/store.ts';

export interface Window {
  /** Game milliseconds, strictly rising; seconds before the drill are counted back from its start. */
  atMs: number[];
  frames: (SignalFrame | null)[];
}

/** A hole longer than this is drawn as a gap. */
const longestStepMs = 2500;

/** Seconds of a pause share one game time: the first of them stands for all. */
export function windowOf(stamped: readonly StampedFrame[]): Window {
  const gameMsOf = gameClockOf(stamped);
  const window: Window = { atMs: [], frames: [] };
  for (const each of stamped) add(window, gameMsOf(each), each.frame);
  return window;
}

/** Seconds before the drill are counted back from its first one. */
export function gameClockOf(stamped: readonly StampedFrame[]): (each: StampedFrame) => number {
  const anchor = stamped.find(({ gameMs }) => gameMs !== null) ?? stamped.at(-1);
  const [anchorMs, anchorSecond] = [anchor?.gameMs ?? 0, anchor?.frame.epochSecond ?? 0];
  return ({ frame, gameMs }) => gameMs ?? anchorMs - (anchorSecond - frame.epochSecond) * 1000;
}

function add({ atMs, frames }: Window, at: number, frame: SignalFrame): void {
  const last = atMs.at(-1);
  if (last !== undefined && at <= last) return;
  if (last !== undefined && at - last > longestStepMs) {
    atMs.push(last + 1000);
    frames.push(null);
  }
  atMs.push(at);
  frames.push(frame);
}

export type SeriesTone = 'p50' | 'p95' | 'p99' | 'error' | 'rate' | 'neutral';
export interface Series {
  id: string;
  label: string;
  tone: SeriesTone;
  values: (number | null)[];
}
export interface ChartSpec {
  id: string;
  /** Recorded figure that a press on this chart points at; null where it names none. */
  figure: Figure | null;
  title: string;
  unit: string;
  series: Series[];
}

/** Rate, errors and latency of a component; what shows that it is full stands in `saturation.ts`. */
export function redCharts(window: Window, component: string | null, stack: StackView | null): ChartSpec[] {
  const red = (frame: SignalFrame | null): Red | null => (frame ? redOf(frame, component, stack) : null);
  const pick = (read: (value: Red) => number | null): (number | null)[] =>
    window.frames.map((frame) => {
      const value = red(frame);
      return value ? read(value) : null;
    });
  return [
    {
      id: 'rate',
      figure: 'rate',
      title: 'Traffic',
      unit: '/s',
      series: [{ id: 'rate', label: 'requests', tone: 'rate', values: pick((r) => r.ratePerSecond) }, ...goodput(window, component)],
    },
    {
      id: 'errors',
      figure: 'errors',
      title: 'Errors',
      unit: '%',
      series: [{ id: 'errors', label: 'errors', tone: 'error', values: pick((r) => r.errorShare * 100) }],
    },
    {
      id: 'latency',
      figure: 'p95',
      title: 'Latency',
      unit: 'ms',
      series: [
        { id: 'p50', label: 'p50', tone: 'p50', values: pick((r) => r.p50Ms) },
        { id: 'p95', label: 'p95', tone: 'p95', values: pick((r) => r.p95Ms) },
        { id: 'p99', label: 'p99', tone: 'p99', values: pick((r) => r.p99Ms) },
      ],
    },
  ];
}

/** Of all that users ask, what is answered well and in time; of a part nobody counts that. */
function goodput({ frames }: Window, component: string | null): Series[] {
  const isOfUsers = component === null || component === 'gateway' || component.startsWith('users');
  if (!isOfUsers || frames.every((frame) => frame?.goodputPerSecond === undefined)) return [];
  return [{ id: 'good', label: 'in time', tone: 'p95', values: frames.map((frame) => frame?.goodputPerSecond ?? null) }];
}

export function memorySeries({ frames }: Window): Series[] {
  return [
    { id: 'used', label: 'used', tone: 'p95', values: frames.map((frame) => frame?.redisUsedMb ?? null) },
    { id: 'max', label: 'limit', tone: 'neutral', values: frames.map((frame) => frame?.redisMaxMb || null) },
  ];
}

export function hitSeries({ frames }: Window): Series[] {
  return [{ id: 'hit', label: 'hits', tone: 'p95', values: frames.map((frame) => frame?.cacheHitPercent ?? null) }];
}

/** Messages behind, one line for each consumer group. */
export function lagSeries({ frames }: Window): Series[] {
  const groups = [...new Set(frames.flatMap((frame) => frame?.partitions.map(({ group }) => group) ?? []))].sort();
  return groups.map((group, index) => ({
    id: group,
    label: group,
    tone: (['p95', 'rate', 'p50'] as const)[index % 3] ?? 'neutral',
    values: frames.map((frame) => frame && groupLag(frame, group)),
  }));
}

export function groupLag(frame: SignalFrame, group: string): number {
  return frame.partitions.reduce((sum, partition) => (partition.group === group ? sum + partition.lag : sum), 0);
}

/** Figures of a service or link; of an engine or outside system, over all links that lead to it. */
export function redOf(frame: SignalFrame, component: string | null, stack: StackView | null): Red | null {
  const name = component ?? 'gateway';
  const own = frame.services[name] ?? frame.links[name] ?? frame.services[withoutSlot(name)];
  if (own) return own;
  // Users send no telemetry: what the gateway serves is what they ask.
  if (name.startsWith('users->')) return frame.services[name.slice('users->'.length)] ?? null;
  return together(linksOf(name, stack).flatMap((link) => frame.links[link] ?? []));
}

/** Several links as one: rates add up, errors by weight, and the slowest speaks for latency. */
function together(parts: readonly Red[]): Red | null {
  if (parts.length === 0) return null;
  const ratePerSecond = parts.reduce((sum, part) => sum + part.ratePerSecond, 0);
  const errors = parts.reduce((sum, part) => sum + part.errorShare * part.ratePerSecond, 0);
  const slowest = (read: (part: Red) => number | null): number | null => {
    const known = parts.flatMap((part) => read(part) ?? []);
    return known.length === 0 ? null : Math.max(...known);
  };
  return {
    ratePerSecond,
    errorShare: ratePerSecond === 0 ? 0 : errors / ratePerSecond,
    p50Ms: slowest(({ p50Ms }) => p50Ms),
    p95Ms: slowest(({ p95Ms }) => p95Ms),
    p99Ms: slowest(({ p99Ms }) => p99Ms),
  };
}
