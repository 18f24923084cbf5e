/** What a slow trace does that a typical one does not, by operation on the way: how often, how long, and how long by itself. */
import type { TraceSummary } from '../../../core/protocol/traces.ts';
import type { TraceRow } from './trace-layout.ts';

interface Share {
  count: number;
  /** Sum of durations; what runs beside each other counts for each. */
  totalMs: number;
  /** Sum of what each did by itself. */
  selfMs: number;
  errors: number;
}

export interface ComparedPath {
  /** Unique: the operations from the root down. */
  path: string;
  name: string;
  depth: number;
  slow: Share;
  typical: Share;
  /** Own time that the slow one has more. */
  extraMs: number;
}

const nothing: Share = { count: 0, totalMs: 0, selfMs: 0, errors: 0 };

/** Paths of both, in the order of the first; those only the second has follow their parents. */
export function compareTraces(slow: readonly TraceRow[], typical: readonly TraceRow[]): ComparedPath[] {
  const [ours, theirs] = [sharesOf(slow), sharesOf(typical)];
  const paths = mergedPaths([...ours.keys()], [...theirs.keys()]);
  return paths.map((path) => {
    const steps = path.split(separator);
    const [mine, other] = [ours.get(path) ?? nothing, theirs.get(path) ?? nothing];
    return {
      path,
      name: steps.at(-1) ?? '',
      depth: steps.length - 1,
      slow: mine,
      typical: other,
      extraMs: mine.selfMs - other.selfMs,
    };
  });
}

const separator = ' › ';

function sharesOf(rows: readonly TraceRow[]): Map<string, Share> {
  const shares = new Map<string, Share>();
  const above: string[] = [];
  for (const { span, depth, durationMs, selfMs } of rows) {
    above.length = depth;
    above.push(`${span.service} ${span.name}`);
    const path = above.join(separator);
    const share = shares.get(path) ?? { ...nothing };
    share.count += 1;
    share.totalMs += durationMs;
    share.selfMs += selfMs;
    if (span.error) share.errors += 1;
    shares.set(path, share);
  }
  return shares;
}

function mergedPaths(ours: readonly string[], theirs: readonly string[]): string[] {
  const merged = [...ours];
  const known = new Set(ours);
  for (const path of theirs) {
    if (known.has(path)) continue;
    known.add(path);
    const parent = path.split(separator).slice(0, -1).join(separator);
    const after = merged.findLastIndex((each) => each === parent || each.startsWith(`${parent}${separator}`));
    merged.splice(parent === '' || after < 0 ? merged.length : after + 1, 0, path);
  }
  return merged;
}

/** Slower than this a trace is kept always, below by a share alone. */
const alwaysKeptMs = 500;
const keptShare = 0.1;

/**
 * The one in the middle, of those without errors. Slow ones are kept always and others by a tenth: each kept quick one stands for ten,
 * else the typical one would be slow. Null when there is none but itself.
 */
export function typicalOf(traces: readonly TraceSummary[], exceptId: string): TraceSummary | null {
  const quickestFirst = traces
    .filter(({ traceId, error }) => traceId !== exceptId && !error)
    .sort((a, b) => a.durationMs - b.durationMs)
    .map((trace) => ({ trace, weight: trace.durationMs >= alwaysKeptMs ? 1 : 1 / keptShare }));
  const half = quickestFirst.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let reached = 0;
  for (const { trace, weight } of quickestFirst) {
    reached += weight;
    if (reached >= half) return trace;
  }
  return null;
}
