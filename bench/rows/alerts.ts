import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { windowPairs } from '../../core/alerts/windows.ts';
import type { DrillEvent } from '../../core/drill/events.ts';
import type { Desk } from '../../core/protocol/desk.ts';
import type { SloPlan } from '../../core/scenario/plan.ts';
import { badShare } from '../../core/slo/burn-rate.ts';
import { liveSamples } from '../../core/slo/figures.ts';
import { readStackFiles } from '../../infra/sandbox/stack-files.ts';
import { shopStackFile } from '../../server/stack-file.ts';
import { type House, startHouse } from '../harness/house.ts';
import { eventually, temporaryFolder } from '../harness/programs.ts';
import type { Measurement, Row } from '../row.ts';
import { detectionSeconds, theoreticalPageMs } from '../theory.ts';

const ratePerSecond = 80;
const scenarioId = 'saturday-slowdown';
const timeboxSeconds = 240;
const goalSeconds = 1.5;

/** A real drill in which nobody responds: from when users feel it until the page, beside what the burn-rate arithmetic needs. */
export const alertsRow: Row = {
  name: 'alerts',
  about: `alert overhead over theory in a real drill (${scenarioId}, idle, cut short at the page)`,
  runs: 3,
  async open({ ends, say }) {
    const { slos } = await readStackFiles(shopStackFile());
    const house = await startHouse(ends, { dataFolder: temporaryFolder(ends), ratePerSecond });
    let seed = 0;
    return async () => {
      seed += 1;
      const events = await playUntilPage(house, seed, say);
      return figures(events, slos);
    };
  },
};

async function playUntilPage(house: House, seed: number, say: (line: string) => void): Promise<DrillEvent[]> {
  await eventually('a ready sandbox', 120_000, async () => ((await fetch(`${house.url}/readyz`)).status === 200 ? true : null));
  const wish = { scenarioId, responder: 'idle', seed, timeboxSeconds };
  const { drillId } = await eventually('a free house', 60_000, () => house.ask<{ drillId: string }>('POST', 'drills', wish));
  say(`${drillId} runs until its first page`);
  for (let paged = false; !paged; ) {
    await pause(500);
    const { milestones, undo } = await house.ask<Desk>('GET', 'facilitator/desk');
    if (undo) throw new Error(`${drillId} ended before any page: ${endingOf(await logOf(house, drillId))}`);
    // T0 is known once the fault is proven to be felt, which may be after the page.
    paged = milestones.paged !== undefined && milestones.impact !== undefined;
  }
  const end = { type: 'endAndDebrief', commandId: randomUUID(), reason: 'the bench has seen the page' };
  await house.ask('POST', `facilitator/drills/${drillId}/commands`, end);
  return logOf(house, drillId);
}

async function logOf(house: House, drillId: string): Promise<DrillEvent[]> {
  return (await house.ask<{ events: DrillEvent[] }>('GET', `facilitator/drills/${drillId}/log`)).events;
}

function endingOf(events: readonly DrillEvent[]): string {
  for (const event of events) if (event.type === 'drillEnded') return `${event.data.outcome}, ${event.data.reason}`;
  return 'the log does not say why';
}

function figures(events: readonly DrillEvent[], slos: readonly SloPlan[]): Measurement[] {
  const impactMs = milestoneMs(events, 'impact');
  const pagedMs = milestoneMs(events, 'paged');
  if (pagedMs < impactMs) throw new Error('paged before users felt the fault: this machine is too busy to measure alerts');
  const theoryMs = theoreticalPageMs(events, slos) ?? Number.NaN;
  return [
    { figure: 'from impact (T0) to the page', unit: 's', value: (pagedMs - impactMs) / 1000, theory: (theoryMs - impactMs) / 1000 },
    {
      figure: 'overhead over the ledger through the same rules',
      unit: 's',
      value: (pagedMs - theoryMs) / 1000,
      goal: { atMost: goalSeconds },
    },
    { figure: 'same, by formula at the mean bad share since T0', unit: 's', value: formulaSeconds(events, slos, { impactMs, pagedMs }) },
  ];
}

function milestoneMs(events: readonly DrillEvent[], wanted: 'impact' | 'paged'): number {
  for (const event of events) if (event.type === 'milestoneReached' && event.data.milestone === wanted) return event.data.reachedAtMs;
  return Number.NaN;
}

/** Overhead over window × burn rate × (1 - objective) / bad share, for the SLO that paged. */
function formulaSeconds(
  events: readonly DrillEvent[],
  slos: readonly SloPlan[],
  { impactMs, pagedMs }: { impactMs: number; pagedMs: number },
): number {
  const page = events.find(
    (event) => event.type === 'alertStateChanged' && event.data.severity === 'page' && event.data.state === 'firing',
  );
  const slo = slos.find(({ name }) => page?.type === 'alertStateChanged' && page.data.slo === name);
  if (!slo) return Number.NaN;
  const felt = liveSamples(events).filter(({ data }) => data.second * 1000 > impactMs && data.second * 1000 <= pagedMs);
  const counts = felt.map(({ data }) => data.ledger[slo.name] ?? { good: 0, bad: 0 });
  const share =
    badShare({ good: counts.reduce((sum, { good }) => sum + good, 0), bad: counts.reduce((sum, { bad }) => sum + bad, 0) }) ?? 0;
  const theories = windowPairs
    .filter(({ severity }) => severity === 'page')
    .flatMap(({ burnRate, longSeconds, shortSeconds }) => {
      const at = (windowSeconds: number): number => detectionSeconds({ windowSeconds, burnRate, objective: slo.objective }, share);
      // Both windows must burn.
      return Math.max(at(longSeconds), at(shortSeconds));
    });
  return (pagedMs - impactMs) / 1000 - Math.min(...theories);
}
