import { spawnSync } from 'node:child_process';
import { Redis } from 'ioredis';
import { freePort } from '../harness/house.ts';
import { canReadProcesses, cpuSeconds } from '../harness/process-tree.ts';
import { startEngine, startForeign, untilListening } from '../harness/programs.ts';
import type { Measurement, Row, RowContext } from '../row.ts';
import { percentiles } from '../summary.ts';

const connectionCounts = [1, 8];
/** The size of a cached page of the shop. */
const value = 'x'.repeat(1024);
const keys = 1000;

interface Subject {
  name: 'ours' | 'real';
  pid: number;
  port: number;
}

/** Our Redis beside the real one, through the client the shop uses. */
export const redisRow: Row = {
  name: 'redis',
  about: 'GET and SET per second and their latency at 1 and 8 connections, our Redis and the real one',
  runs: 5,
  async open(context) {
    const subjects = await startSubjects(context);
    return async () => {
      const measurements: Measurement[] = [];
      for (const connections of connectionCounts) {
        for (const command of ['SET', 'GET'] as const) {
          for (const subject of subjects) {
            measurements.push(...(await measure(subject, { connections, command, forMs: context.quick ? 250 : 1000 })));
          }
        }
      }
      return measurements;
    };
  },
};

async function startSubjects({ ends, note }: RowContext): Promise<Subject[]> {
  const [ourPort, realPort] = [await freePort(), await freePort()];
  const ours = await startEngine(ends, 'engines/redis', { args: ['--port', String(ourPort), '--bind', '127.0.0.1'] });
  const subjects: Subject[] = [{ name: 'ours', pid: ours.pid, port: ourPort }];
  if (spawnSync('redis-server', ['--version']).status !== 0) {
    note('redis: no redis-server on the PATH; install it with: apt-get install redis-server');
    return subjects;
  }
  const flags = ['--port', String(realPort), '--bind', '127.0.0.1', '--save', '', '--daemonize', 'no'];
  const real = await startForeign(ends, { command: ['redis-server', ...flags] });
  await untilListening(realPort, 'redis-server');
  return [...subjects, { name: 'real', pid: real.pid, port: realPort }];
}

interface Work {
  connections: number;
  command: 'GET' | 'SET';
  forMs: number;
}

/** One command after another on each connection. */
async function measure({ name, pid, port }: Subject, { connections, command, forMs }: Work): Promise<Measurement[]> {
  const clients = Array.from({ length: connections }, () => new Redis({ host: '127.0.0.1', port, retryStrategy: () => null }));
  try {
    await Promise.all(clients.map((client) => client.ping()));
    const cpuBefore = cpuSeconds(pid);
    const sinceMs = performance.now();
    const samples = (await Promise.all(clients.map((client) => commands(client, command, forMs)))).flat();
    const seconds = (performance.now() - sinceMs) / 1000;
    const cpuMicros = ((cpuSeconds(pid) - cpuBefore) * 1e6) / samples.length;
    const what = `${name}: ${command}, ${connections} connection${connections === 1 ? '' : 's'}`;
    return [
      { figure: what, unit: '1/s', value: samples.length / seconds },
      { figure: `${what}, p99`, unit: 'ms', value: percentiles(samples).p99 },
      { figure: `${what}, processor of the server`, unit: 'µs each', value: canReadProcesses ? cpuMicros : Number.NaN },
    ];
  } finally {
    for (const client of clients) client.disconnect();
  }
}

async function commands(client: Redis, command: Work['command'], forMs: number): Promise<number[]> {
  const samples: number[] = [];
  const untilMs = performance.now() + forMs;
  for (let count = 0; performance.now() < untilMs; count += 1) {
    const key = `product:${count % keys}`;
    const sinceMs = performance.now();
    if (command === 'GET') await client.get(key);
    else await client.set(key, value);
    samples.push(performance.now() - sinceMs);
  }
  return samples;
}
