import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startHouse } from '../harness/house.ts';
import { temporaryFolder } from '../harness/programs.ts';
import type { Measurement, Row } from '../row.ts';

const ratePerSecond = 80;
const warmGoalMs = 5000;

/** How long it takes from the command until the shop is healthy and users come. */
export const startRow: Row = {
  name: 'start',
  about: 'npm start until /readyz, in an empty and in a used data folder; the sandbox alone; Ctrl-C until all is gone',
  runs: 5,
  async open({ ends, say }) {
    const folder = temporaryFolder(ends);
    const used = join(folder, 'used');
    say('one start to fill the data folder');
    await (await startHouse(ends, { dataFolder: used, ratePerSecond })).stop();
    let count = 0;
    return async (): Promise<Measurement[]> => {
      const empty = join(folder, `empty-${count++}`);
      const first = await startHouse(ends, { dataFolder: empty, ratePerSecond });
      await first.stop();
      await rm(empty, { recursive: true, force: true });
      const warm = await startHouse(ends, { dataFolder: used, ratePerSecond });
      const stopMs = await warm.stop();
      return [
        { figure: 'start in an empty data folder', unit: 'ms', value: first.readyMs },
        { figure: 'warm start to /readyz', unit: 'ms', value: warm.readyMs, goal: { atMost: warmGoalMs } },
        { figure: 'of which the sandbox', unit: 'ms', value: readySeconds(warm.output()) * 1000 },
        { figure: 'Ctrl-C until every process is gone', unit: 'ms', value: stopMs },
      ];
    };
  },
};

/** The server's own word: seconds from its first line to ready. NaN when it said nothing. */
function readySeconds(output: string): number {
  return Number(/Ready in ([\d.]+) s/.exec(output)?.[1] ?? Number.NaN);
}
