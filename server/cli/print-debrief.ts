import type { Debrief } from '../../core/protocol/debrief.ts';

/** A debrief as lines for a terminal. */
export function printDebrief(debrief: Debrief): string {
  const milestones = Object.entries(debrief.milestones).map(([name, atMs]) => `  ${name.padEnd(14)} ${seconds(atMs ?? 0)}`);
  const slos = debrief.slos.map(({ slo, goodShare, bad, budgetBurned }) => {
    const share = goodShare === null ? '–' : `${(goodShare * 100).toFixed(2)} %`;
    return `  ${slo.padEnd(22)} ${share.padStart(9)} good, ${bad} bad, ${(budgetBurned * 100).toFixed(0)} % of its budget`;
  });
  const undone = debrief.undo?.ok ? 'nothing left behind' : `LEFT BEHIND: ${debrief.undo?.remaining.join('; ') ?? 'unknown'}`;
  return [
    `${debrief.drillId} ${debrief.title} (${debrief.scenarioId}, seed ${debrief.seed})`,
    `${debrief.outcome}: ${debrief.reason}`,
    ...milestones,
    ...slos,
    `  ${debrief.oracle.words}`,
    ...debrief.oracle.probes.map(({ words }) => `  ${words}`),
    `  orders lost ${debrief.ordersLost}, undo: ${undone}`,
    '',
  ].join('\n');
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
