/** How users fare over time, by the ledger's own account, and what the script did to them. */
import type { Desk } from '../../core/protocol/desk.ts';
import type { ChartMarker } from '../evidence/chart-words.ts';
import type { ChartSpec, SeriesTone } from '../evidence/signals.ts';

const tones: Record<string, SeriesTone> = { availability: 'error', latency: 'p95', freshness: 'p95' };

/** One chart for each journey, one line for each of its objectives: share of bad events in the 10 s before. */
export function impactCharts({ ledger, ledgerOverTime: { badShare } }: Pick<Desk, 'ledger' | 'ledgerOverTime'>): ChartSpec[] {
  const charts = new Map<string, ChartSpec>();
  for (const { slo } of ledger) {
    const journey = slo.split('-')[0] ?? slo;
    const kind = slo.slice(journey.length + 1);
    const chart = charts.get(journey) ?? {
      id: journey,
      figure: null,
      title: `${journey[0]?.toUpperCase()}${journey.slice(1)}: bad`,
      unit: '%',
      series: [],
    };
    const values = (badShare[slo] ?? []).map((share) => (share === null ? null : share * 100));
    chart.series.push({ id: slo, label: kind, tone: tones[kind] ?? 'neutral', values });
    charts.set(journey, chart);
  }
  return [...charts.values()];
}

/** What was fired and when it took hold, milestones and all: nothing here is for players. */
export function injectMarkers({ script, faults, milestones }: Pick<Desk, 'script' | 'faults' | 'milestones'>): ChartMarker[] {
  const fired = script.flatMap(({ label, firedAtMs }): ChartMarker[] =>
    firedAtMs === null ? [] : [{ atMs: firedAtMs, kind: 'inject', label }],
  );
  const applied = faults.flatMap(({ label, appliedAtMs }): ChartMarker[] =>
    appliedAtMs === null ? [] : [{ atMs: appliedAtMs, kind: 'inject', label: `${label}: applied` }],
  );
  const reached = Object.entries(milestones).map(([milestone, atMs]): ChartMarker => ({ atMs, kind: 'milestone', label: milestone }));
  return [...fired, ...applied, ...reached].sort((a, b) => a.atMs - b.atMs);
}
