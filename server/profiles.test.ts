import { afterEach, beforeEach, expect, test } from 'vitest';
import { cpuProfile } from '../core/profile/profiles.fixture.ts';
import { type ProfileWish, type TakenProfile, takenProfileSchema } from '../core/profile/taken.ts';
import { cpuProfileSchema } from '../core/profile/v8.ts';
import type { Joined } from '../core/protocol/messages.ts';
import { profileBegunSchema, profileListSchema } from '../core/protocol/profiles.ts';
import { SandboxError } from './ports/sandbox.ts';
import { facilitatorKey, openTestApp, type TestApp } from './test-app.fixture.ts';

const taken: TakenProfile = { kind: 'cpu', profile: cpuProfile([[5, 10]]) };

let edge: TestApp;
let joined: Joined;
/** Profiles under way, by instance: the test says when they are done. */
let open: Map<string, { resolve: (taken: TakenProfile) => void; reject: (error: Error) => void }>;
beforeEach(async () => {
  edge = await openTestApp();
  joined = await edge.start();
  open = new Map();
  const sandbox = edge.house.factory.built.at(-1);
  if (sandbox) sandbox.profiles = ({ slot }: ProfileWish) => new Promise((resolve, reject) => open.set(slot, { resolve, reject }));
});
afterEach(() => edge.close());

const path = () => `/api/v1/drills/${joined.drillId}/profiles`;
const mine = () => ({ authorization: `Bearer ${joined.playerToken}` });
const take = (slot: string, change: object = {}, headers: Record<string, string> = mine()) =>
  edge.call('POST', path(), { headers, body: { slot, kind: 'cpu', seconds: 3, ...change } });
const listed = async () => profileListSchema.parse((await edge.call('GET', path())).body).profiles;
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('[PE1] a profile is listed with its progress from the moment it begins, and can be read and saved when it is done', async () => {
  const begun = await take('catalog-1');
  expect(begun.status).toBe(202);
  const { profileId } = profileBegunSchema.parse(begun.body).profile;
  await edge.house.clock.advance(1500);
  expect(await listed()).toMatchObject([{ profileId, slot: 'catalog-1', by: 'Responder', state: 'running', ranMs: 1500, bytes: 0 }]);
  expect((await edge.call('GET', `${path()}/${profileId}`)).status).toBe(404);
  open.get('catalog-1')?.resolve(taken);
  await settle();
  expect(await listed()).toMatchObject([{ state: 'done', ranMs: 3000 }]);
  expect(takenProfileSchema.parse((await edge.call('GET', `${path()}/${profileId}`)).body)).toEqual(taken);
  const file = await fetch(`${edge.url}${path()}/${profileId}/file`);
  expect(file.headers.get('content-disposition')).toContain(`${joined.drillId}-catalog-1-${profileId}.cpuprofile`);
  expect(cpuProfileSchema.parse(await file.json())).toEqual(taken.profile);
});

test('[PE2] one at a time of an instance, two in all', async () => {
  await take('catalog-1');
  expect(await take('catalog-1')).toMatchObject({ status: 409, body: { code: 'profile_running', detail: 'catalog-1' } });
  expect((await take('catalog-2')).status).toBe(202);
  expect(await take('orders-1')).toMatchObject({ status: 409, body: { code: 'profile_running' } });
  open.get('catalog-1')?.resolve(taken);
  await settle();
  expect((await take('orders-1')).status).toBe(202);
});

test('[PE3] only those who are in the drill take one, of an instance that may run, for half a minute at most', async () => {
  expect(await take('catalog-1', {}, {})).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
  expect((await take('catalog-2', {}, facilitatorKey)).status).toBe(202);
  for (const slot of ['catalog-9', 'redis', '__proto__'])
    expect(await take(slot)).toMatchObject({ status: 400, body: { code: 'bad_parameter' } });
  for (const change of [{ seconds: 31 }, { seconds: 0 }, { kind: 'x' }, { more: 1 }])
    expect(await take('catalog-1', change)).toMatchObject({ status: 400, body: { code: 'bad_message' } });
});

test('[PE4] what went wrong is said in our words, and never in those of the sandbox', async () => {
  await take('catalog-1');
  open.get('catalog-1')?.reject(new SandboxError('apply_failed', 'hook f1 sealed words'));
  await settle();
  const [profile] = await listed();
  expect(profile).toMatchObject({ state: 'failed', bytes: 0 });
  expect(profile?.problem).toContain('catalog-1 gave no profile');
  expect(JSON.stringify(profile)).not.toContain('sealed');
});

test('[PE5] the newest twelve are kept, also after the end of the drill, and then none is begun', async () => {
  for (let number = 0; number < 14; number += 1) {
    await take('catalog-1');
    open.get('catalog-1')?.resolve(taken);
    await settle();
  }
  expect((await listed()).map(({ profileId }) => profileId)).toEqual(Array.from({ length: 12 }, (_, index) => `p${14 - index}`));
  await edge.call('POST', `/api/v1/facilitator/drills/${joined.drillId}/commands`, {
    headers: facilitatorKey,
    body: { type: 'abort', commandId: 'x', reason: 'enough' },
  });
  expect(await take('catalog-1')).toMatchObject({ status: 409, body: { code: 'wrong_phase' } });
  expect(await listed()).toHaveLength(12);
});

test('[PE6] large profiles leave sooner: sixteen megabytes of them are kept', async () => {
  const large: TakenProfile = { kind: 'cpu', profile: { ...cpuProfile([]), samples: Array.from({ length: 2_500_000 }, () => 5) } };
  for (let number = 0; number < 4; number += 1) {
    await take('catalog-1');
    open.get('catalog-1')?.resolve(large);
    await settle();
  }
  const sizes = (await listed()).map(({ bytes }) => bytes);
  expect(sizes).toHaveLength(3);
  expect(Math.min(...sizes)).toBeGreaterThan(4_000_000);
});
