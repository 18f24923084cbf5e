import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findRunning, writeRuntime } from './runtime-file.ts';

function dataDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'brownout-test-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return dir;
}

/** A server that takes this key, as a facilitator's address does. */
async function serverWith(key: string): Promise<string> {
  const server = createServer((request, response) => {
    response.statusCode = request.headers.authorization === `Bearer ${key}` ? 200 : 403;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

// Our parent lives for as long as this test does.
const livingPid = process.ppid;

test('[RF1] only a server that answers, and takes the key of the file, runs on a data directory', async () => {
  const url = await serverWith('the-key');
  const dir = dataDir();
  expect(await findRunning(dir)).toBeNull();
  const remove = writeRuntime(dir, { pid: livingPid, url, facilitatorKey: 'the-key', engines: 'embedded' });
  expect(await findRunning(dir)).toMatchObject({ url });
  remove();
  expect(await findRunning(dir)).toBeNull();
});

test('[RF2] a file whose process id or port now belongs to something else counts as none', async () => {
  const dir = dataDir();
  writeRuntime(dir, { pid: livingPid, url: 'http://127.0.0.1:1', facilitatorKey: 'the-key', engines: 'embedded' });
  expect(await findRunning(dir)).toBeNull();
  writeRuntime(dir, { pid: livingPid, url: await serverWith('of-another'), facilitatorKey: 'the-key', engines: 'embedded' });
  expect(await findRunning(dir)).toBeNull();
});
