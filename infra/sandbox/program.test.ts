import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LineLog } from './line-log.ts';
import { Program } from './program.ts';

let root: string;
let log: LineLog;
const running: Program[] = [];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'program-'));
  log = new LineLog(join(root, 'x.log'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((program) => program.stop(0)));
  await rm(root, { recursive: true, force: true });
});

async function start(source: string, boot: unknown = {}): Promise<Program> {
  const file = join(root, 'x.mjs');
  await writeFile(file, source);
  const program = new Program({ name: 'x', file, boot, log, niceness: 3 });
  running.push(program);
  return program;
}

const stayAlive = 'setInterval(() => {}, 1000);';
const sayReady = "process.send({ type: 'ready' });";

test('a program is ready when it says so, and got its boot', async () => {
  const program = await start(`console.log(JSON.parse(process.env.BROWNOUT_BOOT).port); ${sayReady} ${stayAlive}`, { port: 4711 });
  await program.ready;
  await program.stop(2000);
  expect(log.lastLines()).toEqual(['4711']);
});

test('it runs less urgently than its parent', async () => {
  const program = await start(`${sayReady} ${stayAlive}`);
  await program.ready;
  // 19 is the end of the scale, also where the tests themselves run there.
  expect(getPriority(program.pid ?? 0)).toBe(Math.min(19, getPriority() + 3));
});

test('one that ends before it is ready fails with its last words', async () => {
  const program = await start("console.error('port 1 is taken'); process.exit(3);");
  await expect(program.ready).rejects.toMatchObject({
    code: 'component_failed',
    message: 'x ended (exit code 3)',
    about: { component: 'x', lastLines: ['port 1 is taken'] },
  });
});

test('one that does not end on SIGTERM is killed after the grace', async () => {
  const program = await start(`process.on('SIGTERM', () => {}); ${sayReady} ${stayAlive}`);
  await program.ready;
  await program.stop(50);
  expect(await program.ended).toBe('SIGKILL');
});

test('one that ends on SIGTERM is not killed', async () => {
  const program = await start(`process.on('SIGTERM', () => process.exit(0)); ${sayReady} ${stayAlive}`);
  await program.ready;
  await program.stop(5000);
  expect(await program.ended).toBe('exit code 0');
});

test('messages go both ways, and one to a dead program is dropped', async () => {
  const program = await start(`process.on('message', (m) => process.send({ type: 'echo', m })); ${sayReady}`);
  await program.ready;
  const echo = new Promise((resolve) => {
    program.onMessage((message) => resolve(message));
  });
  program.send({ type: 'rate', ratePerSecond: 5 });
  expect(await echo).toEqual({ type: 'echo', m: { type: 'rate', ratePerSecond: 5 } });
  await program.stop(0);
  program.send({ type: 'rate', ratePerSecond: 6 });
});
