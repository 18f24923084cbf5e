import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { FacilitatorCommand } from '../../core/protocol/commands.ts';
import type { Desk } from '../../core/protocol/desk.ts';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { type House, startHouse } from '../harness/house.ts';
import { type Probe, type Prober, startProber } from '../harness/prober.ts';
import { canReadProcesses } from '../harness/process-tree.ts';
import { eventually, temporaryFolder } from '../harness/programs.ts';
import type { Measurement, Row } from '../row.ts';
import { percentiles } from '../summary.ts';

const ratePerSecond = 30;
const delayMs = 400;
const seenWithinMs = 15_000;
const liveWithinMs = 120_000;
const goals = { p50: 50, p99: 250 };

/** A fault, how a user sees that it is there, and what it delays by itself. */
interface Trial {
  name: string;
  fault: string;
  target: string;
  parameters: Record<string, number>;
  path: string;
  shows: (probe: Probe) => boolean;
  ownDelayMs: number;
}

const tookMs = ({ startedMs, endedMs }: Probe): number => endedMs - startedMs;

const trials: Trial[] = [
  {
    name: 'link latency',
    fault: 'latency',
    target: 'users->gateway',
    parameters: { latency: delayMs },
    path: '/healthz',
    shows: (probe) => tookMs(probe) >= delayMs,
    ownDelayMs: delayMs,
  },
  {
    name: 'link down',
    fault: 'down',
    target: 'users->gateway',
    parameters: {},
    path: '/healthz',
    shows: ({ status }) => status === 0,
    ownDelayMs: 0,
  },
  {
    name: 'service errors',
    fault: 'hook-fail',
    target: 'gateway',
    parameters: { status: 503, share: 1 },
    path: '/products/none',
    shows: ({ status }) => status === 503,
    ownDelayMs: 0,
  },
];

/** From the facilitator's request until the first user feels the fault, through everything between. */
export const actuationRow: Row = {
  name: 'actuation',
  about: 'from the request for a fault until a client first sees it, and until it is gone again',
  runs: 1,
  async open({ ends, quick, say, note }) {
    if (!canReadProcesses) {
      note('actuation: the address of the shop is read from /proc; run it on Linux');
      return async () => [];
    }
    const house = await startHouse(ends, { dataFolder: temporaryFolder(ends), ratePerSecond });
    const { drillId } = await house.ask<{ drillId: string }>('POST', 'facilitator/drills', {
      scenarioId: 'tuesday-half-past-ten',
      seed: 1,
    });
    const command = (body: FacilitatorBody): Promise<unknown> =>
      house.ask('POST', `facilitator/drills/${drillId}/commands`, { ...body, commandId: randomUUID() });
    await command({ type: 'begin' });
    say('waiting for the drill to be live');
    const view = (): Promise<DrillView> => house.ask<DrillView>('GET', 'drills/current');
    await eventually('a live drill', liveWithinMs, async () => ((await view()).phase === 'live' ? true : null));
    const entry = house.entryUrl() ?? '';
    return async () => {
      const measurements: Measurement[] = [];
      for (const trial of trials) {
        const prober = startProber(entry + trial.path);
        ends.add(() => prober.stop());
        measurements.push(...(await actuate({ house, command, prober }, trial, quick ? 8 : 20)));
        prober.stop();
      }
      return measurements;
    };
  },
};

type FacilitatorBody = FacilitatorCommand extends infer Command
  ? Command extends FacilitatorCommand
    ? Omit<Command, 'commandId'>
    : never
  : never;

interface Hand {
  house: House;
  command: (body: FacilitatorBody) => Promise<unknown>;
  prober: Prober;
}

async function actuate({ house, command, prober }: Hand, trial: Trial, times: number): Promise<Measurement[]> {
  const { name, fault, target, parameters, shows, ownDelayMs } = trial;
  const [felt, gone]: [number[], number[]] = [[], []];
  for (let time = 0; time < times; time += 1) {
    await prober.first('a well user', (probe) => !shows(probe), seenWithinMs);
    const injectedMs = performance.now();
    const seen = prober.first(`the fault ${name}`, (probe) => shows(probe) && probe.endedMs > injectedMs, seenWithinMs);
    // If the command is refused, that is the error to hear of.
    seen.catch(() => {});
    await command({ type: 'injectFault', fault, target, parameters, endsAfterSeconds: null });
    felt.push((await seen).endedMs - ownDelayMs - injectedMs);
    const faultId = await standingFault(house);
    const endedMs = performance.now();
    const well = prober.first(`the end of ${name}`, (probe) => !shows(probe) && probe.startedMs > endedMs, seenWithinMs);
    well.catch(() => {});
    await command({ type: 'endFault', faultId });
    gone.push((await well).endedMs - endedMs);
    // What is still under way must not be taken for the next one.
    await pause(ownDelayMs + 100);
  }
  const [on, off] = [percentiles(felt), percentiles(gone)];
  return [
    { figure: `${name} felt p50`, unit: 'ms', value: on.p50, goal: { atMost: goals.p50 } },
    { figure: `${name} felt p99`, unit: 'ms', value: on.p99, goal: { atMost: goals.p99 } },
    { figure: `${name} gone p50`, unit: 'ms', value: off.p50 },
    { figure: `${name} gone p99`, unit: 'ms', value: off.p99, goal: { atMost: 1000 } },
  ];
}

/** The newest fault that is really on. The script's own one is older. */
function standingFault(house: House): Promise<string> {
  return eventually('the fault at the desk', seenWithinMs, async () => {
    const { faults } = await house.ask<Desk>('GET', 'facilitator/desk');
    const newest = faults.at(-1);
    return newest && (newest.state === 'applied' || newest.state === 'felt') ? newest.faultId : null;
  });
}
