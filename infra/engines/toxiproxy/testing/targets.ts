import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startToxiproxy } from '../server.ts';
import { freePort } from './network.ts';

export interface StartOptions {
  seed?: string;
  proxyMetrics?: boolean;
  runtimeMetrics?: boolean;
}

export interface RunningServer {
  /** `http://127.0.0.1:8474` */
  url: string;
  stop(): Promise<void>;
}

/** A server the contract is held against. */
export interface Target {
  name: string;
  original: boolean;
  start(options?: StartOptions): Promise<RunningServer>;
}

export const ours: Target = {
  name: 'our server',
  original: false,
  start: async (options = {}) => {
    const server = await startToxiproxy({ host: '127.0.0.1', port: 0, seed: 'contract', ...options });
    return { url: `http://127.0.0.1:${server.port}`, stop: () => server.close() };
  },
};

/** The original, when the machine has one: the path in TOXIPROXY_SERVER, or `toxiproxy-server` on the PATH. */
export function findOriginal(): Target | undefined {
  const named = process.env['TOXIPROXY_SERVER'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const binary = [...(named ? [named] : []), ...folders.map((folder) => join(folder, 'toxiproxy-server'))].find(isExecutable);
  return binary
    ? { name: `toxiproxy-server (${binary})`, original: true, start: (options) => startOriginal(binary, options ?? {}) }
    : undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function startOriginal(binary: string, { proxyMetrics, runtimeMetrics }: StartOptions): Promise<RunningServer> {
  const port = await freePort();
  const flags = [...(proxyMetrics ? ['-proxy-metrics'] : []), ...(runtimeMetrics ? ['-runtime-metrics'] : [])];
  const child = spawn(binary, ['-host', '127.0.0.1', '-port', String(port), ...flags], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  await answering(url, child);
  return {
    url,
    stop: async () => {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (child.exitCode !== null) throw new Error(`toxiproxy-server ended with code ${child.exitCode}`);
    const answer = await fetch(`${url}/version`).catch(() => undefined);
    if (answer?.ok) return;
    await delay(25);
  }
  child.kill('SIGKILL');
  throw new Error(`toxiproxy-server does not answer at ${url}`);
}
