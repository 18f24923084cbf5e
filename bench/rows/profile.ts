import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { distFile, projectRoot } from '../../infra/process/paths.ts';
import { Ends } from '../harness/ends.ts';
import { startHouse } from '../harness/house.ts';
import { type ComponentUse, canReadProcesses, componentOf, processTree, programOf, watchTree } from '../harness/process-tree.ts';
import { temporaryFolder } from '../harness/programs.ts';
import { sourcesOf } from '../profile/sources.ts';
import { type CpuProfile, type ProfileTally, tallyProfile } from '../profile/tally.ts';
import type { ProfileWish } from '../programs/profile-preload.ts';
import type { Measurement, Row, RowContext } from '../row.ts';

const rates = [100, 200] as const;
const forMs = 10_000;
/** Long enough after the start of any process for the shop to be warm. */
const afterMs = 35_000;
/** Profiles of threads that did less are not shown. */
const leastBusyShare = 0.01;
const shownFunctions = 12;
const shownOwners = 10;

/** Where the processor time goes, by function. Costs a few per cent itself, so its figures are no reference. */
export const profileRow: Row = {
  name: 'profile',
  about: 'a .cpuprofile of every process at 100 and 200 requests/s, with the functions and libraries that take the time',
  runs: 1,
  onDemand: true,
  async open(context) {
    if (!canReadProcesses) {
      context.note('profile: processes are told apart through /proc; run it on Linux');
      return async () => [];
    }
    return async () => {
      const measurements: Measurement[] = [];
      for (const rate of rates) measurements.push(...(await profileAt(context, rate)));
      return measurements;
    };
  },
};

interface Profiled {
  component: string;
  /** Under dist/, without `.js`; empty when it is none of our programs. */
  program: string;
}

async function profileAt({ say, note }: RowContext, rate: number): Promise<Measurement[]> {
  const ends = new Ends(say);
  const folder = join(projectRoot(), '.brownout', 'profiles', `${new Date().toISOString().replaceAll(':', '-')}-${rate}`);
  mkdirSync(folder, { recursive: true });
  try {
    const wish: ProfileWish = { folder, afterMs, forMs };
    const preload = pathToFileURL(distFile('bench/profile-preload.js')).href;
    const environment = { NODE_OPTIONS: `--import ${preload}`, BROWNOUT_BENCH_PROFILE: JSON.stringify(wish) };
    const house = await startHouse(ends, { dataFolder: temporaryFolder(ends), ratePerSecond: rate, environment });
    await pause(afterMs);
    const use = watchTree(house.pid);
    const processes = new Map(
      processTree(house.pid).map((pid): [number, Profiled] => [pid, { component: componentOf(pid), program: programOf(pid) }]),
    );
    await pause(forMs);
    const uses = use();
    await house.stop();
    await report({ folder, processes, say }, uses);
    note(
      `profile: the .cpuprofile files of ${rate} requests/s open in Chrome's DevTools; they lie in ${folder.slice(projectRoot().length + 1)}`,
    );
    return uses.map(({ component, cores }) => ({
      figure: `processor of ${component} at ${rate}/s, profiled`,
      unit: 'cores',
      value: cores,
    }));
  } finally {
    await ends.end();
  }
}

interface Found {
  folder: string;
  processes: ReadonlyMap<number, Profiled>;
  say: (line: string) => void;
}

/** Names the files after their components, and says what is in them, busiest first. */
async function report({ folder, processes, say }: Found, uses: readonly ComponentUse[]): Promise<void> {
  const programs = [...processes.values()].map(({ program }) => program);
  const sourceOf = await sourcesOf([...new Set([...programs, 'server/telemetry-worker'])].filter(Boolean));
  const tallies = readdirSync(folder).map((file) => {
    const [pid = 0, thread = 0] = file.split(/[-.]/).map(Number);
    const { component } = processes.get(pid) ?? { component: 'other' };
    const name = `${component}${thread === 0 ? '' : ` thread ${thread}`} (process ${pid})`;
    const tally = tallyProfile(JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile, sourceOf);
    renameSync(join(folder, file), join(folder, `${component.replaceAll(' ', '-')}-${file}`));
    return { name, tally, cores: uses.find((use) => use.component === component)?.cores ?? 0 };
  });
  tallies.sort((a, b) => b.cores - a.cores || b.tally.busyShare - a.tally.busyShare);
  for (const { name, tally } of tallies) if (tally.busyShare >= leastBusyShare) say(describe(name, tally));
}

function describe(name: string, { busyShare, functions, owners }: ProfileTally): string {
  const percent = (share: number): string => `${(share * 100).toFixed(1).padStart(5)} %`;
  return [
    `\n${name}: at work ${percent(busyShare)} of the time (waiting for the processor included)`,
    '  by whose code it is (native frames count to their caller)',
    ...owners.slice(0, shownOwners).map((owner) => `  ${percent(owner.share)}  ${owner.name}`),
    '  by function, itself only',
    ...functions.slice(0, shownFunctions).map((one) => `  ${percent(one.share)}  ${one.name}`),
  ].join('\n');
}
