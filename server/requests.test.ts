/** Change requests over HTTP: papers for who watches, decisions for who is in the drill. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Joined } from '../core/protocol/messages.ts';
import { requestPapersSchema } from '../core/protocol/requests.ts';
import { openTestApp, type TestApp } from './test-app.fixture.ts';

let edge: TestApp;
let joined: Joined;
beforeEach(async () => {
  edge = await openTestApp();
  joined = await edge.start({ scenarioId: 'tuesday-half-past-ten', seed: 1 });
  // Its baseline, and both requests.
  await edge.house.pass(60);
  // Reading all scenarios is the longest of it.
}, 60_000);
afterEach(() => edge.close());

const papers = (requestId: string, drillId = joined.drillId) => edge.call('GET', `/api/v1/drills/${drillId}/requests/${requestId}/papers`);
const decide = (body: Record<string, unknown>) =>
  edge.call('POST', `/api/v1/drills/${joined.drillId}/commands`, {
    headers: { authorization: `Bearer ${joined.playerToken}` },
    body: { type: 'decideRequest', commandId: JSON.stringify(body), ...body },
  });
const requests = () => edge.house.host.currentView()?.requests ?? [];

test('[RQ1] the papers of a request are the shop’s own, and whoever watches may read them', async () => {
  expect(requests().map(({ requestId }) => requestId)).toEqual(['request-1', 'request-2']);
  const migration = requestPapersSchema.parse((await papers('request-1')).body);
  expect(migration.diff?.lines[0]).toBe("+alter table orders add column note text not null default '';");
  const release = requestPapersSchema.parse((await papers('request-2')).body);
  expect(release.consumers.find(({ consumer }) => consumer === 'fulfilment')?.result).toBe('not run');
  expect(release.diff?.document).toBe('asyncapi.yaml');
  expect(await papers('request-9')).toMatchObject({ status: 404, body: { code: 'unknown_request' } });
  expect(await papers('request-1', 'INC-9999')).toMatchObject({ status: 404, body: { code: 'not_found' } });
});

test('[RQ2] what is approved reaches the sandbox, and what is held does not', async () => {
  const standing = () => edge.house.factory.built.at(-1)?.standing.map(({ operation }) => operation) ?? [];
  expect(await decide({ requestId: 'request-1', verdict: 'approve' })).toMatchObject({ status: 200 });
  expect(await decide({ requestId: 'request-2', verdict: 'hold' })).toMatchObject({ status: 200 });
  await edge.house.pass(2);
  expect(requests().map(({ state }) => state)).toEqual(['shipped', 'held']);
  expect(standing()).toContainEqual({ kind: 'disturbance', disturbance: { type: 'migration', migration: 'order-notes' } });
  expect(standing().some(({ kind }) => kind === 'canary')).toBe(false);
});

test.each([
  ['a verdict that is none', { requestId: 'request-1', verdict: 'maybe' }, 400, 'bad_message'],
  [
    'a share of more than half',
    { requestId: 'request-2', verdict: 'conditions', conditions: [{ kind: 'canaryShare', atMost: 0.9 }] },
    400,
    'bad_message',
  ],
  [
    'a day that is none',
    { requestId: 'request-2', verdict: 'conditions', conditions: [{ kind: 'flagOffBy', day: 'soon' }] },
    400,
    'bad_message',
  ],
  ['a request that is not there', { requestId: 'request-7', verdict: 'hold' }, 404, 'unknown_request'],
])('[RQ3] %s is refused', async (_name, body, status, code) => {
  expect(await decide(body)).toMatchObject({ status, body: { code } });
});
