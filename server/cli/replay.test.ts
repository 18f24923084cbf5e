import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { clockText } from '../../core/postmortem/words.ts';
import { type Debrief, debriefSchema } from '../../core/protocol/debrief.ts';
import type { Joined } from '../../core/protocol/messages.ts';
import { createManualClock } from '../host/manual-clock.fixture.ts';
import { writeRuntime } from '../runtime-file.ts';
import { facilitatorKey as key, openTestApp, type TestApp } from '../test-app.fixture.ts';
import { replayCommand } from './replay.ts';
import { UsageError } from './usage.ts';

let edge: TestApp;
let joined: Joined;
let folder = '';
let said = '';
let warned = '';

beforeEach(async () => {
  edge = await openTestApp();
  joined = await edge.start();
  folder = mkdtempSync(join(tmpdir(), 'brownout-replay-'));
  // The command finds the house as it finds every running one; our parent lives for as long as this test does.
  writeRuntime(folder, { pid: process.ppid, url: edge.url, facilitatorKey: 'the-key', engines: 'embedded' });
  vi.stubEnv('BROWNOUT_DATA', folder);
  [said, warned] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    warned += String(text);
    return true;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
  await edge.close();
});

const linesOf = (text: string): string[] => text.split('\n').filter(Boolean);
const debrief = async (): Promise<Debrief> =>
  debriefSchema.parse((await edge.call('GET', `/api/v1/drills/${joined.drillId}/debrief`, { headers: key })).body);

function replay(...args: string[]) {
  const clock = createManualClock();
  const controller = new AbortController();
  const code = replayCommand([joined.drillId, ...args], { clock, untilStopped: () => controller.signal });
  return { code, clock, stop: () => controller.abort() };
}

/** The fault comes 20 to 45 s after the start; half of all checkouts fail from then on, somebody says two things, and nobody mends it. */
async function lose(): Promise<void> {
  await edge.house.pass(20);
  const as = { authorization: `Bearer ${joined.playerToken}` };
  const say = (commandId: string, text: string) =>
    edge.call('POST', `/api/v1/drills/${joined.drillId}/commands`, { headers: as, body: { type: 'postNote', commandId, text } });
  expect((await say('n1', 'I am here')).status).toBe(200);
  await edge.house.pass(41);
  await edge.house.pass(30, { 'checkout-availability': 0.5 });
  expect((await say('n2', 'Checkouts fail\nand browsing works')).status).toBe(200);
  await end();
}

async function end(): Promise<void> {
  const body = { type: 'endAndDebrief', commandId: 'end', reason: 'enough' };
  expect((await edge.call('POST', `/api/v1/facilitator/drills/${joined.drillId}/commands`, { headers: key, body })).status).toBe(200);
  await edge.house.clock.advance(1000);
}

test('[RY4] an ended drill is told by the rows of its debrief, what was sealed among them, between what it was and what came of it', async () => {
  await lose();
  const { timeline, title, liveAtMs } = await debrief();
  expect(await replay('--speed', '0').code).toBe(0);
  const [first, ...rows] = linesOf(said).filter((line) => !line.startsWith(' '));
  const last = rows.pop();
  expect(first).toBe(`${joined.drillId} ${title} (after-lunch-errors, seed 7)`);
  const told = timeline.map(({ atMs, who, what }) => [clockText(atMs - (liveAtMs ?? 0)), who, what.split('\n')[0]]);
  // Columns lie two blanks apart at least.
  expect(rows.map((line) => line.split(/ {2,}/))).toEqual(told);
  expect(said).toContain('Users begin to be affected (T0)');
  expect(said).toMatch(/Note: Checkouts fail\n {10,}and browsing works\n/);
  expect(last).toBe(`${joined.drillId} lost, score 0.00 (oracle 0.00, diagnosis 0.00, safety 1.00)`);
  expect(warned).toBe('');
});

test('[RY4] what somebody found out counts in the score, and a drill that nobody could win or lose has none', async () => {
  await lose();
  const diagnosis = { type: 'submitDiagnosis', commandId: 'd', component: 'bundle-pricing', mechanism: 'x', conditions: [], why: '' };
  const as = { authorization: `Bearer ${joined.playerToken}` };
  expect((await edge.call('POST', `/api/v1/drills/${joined.drillId}/record`, { headers: as, body: diagnosis })).status).toBe(200);
  expect(await replay('--speed', '0').code).toBe(0);
  expect(linesOf(said).at(-1)).toMatch(/ lost, score 0\.[1-4]\d \(oracle 0\.00, diagnosis 0\.[3-9]\d, safety 1\.00\)$/);
  joined = await edge.start({ scenarioId: 'tuesday-half-past-ten' });
  await edge.call('POST', `/api/v1/facilitator/drills/${joined.drillId}/commands`, {
    headers: key,
    body: { type: 'abort', commandId: 'abort', reason: 'enough' },
  });
  await edge.house.clock.advance(1000);
  expect(await replay('--speed', '0').code).toBe(0);
  expect(linesOf(said).at(-1)).toBe(`${joined.drillId} aborted: no score, since it is nobody's win or loss`);
});

test('[RY5] it comes ten times as fast as it was, or as one asks', async () => {
  await lose();
  const { timeline, liveAtMs } = await debrief();
  const startMs = liveAtMs ?? 0;
  const lastMs = (timeline.at(-1)?.atMs ?? 0) - startMs;
  expect(lastMs).toBeGreaterThan(60_000);
  const { code, clock } = replay();
  await expect.poll(() => said).toContain('The clock starts');
  expect(said).toMatch(/, 10 times as fast as it was\n/);
  expect(said).not.toContain('I am here');
  await clock.advance(lastMs / 10 - 1);
  expect(said).toContain('I am here');
  expect(said).not.toContain('Drill ends');
  await clock.advance(2);
  expect(await code).toBe(0);
  expect(said).toContain('Drill ends (lost)');
  said = '';
  const twice = replay('--speed', '20');
  await expect.poll(() => said).toContain('The clock starts');
  await twice.clock.advance(lastMs / 20 + 1);
  expect(await twice.code).toBe(0);
});

test('[RY5] stopped, it ends well, says nothing of the outcome and how to go on; --from goes on there', async () => {
  await lose();
  const { code, clock, stop } = replay();
  await expect.poll(() => said).toContain('The clock starts');
  await clock.advance(3_000);
  stop();
  expect(await code).toBe(0);
  expect(said).not.toMatch(/Drill ends|score/);
  expect(warned).toBe('Stopped; --from 00:30 goes on from here.\n');
  said = '';
  for (const from of ['00:30', 'T+00:30']) expect(await replay('--from', from, '--speed', '0').code).toBe(0);
  const times = linesOf(said).flatMap((line) => /^T([+-]\d+):(\d\d) /.exec(line)?.slice(1).join('.') ?? []);
  expect(times.length).toBeGreaterThan(2);
  expect(Math.min(...times.map(Number))).toBeGreaterThanOrEqual(0.3);
  expect(said.match(/Drill ends \(lost\)/g)).toHaveLength(2);
});

test('[RY6] --json gives each row of the timeline as the debrief has it, a line each and at once, and nothing else on stdout', async () => {
  await lose();
  expect(await replay('--json').code).toBe(0);
  expect(linesOf(said).map((line) => JSON.parse(line))).toEqual((await debrief()).timeline);
  expect(warned).toMatch(/^INC-\d+ .*\nINC-\d+ lost, score 0\.00 .*\n$/);
});

test('[RY7] a drill that still runs is refused with nothing told of it, and so is one that is not there', async () => {
  await edge.house.pass(61);
  await edge.house.pass(10, { 'checkout-availability': 0.5 });
  expect(await replay('--speed', '0').code).toBe(1);
  expect([said, warned]).toEqual(['', expect.stringContaining('its truth is sealed until the end\n')]);
  joined = { ...joined, drillId: 'INC-9999' };
  warned = '';
  expect(await replay().code).toBe(1);
  expect([said, warned]).toEqual(['', 'There is nothing under this address; check the id.\n']);
});

test('[RY7] while the same incident is played again its replay is closed, as its report is', async () => {
  await lose();
  expect((await edge.call('POST', `/api/v1/facilitator/drills/${joined.drillId}/again`, { headers: key, body: {} })).status).toBe(201);
  expect(await replay().code).toBe(1);
  expect([said, warned]).toEqual(['', 'The same incident is being played again; its truth is closed until that has ended.\n']);
});

test.each([
  [[]],
  [['INC-0001', 'INC-0002']],
  [['INC-0001', '--speed', 'fast']],
  [['INC-0001', '--from', '4']],
  [['INC-0001', '--from', '04:75']],
])('[RY8] %j cannot be understood', async (args: string[]) => {
  await expect(replayCommand(args)).rejects.toThrow(UsageError);
  expect([said, warned]).toEqual(['', '']);
});

test('[RY9] the score is for whoever has the key, and sealed while the drill runs', async () => {
  const path = `/api/v1/facilitator/drills/${joined.drillId}/score`;
  expect(await edge.call('GET', path, { headers: key })).toMatchObject({ status: 409, body: { code: 'wrong_phase' } });
  await end();
  expect(await edge.call('GET', path)).toMatchObject({ status: 403 });
  expect(await edge.call('GET', path, { headers: { authorization: `Bearer ${joined.playerToken}` } })).toMatchObject({ status: 403 });
  expect(await edge.call('GET', path, { headers: key })).toEqual({ status: 200, body: { drillId: joined.drillId, score: null } });
});
