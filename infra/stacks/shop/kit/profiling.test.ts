import { url as inspectorUrl } from 'node:inspector';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { callTreeOf } from '../../../../core/profile/call-tree.ts';
import { functionsOf } from '../../../../core/profile/functions.ts';
import { takenProfileSchema } from '../../../../core/profile/taken.ts';
import { type RunningService, startService } from './start-service.ts';
import { testBoot, testSecret } from './testing/boot.ts';

let service: RunningService;
const kept: unknown[] = [];
let work: NodeJS.Timeout;

/** Holds the loop for a while, and keeps some of what it made. */
function sortLedgers(): void {
  const untilMs = performance.now() + 15;
  while (performance.now() < untilMs) Array.from({ length: 200 }, () => Math.random()).sort();
  kept.push(Array.from({ length: 10_000 }, (_, index) => `ledger ${index}`));
}

beforeEach(async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  service = await startService(testBoot('shop-1'), () => {});
  work = setInterval(sortLedgers, 25);
});
afterEach(async () => {
  clearInterval(work);
  kept.length = 0;
  await service.stop();
  vi.restoreAllMocks();
});

const ask = (body: unknown, { secret = testSecret, signal }: { secret?: string; signal?: AbortSignal } = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${service.port}/control/profile`, {
    method: 'POST',
    headers: { 'x-control-secret': secret, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  });

test('[PK1] where the time goes is shown by the function that spends it, and no port is opened for it', async () => {
  const answer = await ask({ kind: 'cpu', seconds: 1 });
  const taken = takenProfileSchema.parse(await answer.json());
  const functions = functionsOf(callTreeOf(taken).root);
  const hot = functions.find(({ name }) => name === 'sortLedgers');
  expect(hot?.total).toBeGreaterThan(300_000);
  expect(inspectorUrl()).toBeUndefined();
});

test('[PK2] of the heap it shows who allocated what is still in use, and how each part of memory grew', async () => {
  const taken = takenProfileSchema.parse(await (await ask({ kind: 'heap', seconds: 1 })).json());
  const functions = functionsOf(callTreeOf(taken).root);
  expect(functions.find(({ name }) => name === 'sortLedgers')?.total).toBeGreaterThan(100_000);
  const parts = taken.kind === 'heap' ? taken.growth.map(({ part }) => part) : [];
  expect(parts).toEqual(expect.arrayContaining(['old_space', 'large_object_space', 'array_buffers']));
});

test('[PK3] one at a time, and whoever goes away ends theirs', async () => {
  const gone = new AbortController();
  const first = ask({ kind: 'cpu', seconds: 30 }, { signal: gone.signal });
  await wait(200);
  const second = await ask({ kind: 'cpu', seconds: 1 });
  expect([second.status, ((await second.json()) as { code: string }).code]).toEqual([409, 'profile_refused']);
  gone.abort();
  await expect(first).rejects.toThrow();
  await vi.waitFor(async () => expect((await ask({ kind: 'heap', seconds: 1 })).status).toBe(200), 20_000);
});

test('[PK4] nobody without the secret of this run takes one, and none of another kind or length', async () => {
  expect((await ask({ kind: 'cpu', seconds: 1 }, { secret: 'wrong' })).status).toBe(403);
  for (const body of [
    {},
    { kind: 'cpu' },
    { kind: 'cpu', seconds: 0 },
    { kind: 'cpu', seconds: 31 },
    { kind: 'cpu', seconds: 1.5 },
    { kind: 'x', seconds: 1 },
  ])
    expect((await ask(body)).status).toBe(400);
});
