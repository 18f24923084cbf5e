/** The bench itself, as people run it; the row is the cheapest that has children of both kinds. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { projectRoot } from '../infra/process/paths.ts';
import { canReadProcesses, processTree, readProc } from './harness/process-tree.ts';
import { eventually } from './harness/programs.ts';
import { recordSchema } from './record.ts';

const patienceMs = 60_000;

beforeAll(() => {
  const build = "await (await import('./scripts/build.mjs')).buildBench()";
  execFileSync(process.execPath, ['--input-type=module', '-e', build], { cwd: projectRoot() });
});

interface Run {
  child: ChildProcess;
  out: () => string;
  err: () => string;
  exitCode: Promise<number | null>;
}

function bench(...args: string[]): Run {
  const child = spawn(process.execPath, [join(projectRoot(), 'dist', 'bench', 'main.js'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return { child, out: () => out, err: () => err, exitCode: once(child, 'close').then(([code]) => code as number | null) };
}

it('measures a row as often as asked and prints one record', async () => {
  const run = bench('redis', '--quick', '--runs', '2', '--json');
  expect([await run.exitCode, run.err()]).toEqual([0, expect.stringContaining('run 2 of 2 done')]);
  const record = recordSchema.parse(JSON.parse(run.out()));
  expect(record).toMatchObject({ version: 1, quick: true });
  const figure = record.figures.find((one) => one.figure === 'ours: GET, 1 connection');
  expect(figure?.samples).toHaveLength(2);
  expect(figure?.min).toBeGreaterThan(0);
});

it('refuses what it does not know, with its usage and exit code 2', async () => {
  for (const args of [['nonsense'], ['--runs', '0'], ['--fast']]) {
    const run = bench(...args);
    expect(await run.exitCode, args.join(' ')).toBe(2);
    expect(run.err()).toContain('Usage: npm run bench');
    expect(run.out()).toBe('');
  }
});

it.runIf(canReadProcesses).each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
  '%s in the middle of a row leaves no process',
  async (signal) => {
    const run = bench('redis', '--quick', '--runs', '1000');
    try {
      await eventually('a first run', patienceMs, () => (run.err().includes('run 1 of') ? true : null));
      const started = processTree(run.child.pid ?? 0).map((pid) => ({ pid, words: readProc(pid, 'cmdline') }));
      expect(started.length).toBeGreaterThan(1);
      run.child.kill(signal);
      expect(await run.exitCode).toBe(signal === 'SIGKILL' ? null : 130);
      const left = (): unknown[] => started.filter(({ pid, words }) => words !== '' && readProc(pid, 'cmdline') === words);
      await eventually('the end of every child', patienceMs, () => (left().length === 0 ? true : null));
    } finally {
      run.child.kill('SIGKILL');
    }
  },
);
