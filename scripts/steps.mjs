import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './setup.mjs';

/**
 * Runs a program of node_modules/.bin; resolves with whether it succeeded.
 * Its output goes to our terminal as it comes. With `aside` it runs at a low priority, beside something else that does not have to
 * notice it, and what it said goes to `aside` in one piece when it is over.
 * @param {{ environment?: Record<string, string>, aside?: (output: string) => void, niceness?: number }} how niceness: 0 to 19, the lowest priority
 */
export async function runStep(name, [program, ...args], { environment = {}, aside, niceness = 19 } = {}) {
  const started = Date.now();
  let said = '';
  const say = (text) => {
    if (aside) said += text;
    else process.stdout.write(text);
  };
  say(`\n── ${name}\n`);
  const isWindows = process.platform === 'win32';
  const binary = join(root, 'node_modules', '.bin', isWindows ? `${program}.cmd` : program);
  const command = aside && !isWindows ? ['nice', '-n', String(niceness), binary] : [binary];
  const child = spawn(command[0], [...command.slice(1), ...args], {
    cwd: root,
    stdio: aside ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
    shell: isWindows,
  });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', say);
  const ok = await new Promise((resolve) => {
    child.once('error', (error) => {
      say(`${error.message}\n`);
      resolve(false);
    });
    child.once('close', (code) => resolve(code === 0));
  });
  say(`── ${name}: ${ok ? 'ok' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
  aside?.(said);
  return { ok };
}

/** The checks of `npm run lint`, which `npm test` runs too: sizes and language, import rules and cycles, unused exports. */
export const lintSteps = [
  ['eslint', ['eslint', '.', '--max-warnings', '0', '--cache', '--cache-location', 'node_modules/.cache/eslint/']],
  ['import rules', ['depcruise', '--config', '.dependency-cruiser.cjs', 'core', 'server', 'client', 'infra', 'bench', 'tests']],
  ['unused exports', ['knip', '--no-progress']],
];
