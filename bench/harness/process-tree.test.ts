import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { canReadProcesses, componentName, cpuSeconds, watchTree } from './process-tree.ts';

it('a process is named by its slot, its program, or its command', () => {
  expect(componentName(['node', '/x/dist/services/catalog.js'], 'catalog-2')).toBe('catalog');
  expect(componentName(['node', '--max-semi-space-size=1', '/x/dist/engines/kafka.js'])).toBe('kafka');
  expect(componentName(['node', '/x/dist/load/generator.js'], 'catalog-2')).toBe('load generator');
  expect(componentName(['node', '/x/scripts/start.mjs'])).toBe('server');
  expect(componentName(['node', 'scripts/bench.mjs', 'load'])).toBe('bench');
  expect(componentName(['postgres: checkpointer '])).toBe('postgres');
  expect(componentName(['/usr/bin/redis-server 127.0.0.1:6379'])).toBe('redis-server');
  expect(componentName([''])).toBe('unknown');
});

it.runIf(canReadProcesses)('a child that works is seen below us, with its processor time and memory', async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdout.write("on"); for (;;);'], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    await once(child.stdout, 'data');
    const use = watchTree(child.pid ?? 0);
    const before = cpuSeconds(child.pid ?? 0);
    while (cpuSeconds(child.pid ?? 0) < before + 0.1) await new Promise((resolve) => setTimeout(resolve, 20));
    const [only, ...others] = use();
    expect(others).toEqual([]);
    expect(only).toMatchObject({ component: 'node', processes: 1 });
    expect(only?.cores).toBeGreaterThan(0);
    expect(only?.pssMb).toBeGreaterThan(1);
  } finally {
    child.kill('SIGKILL');
  }
});
