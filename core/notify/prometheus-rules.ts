/** The burn-rate alerts as a Prometheus rule file, over the counter `sli_events_total` that `/metrics` gives. */
import { stringify } from 'yaml';
import { type WindowPair, windowPairs } from '../alerts/windows.ts';
import type { SloPlan } from '../scenario/plan.ts';
import { compressionFactor } from '../slo/burn-rate.ts';

export const ruleWindows = ['game', 'production'] as const;
export type RuleWindows = (typeof ruleWindows)[number];

export function isRuleWindows(value: unknown): value is RuleWindows {
  return ruleWindows.some((known) => known === value);
}

/** @param windows `game`: compressed, as the drill alerts, for a scrape every second or two; `production`: as the workbook has them */
export function prometheusRules(slos: readonly SloPlan[], windows: RuleWindows): string {
  const groups = slos.map((slo) => ({
    name: `slo-${slo.name}`,
    rules: (['page', 'ticket'] as const).map((severity) => ({
      alert: `${slo.name}.${severity}`,
      expr: windowPairs
        .filter((pair) => pair.severity === severity)
        .map((pair) => condition(slo, pair, windows))
        .join('\nor\n'),
      labels: { severity, slo: slo.name },
      annotations: {
        summary: `${slo.displayName}: the error budget burns too fast`,
        description: windowPairs
          .filter((pair) => pair.severity === severity)
          .map(({ production }) => production)
          .join(', or '),
      },
    })),
  }));
  return stringify({ groups }, { lineWidth: 0 });
}

function condition(slo: SloPlan, pair: WindowPair, windows: RuleWindows): string {
  const stretch = windows === 'production' ? compressionFactor : 1;
  const limit = Number((pair.burnRate * (1 - slo.objective)).toPrecision(6));
  const over = (seconds: number): string => `${badShare(slo.name, Math.round(seconds * stretch))} >= ${limit}`;
  return `(\n  ${over(pair.longSeconds)}\nand\n  ${over(pair.shortSeconds)}\n)`;
}

function badShare(slo: string, seconds: number): string {
  const rate = (labels: string): string => `sum(rate(sli_events_total{${labels}}[${seconds}s]))`;
  return `${rate(`sli="${slo}", result="bad"`)} / ${rate(`sli="${slo}"`)}`;
}
