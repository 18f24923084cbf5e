import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './setup.mjs';

/** Runs a program of node_modules/.bin, its output on our terminal; tells whether it succeeded and how long it took. */
export function runStep(name, [program, ...args], environment = {}) {
  const started = Date.now();
  process.stdout.write(`\n── ${name}\n`);
  const suffix = process.platform === 'win32' ? '.cmd' : '';
  const result = spawnSync(join(root, 'node_modules', '.bin', program + suffix), args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
    shell: process.platform === 'win32',
  });
  const ok = result.status === 0;
  process.stdout.write(`── ${name}: ${ok ? 'ok' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
  return { ok };
}

/** The checks of `npm run lint`, which `npm test` runs too: sizes and language, import rules and cycles, unused exports. */
export const lintSteps = [
  ['eslint', ['eslint', '.', '--max-warnings', '0', '--cache', '--cache-location', 'node_modules/.cache/eslint/']],
  ['import rules', ['depcruise', '--config', '.dependency-cruiser.cjs', 'core', 'server', 'client', 'infra', 'bench', 'tests']],
  ['unused exports', ['knip', '--no-progress']],
];
