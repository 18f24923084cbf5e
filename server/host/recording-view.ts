/** A recording as the debrief asks for it: chosen series over the drill's seconds. */
import type { DrillEvent } from '../../core/drill/events.ts';
import type { Recording } from '../../core/protocol/debrief.ts';
import type { Plan } from '../../core/scenario/plan.ts';
import type { RecordingChunk } from '../ports/recording-store.ts';

interface Recorded {
  chunks: readonly RecordingChunk[];
  events: readonly DrillEvent[];
  plan: Plan;
}

/** The ledger's own account is in the log; everything else was recorded beside it. */
export function recordingOf({ chunks, events, plan }: Recorded, wanted: readonly string[]): Recording {
  const names = [...new Set(chunks.flatMap(({ series }) => Object.keys(series)))].sort();
  const atMs = chunks.flatMap((chunk) => chunk.atMs);
  const series: Recording['series'] = {};
  for (const name of wanted) {
    if (names.includes(name)) series[name] = chunks.flatMap((chunk) => chunk.series[name] ?? chunk.atMs.map(() => null));
  }
  const ledger = plan.slos.map(({ name }) => `slo:${name}|bad`);
  for (const name of wanted.filter((each) => ledger.includes(each))) series[name] = badShares(events, name.slice(4, -4), atMs);
  return { atMs, series, names: [...names, ...ledger] };
}

/** Bad share of an SLI in the sample that closes each second; null where nothing was asked. */
function badShares(events: readonly DrillEvent[], slo: string, atMs: readonly number[]): (number | null)[] {
  const bySecond = new Map<number, number>();
  for (const event of events) {
    if (event.type !== 'sliSampled' || event.data.paused) continue;
    const counts = event.data.ledger[slo];
    if (counts && counts.good + counts.bad > 0) bySecond.set(event.data.second, counts.bad / (counts.good + counts.bad));
  }
  return atMs.map((ms) => bySecond.get(Math.round(ms / 1000)) ?? null);
}
