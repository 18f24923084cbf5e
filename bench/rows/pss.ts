import { setTimeout as pause } from 'node:timers/promises';
import { startHouse } from '../harness/house.ts';
import { type ComponentUse, canReadProcesses, watchTree } from '../harness/process-tree.ts';
import { temporaryFolder } from '../harness/programs.ts';
import type { Measurement, Row } from '../row.ts';

const ratePerSecond = 300;
const goalMb = 1024;

/** Memory of the whole tree, and who uses the processor, at full rate. */
export const pssRow: Row = {
  name: 'pss',
  about: 'proportional memory of the whole process tree and processor by component at 300 requests/s',
  runs: 3,
  async open({ ends, quick, note }) {
    if (!canReadProcesses) {
      note('pss: this system has no /proc/<pid>/smaps_rollup; run it on Linux');
      return async () => [];
    }
    const house = await startHouse(ends, { dataFolder: temporaryFolder(ends), ratePerSecond });
    await pause(quick ? 10_000 : 60_000);
    return async () => {
      const use = watchTree(house.pid);
      await pause(quick ? 3000 : 20_000);
      return useFigures(use());
    };
  },
};

/** Totals first, the load generator apart, then each component. */
function useFigures(uses: readonly ComponentUse[]): Measurement[] {
  const total = (key: 'cores' | 'pssMb'): number => uses.reduce((sum, use) => sum + use[key], 0);
  const load = uses.find(({ component }) => component === 'load generator');
  return [
    { figure: 'PSS of the whole tree', unit: 'MB', value: total('pssMb'), goal: { atMost: goalMb } },
    { figure: 'processor without the load generator', unit: 'cores', value: total('cores') - (load?.cores ?? 0) },
    { figure: 'processor of the load generator', unit: 'cores', value: load?.cores ?? 0 },
    ...uses.map(({ component, pssMb }) => ({ figure: `PSS of ${component}`, unit: 'MB', value: pssMb })),
    ...uses.map(({ component, cores }) => ({ figure: `processor of ${component}`, unit: 'cores', value: cores })),
  ];
}
