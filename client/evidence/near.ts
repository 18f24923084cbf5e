/** What else was at a moment: changes, acts and alerts around it, and the traces that are worth opening. */
import type { DrillView } from '../../core/protocol/drill-view.ts';
import type { Evidence } from '../../core/protocol/evidence.ts';
import type { TraceSummary } from '../../core/protocol/traces.ts';
import { clock } from '../format.ts';
import { concerns } from './concerns.ts';

/** Causes come before what they cause. */
const before = 5 * 60_000;
const after = 15_000;

export interface NearEntry {
  evidence: Evidence;
  glyph: string;
  /** `0:40 before`. */
  when: string;
}

/** Changes, acts and alerts around the moment that concern the component, nearest first. */
export function entriesNear(
  drill: Pick<DrillView, 'changes' | 'controls' | 'alerts'>,
  atMs: number,
  component: string | null,
): NearEntry[] {
  const changes = drill.changes
    .filter(({ target }) => concerns(target, component))
    .map(({ changeId, happenedAtMs, kind, target, summary }) =>
      entry({ kind: 'change', ref: changeId, label: `${kind} ${target}: ${summary}`.slice(0, 160), atMs: happenedAtMs }, '●', atMs),
    );
  const acts = drill.controls
    .filter(({ target }) => concerns(target, component))
    .map(({ controlId, control, target, requestedAtMs }) =>
      entry({ kind: 'action', ref: controlId, label: `${control} ${target}`, atMs: requestedAtMs }, '◆', atMs),
    );
  const alerts = drill.alerts
    .filter(({ state, severity }) => state !== 'pending' && severity !== 'info')
    .map(({ alertId, alert, sinceMs }) => entry({ kind: 'alert', ref: alertId, label: alert, atMs: sinceMs }, '▲', atMs));
  return [...changes, ...acts, ...alerts]
    .filter(({ evidence }) => evidence.atMs >= atMs - before && evidence.atMs <= atMs + after)
    .sort((a, b) => Math.abs(a.evidence.atMs - atMs) - Math.abs(b.evidence.atMs - atMs));
}

function entry(evidence: Evidence, glyph: string, atMs: number): NearEntry {
  const distance = evidence.atMs - atMs;
  const when = Math.abs(distance) < 1000 ? 'now' : `${clock(Math.abs(distance))} ${distance < 0 ? 'before' : 'after'}`;
  return { evidence, glyph, when };
}

/** Of the traces at a moment the ones that say most: one that failed, and the slowest. */
export function exemplars(traces: readonly TraceSummary[], count: number): TraceSummary[] {
  const slowest = traces.toSorted((a, b) => b.durationMs - a.durationMs);
  const failed = slowest.find(({ error }) => error);
  return [...new Set([...(failed ? [failed] : []), ...slowest])].slice(0, count);
}

/** What stays keeps its place, and what is new takes the place of what went: nothing moves under a hand. */
export function inPlace<T>(order: readonly string[], wanted: readonly T[], idOf: (item: T) => string): T[] {
  const waiting = new Map(wanted.map((item) => [idOf(item), item]));
  const kept = order.slice(0, wanted.length).map((id) => {
    const item = waiting.get(id);
    waiting.delete(id);
    return item;
  });
  const fresh = waiting.values();
  return wanted.flatMap((_, place) => kept[place] ?? fresh.next().value ?? []);
}
