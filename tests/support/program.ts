/** Starts our built programs as a user would, and tells what they said and left. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const root = join(import.meta.dirname, '..', '..');

export interface Program {
  readonly pid: number;
  /** Everything written to stdout and stderr so far. */
  output(): string;
  stdout(): string;
  readonly ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
}

/** @param file under dist/ */
export function startProgram(
  file: string,
  { args = [], environment = {} }: { args?: string[]; environment?: Record<string, string> } = {},
): Program {
  const child: ChildProcess = spawn(process.execPath, [join(root, 'dist', file), ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    output += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { pid: child.pid ?? 0, output: () => output, stdout: () => stdout, ended, kill: (signal) => void child.kill(signal) };
}

/** A data folder of its own, that Postgres may enter even when tests run as root. */
export function temporaryData(): { dir: string; remove(): void } {
  const dir = mkdtempSync(join(process.getuid?.() === 0 ? '/var/tmp' : tmpdir(), 'brownout-test-'));
  chmodSync(dir, 0o755);
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** Waits until `check` gives something; fails with `what` and the reason after `timeoutMs`. */
export async function eventually<T>(
  check: () => Promise<T | null | false> | T | null | false,
  { what, timeoutMs }: { what: string; timeoutMs: number },
): Promise<T> {
  const until = performance.now() + timeoutMs;
  let last = '';
  while (performance.now() < until) {
    try {
      const result = await check();
      if (result) return result;
    } catch (error) {
      last = ` (${(error as Error).message})`;
    }
    await pause(100);
  }
  throw new Error(`not within ${timeoutMs} ms: ${what}${last}`);
}

/** All living descendants of a process, by /proc; empty where there is none. */
export function descendants(pid: number): number[] {
  if (!existsSync('/proc')) return [];
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      parents.set(Number(name), Number(statFields(Number(name))[1]));
    } catch {
      // It ended while we looked.
    }
  }
  const found = new Set([pid]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const [child, parent] of parents) {
      if (found.has(parent) && !found.has(child)) {
        found.add(child);
        grew = true;
      }
    }
  }
  found.delete(pid);
  return [...found];
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch {
    return false;
  }
}

function isZombie(pid: number): boolean {
  return existsSync(`/proc/${pid}/stat`) && statFields(pid)[0] === 'Z';
}

/** Fields after the command name, which may itself hold blanks. @throws Error when the process has ended */
function statFields(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
