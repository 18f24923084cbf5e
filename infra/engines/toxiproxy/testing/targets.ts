import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { distFile } from '../../../process/paths.ts';
import { startToxiproxy } from '../server.ts';
import { freePort } from './network.ts';

export interface StartOptions {
  seed?: string;
  proxyMetrics?: boolean;
  runtimeMetrics?: boolean;
  /** File with proxies to begin with; the server is then a process of its own. */
  config?: string;
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
    if (options.config !== undefined) return startProcess(process.execPath, [distFile('engines/toxiproxy.js')], options);
    const server = await startToxiproxy({ host: '127.0.0.1', port: 0, seed: 'contract', ...options });
    return { url: `http://127.0.0.1:${server.port}`, stop: () => server.close() };
  },
};

export function originalTarget({ program }: { program: string }): Target {
  return { name: 'toxiproxy-server', original: true, start: (options = {}) => startProcess(program, [], options) };
}

async function startProcess(
  program: string,
  args: string[],
  { proxyMetrics, runtimeMetrics, config }: StartOptions,
): Promise<RunningServer> {
  const port = await freePort();
  const flags = [
    ...(proxyMetrics ? ['-proxy-metrics'] : []),
    ...(runtimeMetrics ? ['-runtime-metrics'] : []),
    ...(config === undefined ? [] : ['-config', config]),
  ];
  const child = spawn(program, [...args, '-host', '127.0.0.1', '-port', String(port), ...flags], { stdio: 'ignore' });
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
