/** The built command line beside a house without processes: what becomes of the program when somebody ends it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeRuntime } from '../../server/runtime-file.ts';
import { facilitatorKey as headers, openTestApp, type TestApp } from '../../server/test-app.fixture.ts';
import { eventually, type Program, startProgram, temporaryData } from '../support/program.ts';

const { dir, remove } = temporaryData();
let edge: TestApp;
let drillId = '';

beforeAll(async () => {
  edge = await openTestApp();
  drillId = (await edge.start()).drillId;
  await edge.house.pass(60);
  const body = { type: 'endAndDebrief', commandId: 'end', reason: 'enough' };
  expect((await edge.call('POST', `/api/v1/facilitator/drills/${drillId}/commands`, { headers, body })).status).toBe(200);
  await edge.house.clock.advance(1000);
  writeRuntime(dir, { pid: process.pid, url: edge.url, facilitatorKey: 'the-key', engines: 'embedded' });
});
afterAll(async () => {
  await edge.close();
  remove();
});

const replay = (...options: string[]): Program =>
  startProgram('server/cli.js', { args: ['replay', drillId, ...options], environment: { BROWNOUT_DATA: dir } });

test('[RY2] Ctrl-C ends a replay well, and it says where to go on', async () => {
  const program = replay('--speed', '1');
  await eventually(() => program.stdout().includes('The clock starts'), { what: 'the first row', timeoutMs: 60_000 });
  program.kill('SIGINT');
  expect(await program.ended).toBe(0);
  expect(program.output()).toMatch(/\nStopped; --from 00:\d\d goes on from here\.\n$/);
  expect(program.stdout()).not.toContain('Drill ends');
});

test('[RY4] left alone it tells all of it, on the clock of this machine', async () => {
  const program = replay('--speed', '600');
  expect(await program.ended).toBe(0);
  const lines = program.stdout().trimEnd().split('\n');
  expect(lines.find((line) => line.includes('Drill ends'))).toContain('(invalid)');
  expect(lines.at(-1)).toBe(`${drillId} invalid: no score, since it is nobody's win or loss`);
});
