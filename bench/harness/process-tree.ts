/** CPU and memory of processes, read from /proc (Linux). Elsewhere there are no such figures, and rows leave them out. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Clock ticks per second in /proc/<pid>/stat: fixed to 100 for user space. */
const ticksPerSecond = 100;
const kbPerMb = 1024;

/** Whether this machine tells. */
export const canReadProcesses = existsSync('/proc/self/smaps_rollup');

/** Empty when the process is gone. */
export function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/** Fields after the command name, which may itself hold blanks. */
function statFields(pid: number): string[] {
  const stat = readProc(pid, 'stat');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** `pid` and every process below it. */
export function processTree(pid: number): number[] {
  if (!canReadProcesses) return [];
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name): [number, number] => [Number(name), Number(statFields(Number(name))[1])]);
  const below = (top: number): number[] => [top, ...parents.filter(([, parent]) => parent === top).flatMap(([child]) => below(child))];
  return below(pid);
}

/** Processor seconds used so far, by the process alone. */
export function cpuSeconds(pid: number): number {
  const fields = statFields(pid);
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / ticksPerSecond;
}

/** Proportional set size: shared pages count once over all who share them. MB. */
function pssMb(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(readProc(pid, 'smaps_rollup'))?.[1] ?? 0) / kbPerMb;
}

/** What a process is to a reader: `gateway`, `postgres`, `load generator`. Slots of a service are one component. */
export function componentOf(pid: number): string {
  const slot = /"slot":"([^"]+)"/.exec(readProc(pid, 'environ'))?.[1];
  return componentName(readProc(pid, 'cmdline').split('\0'), slot);
}

/** The built program a process runs, under dist/ and without `.js`; empty when it is none of ours. */
export function programOf(pid: number): string {
  const word =
    readProc(pid, 'cmdline')
      .split('\0')
      .find((one) => one.includes('/dist/')) ?? '';
  if (/scripts\/start\.mjs/.test(readProc(pid, 'cmdline'))) return 'server/main';
  return word.replace(/.*\/dist\//, '').replace(/\.js$/, '');
}

const programNames: Record<string, string> = {
  'load/generator.js': 'load generator',
  'server/main.js': 'server',
  'server/cli.js': 'server',
  'bench/main.js': 'bench',
};

/** As `componentOf`, from what a process shows: its command line, and the slot in its environment. */
export function componentName(words: readonly string[], slot?: string): string {
  const program = words.find((word) => word.includes('/dist/'))?.replace(/.*\/dist\//, '');
  if (program === undefined) return foreignName(words);
  if (slot !== undefined && program.startsWith('services/')) return slot.replace(/-\d+$/, '');
  return programNames[program] ?? fileName(program).replace(/\.js$/, '');
}

function foreignName(words: readonly string[]): string {
  const script = words.find((word) => /(^|\/)scripts\/(start|bench|brownout)\.mjs$/.test(word));
  if (script !== undefined) return script.endsWith('start.mjs') ? 'server' : 'bench';
  const [command = ''] = words;
  if (command.includes('postgres')) return 'postgres';
  return fileName(command.replace(/ .*/, '')) || 'unknown';
}

const fileName = (path: string): string => path.replace(/^.*\//, '');

export interface ComponentUse {
  component: string;
  processes: number;
  /** Share of one core, 0..n. */
  cores: number;
  pssMb: number;
}

/** Starts to watch the tree under `pid`; the answer tells what each component used since, least first. */
export function watchTree(pid: number): () => ComponentUse[] {
  const sinceMs = performance.now();
  const before = new Map(processTree(pid).map((one) => [one, cpuSeconds(one)]));
  return () => {
    const seconds = (performance.now() - sinceMs) / 1000;
    const uses = new Map<string, ComponentUse>();
    for (const one of processTree(pid)) {
      const component = componentOf(one);
      const use = uses.get(component) ?? { component, processes: 0, cores: 0, pssMb: 0 };
      use.processes += 1;
      use.cores += (cpuSeconds(one) - (before.get(one) ?? 0)) / seconds;
      use.pssMb += pssMb(one);
      uses.set(component, use);
    }
    return [...uses.values()].sort((a, b) => a.cores - b.cores);
  };
}
