import { setTimeout as pause } from 'node:timers/promises';
import { startHouse } from '../harness/house.ts';
import { canReadProcesses, watchTree } from '../harness/process-tree.ts';
import { temporaryFolder } from '../harness/programs.ts';
import type { Measurement, Row } from '../row.ts';

const ratePerSecond = 200;
/** By then rings and pools are as full as they get at the start. */
const settledMs = 5 * 60_000;
const wholeMs = 30 * 60_000;
const quickMs = { settled: 15_000, whole: 30_000 };
/** Rings of telemetry fill for longer than we settle; what grows beyond is a leak. */
const goalMb = 64;

/** Whether memory keeps growing while telemetry comes in for half an hour. */
export const soakRow: Row = {
  name: 'soak',
  about: 'memory of server and services after 5 and after 30 minutes at 200 requests/s',
  runs: 1,
  onDemand: true,
  async open({ ends, quick, say, note }) {
    if (!canReadProcesses) {
      note('soak: this system has no /proc/<pid>/smaps_rollup; run it on Linux');
      return async () => [];
    }
    const house = await startHouse(ends, { dataFolder: temporaryFolder(ends), ratePerSecond });
    const heapMb = async (): Promise<number> => {
      const text = await (await fetch(`${house.url}/metrics`)).text();
      return Number(/^nodejs_heap_size_used_bytes (\S+)$/m.exec(text)?.[1]) / 1024 ** 2;
    };
    const memory = (): Map<string, number> => new Map(watchTree(house.pid)().map(({ component, pssMb }) => [component, pssMb]));
    return async () => {
      await pause(quick ? quickMs.settled : settledMs);
      const early = { heap: await leastOf(heapMb), memory: memory() };
      say('settled');
      await pause(quick ? quickMs.whole - quickMs.settled : wholeMs - settledMs);
      const late = { heap: await leastOf(heapMb), memory: memory() };
      return [
        { figure: 'heap in use of the server when settled', unit: 'MB', value: early.heap },
        { figure: 'heap in use of the server at the end', unit: 'MB', value: late.heap },
        ...growthFigures(early.memory, late.memory),
      ];
    };
  },
};

/** What is in use right after a collection: the least of ten seconds. */
async function leastOf(figure: () => Promise<number>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0; look < 20; look++) {
    least = Math.min(least, await figure());
    await pause(500);
  }
  return least;
}

function growthFigures(early: ReadonlyMap<string, number>, late: ReadonlyMap<string, number>): Measurement[] {
  const sum = (all: ReadonlyMap<string, number>): number => [...all.values()].reduce((total, mb) => total + mb, 0);
  const grown = [...late].map(([component, mb]): [string, number] => [component, mb - (early.get(component) ?? 0)]);
  return [
    { figure: 'PSS of the whole tree when settled', unit: 'MB', value: sum(early) },
    { figure: 'PSS of the whole tree at the end', unit: 'MB', value: sum(late) },
    ...grown.map(([component, mb]) => ({
      figure: `growth of ${component}`,
      unit: 'MB',
      value: mb,
      ...(component === 'server' ? { goal: { atMost: goalMb } } : {}),
    })),
  ];
}
