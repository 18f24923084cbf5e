import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from '../../process/free-port.fixture.ts';
import { distFile } from '../../process/paths.ts';
import { prepareBinaries } from './binaries.ts';
import type { KeeperBoot } from './keeper-boot.ts';
import { type PostgresServer, startPostgres } from './start.ts';
import { createTemplate } from './template.ts';

let root: string;
let port: number;
const running: PostgresServer[] = [];

beforeEach(async () => {
  root = await mkdtemp('/var/tmp/brownout-test-');
  await chmod(root, 0o755);
  port = await freePort();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
  await rm(root, { recursive: true, force: true });
});

async function start(durable: boolean, maxConnections = 20): Promise<PostgresServer> {
  const server = await startPostgres({ dataDir: join(root, 'data'), port, durable, maxConnections });
  running.push(server);
  return server;
}

async function query(text: string): Promise<unknown[][]> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

/** Process id of the server itself, which the keeper's child tells over its own connection. */
async function serverPid(): Promise<number> {
  const rows = await query("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int");
  return Number(rows[0]?.[0]);
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function untilGone(pid: number): Promise<void> {
  for (const until = performance.now() + 5000; isAlive(pid) && performance.now() < until; ) await pause(20);
  expect(isAlive(pid)).toBe(false);
}

test('Postgres 18 answers on the given port, with statement statistics', async () => {
  await start(false);
  expect(String((await query('show server_version'))[0]?.[0])).toMatch(/^18/);
  await query('create extension pg_stat_statements');
  expect(Number((await query('select count(*) from pg_stat_statements'))[0]?.[0])).toBeGreaterThan(0);
});

test('what a durable server committed is there after a stop and a start', async () => {
  const first = await start(true);
  await query('create table kept as select 42 as answer');
  await first.stop();
  await start(true);
  expect(await query('select answer from kept')).toEqual([[42]]);
  expect(await query('show fsync')).toEqual([['on']]);
});

test('after stop no process and no claim is left', async () => {
  const server = await start(true);
  const pid = await serverPid();
  await server.stop();
  await server.stop();
  expect([isAlive(server.pid), isAlive(pid)]).toEqual([false, false]);
  expect(existsSync(join(root, 'data', 'postmaster.pid'))).toBe(false);
  expect(existsSync(join(root, 'data.keeper'))).toBe(false);
});

test('a keeper that is killed takes its server along, and the next start works', async () => {
  const server = await start(true);
  const pid = await serverPid();
  process.kill(server.pid, 'SIGKILL');
  await server.ended;
  await untilGone(pid);
  await start(true);
  expect(await serverPid()).not.toBe(pid);
});

test('a keeper whose parent is gone ends itself and its server', async () => {
  const binaries = await prepareBinaries();
  const boot: KeeperBoot = {
    ...{ dataDir: join(root, 'data'), port, durable: true, maxConnections: 20, major: binaries.major },
    ...{ binDir: binaries.binDir, runAs: binaries.runAs, template: await createTemplate(binaries) },
  };
  const keeper: ChildProcess = fork(distFile('sandbox/postgres-keeper.js'), [], {
    env: { ...process.env, BROWNOUT_BOOT: JSON.stringify(boot) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await once(keeper, 'message');
  const pid = await serverPid();
  keeper.disconnect();
  await once(keeper, 'exit');
  expect(isAlive(pid)).toBe(false);
});

test('a second keeper on the same directory is refused and harms nothing', async () => {
  await start(true);
  await expect(startPostgres({ dataDir: join(root, 'data'), port: await freePort(), durable: true, maxConnections: 20 })).rejects.toThrow(
    /in use by process/,
  );
  expect(await query('select 1')).toEqual([[1]]);
});

test('a pid file that names a living stranger does not stop a start', async () => {
  const server = await start(true);
  await server.stop();
  await writeFile(join(root, 'data', 'postmaster.pid'), `${process.pid}\n${join(root, 'data')}\n1\n${port}\n\n127.0.0.1\n1 1\nready\n`);
  await start(true);
  expect(await query('select 1')).toEqual([[1]]);
});

test("a port that is taken gives the server's own words", async () => {
  const squatter = createServer().listen(port, '127.0.0.1');
  await once(squatter, 'listening');
  await expect(start(false)).rejects.toThrow(/in use/i);
  squatter.close();
});

test('a pool can really be exhausted', async () => {
  await start(false, 8);
  const clients = Array.from({ length: 9 }, () => new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' }));
  const results = await Promise.allSettled(clients.map((client) => client.connect()));
  const codes = results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as { code?: string }).code] : []));
  expect(codes).toEqual(['53300']);
  await Promise.all(clients.map((client) => client.end().catch(() => {})));
});

test('contents are made once per key and are in every new cluster', async () => {
  let fillings = 0;
  const key = `test${process.pid}x${port}`;
  const fill = async (fillPort: number): Promise<void> => {
    fillings += 1;
    const client = new pg.Client({ host: '127.0.0.1', port: fillPort, user: 'postgres', database: 'postgres' });
    await client.connect();
    await client.query('create table filled as select 7 as seven');
    await client.end();
  };
  const { cacheDir } = await prepareBinaries();
  try {
    for (const name of ['first', 'second']) {
      const server = await startPostgres({ dataDir: join(root, name), port, durable: false, maxConnections: 20, contents: { key, fill } });
      running.push(server);
      expect(await query('select seven from filled')).toEqual([[7]]);
      await server.stop();
    }
    expect(fillings).toBe(1);
  } finally {
    const made = (await readdir(cacheDir)).filter((name) => name.endsWith(key));
    await Promise.all(made.map((name) => rm(join(cacheDir, name), { recursive: true })));
  }
});

test('a filling that fails leaves no template and no process', async () => {
  const key = `broken${process.pid}x${port}`;
  const contents = { key, fill: () => Promise.reject(new Error('syntax error at line 3')) };
  await expect(startPostgres({ dataDir: join(root, 'data'), port, durable: false, maxConnections: 20, contents })).rejects.toThrow(
    'syntax error at line 3',
  );
  const { cacheDir } = await prepareBinaries();
  expect((await readdir(cacheDir)).filter((name) => name.includes(key))).toEqual([]);
  await start(false);
});
