import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { freePort } from '../../process/free-port.fixture.ts';
import { describeOriginal } from '../originals/describe-original.fixture.ts';
import { originalArguments } from './original.ts';
import { startRedis } from './server.ts';

interface RunningServer {
  port: number;
  stop(): Promise<void>;
}

/** What a contract suite works with. */
export interface Contract {
  /** A connection that is closed after the test. */
  connect(options?: { protocol?: 2 | 3; connectionName?: string }): Redis;
  /** Sends raw bytes, answers what came until the server closed or was silent for a moment. */
  raw(bytes: string): Promise<string>;
}

/** Runs `suite` against ours, and against the real one where there is one. */
export function describeServers(name: string, suite: (contract: Contract) => void): void {
  describeOurs(name, suite);
  describeOriginal('redis', `${name} (redis-server)`, ({ program }) => runSuite(suite, () => startReal(program)));
}

/** For what the real one does otherwise. */
export function describeOurs(name: string, suite: (contract: Contract) => void): void {
  describe(`${name} (ours)`, () => runSuite(suite, startOurs));
}

function runSuite(suite: (contract: Contract) => void, start: () => Promise<RunningServer>): void {
  let server: RunningServer;
  let clients: Redis[] = [];
  const contract: Contract = {
    connect: ({ protocol = 3, connectionName = '' } = {}) => {
      const client = new Redis({ protocol, connectionName, host: '127.0.0.1', port: server.port, retryStrategy: () => null });
      client.on('error', () => {});
      clients.push(client);
      return client;
    },
    raw: (bytes) => exchange(server.port, bytes),
  };
  beforeAll(async () => {
    server = await start();
  });
  beforeEach(async () => {
    const admin = contract.connect();
    await admin.config('SET', 'maxmemory', '0', 'maxmemory-policy', 'noeviction', 'maxmemory-samples', '5');
    await admin.flushall();
    await admin.config('RESETSTAT');
  });
  afterEach(() => {
    for (const client of clients) client.disconnect();
    clients = [];
  });
  afterAll(() => server?.stop());
  suite(contract);
}

async function startOurs(): Promise<RunningServer> {
  const server = await startRedis({ bind: '127.0.0.1', port: 0, maxmemory: 0, policy: 'noeviction' });
  return { port: server.port, stop: () => server.close() };
}

async function startReal(program: string): Promise<RunningServer> {
  const port = await freePort();
  const child: ChildProcess = spawn(program, originalArguments({ port, maxmemoryMb: 0, maxmemoryPolicy: 'noeviction' }), {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    if (said.includes('Ready to accept connections')) break;
  }
  const exited = once(child, 'exit');
  return {
    port,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

const silenceMs = 80;

function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    const finish = (end: string): void => {
      clearTimeout(silence);
      socket.destroy();
      resolve(received + end);
    };
    let silence = setTimeout(() => finish(''), silenceMs * 5);
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      clearTimeout(silence);
      silence = setTimeout(() => finish(''), silenceMs);
    });
    socket.on('end', () => finish('<closed>'));
    socket.on('error', reject);
  });
}
