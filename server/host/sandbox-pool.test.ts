import { expect, test, vi } from 'vitest';
import { type Sandbox, SandboxError, type SandboxFactory } from '../ports/sandbox.ts';
import { SandboxPool } from './sandbox-pool.ts';

const sandbox = { sandboxId: 's', telemetryToken: 't', stop: async () => {} } as unknown as Sandbox;

function poolOver(build: (attempt: number) => Promise<Sandbox>) {
  let attempts = 0;
  const lines: string[] = [];
  const open = new Set<string>();
  const pool = new SandboxPool({
    factory: { build: () => build(++attempts) } as SandboxFactory,
    telemetry: { open: async (token: string) => void open.add(token), close: async (token: string) => void open.delete(token) } as never,
    ratePerSecond: 10,
    seed: 1,
    retryMs: 1,
    log: (line) => lines.push(line),
    onProgress: () => {},
    onChange: () => {},
    onLedger: () => {},
    onFailed: () => {},
  });
  return { pool, lines, open, attempts: () => attempts };
}

const broken = () => Promise.reject(new SandboxError('component_failed', 'redis ended (exit code 1).', ['cannot bind', 'bye']));

test('[SP1] a shop that cannot be built is tried again, and says who failed with its last lines', async () => {
  const { pool, lines, open } = poolOver(async (attempt) => (attempt === 1 ? broken() : sandbox));
  await pool.prepare();
  expect(pool.view()).toMatchObject({ state: 'failed', message: expect.stringContaining('tried again') });
  await vi.waitFor(() => expect(pool.view().state).toBe('ready'), 10_000);
  expect(lines[0]).toBe('sandbox: redis ended (exit code 1).\n  cannot bind\n  bye');
  expect(open.size).toBe(1);
});

test('[SP2] after three failures in a row a person has to look', async () => {
  const { pool, attempts } = poolOver(broken);
  await pool.prepare();
  await vi.waitFor(() => expect(attempts()).toBe(3), 10_000);
  await vi.waitFor(() => expect(pool.view()).toMatchObject({ state: 'failed', message: 'redis ended (exit code 1).' }), 10_000);
  expect(pool.telemetryToken()).toBeNull();
});
