import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { debriefSchema, postmortemViewSchema, recordingSchema } from '../core/protocol/debrief.ts';
import type { Joined } from '../core/protocol/messages.ts';
import { ownRecordSchema } from '../core/protocol/own-record.ts';
import { facilitatorKey as key, openTestApp, type TestApp } from './test-app.fixture.ts';

let edge: TestApp;
let joined: Joined;

beforeEach(async () => {
  edge = await openTestApp();
  joined = await edge.start();
});
afterEach(() => edge.close());

const at = (path: string) => `/api/v1/drills/${joined.drillId}/${path}`;
const as = (token: string) => ({ authorization: `Bearer ${token}` });
const write = (body: object, headers: Record<string, string> = as(joined.playerToken)) =>
  edge.call('POST', at('record'), { body, headers });
const diagnosis = {
  type: 'submitDiagnosis',
  commandId: 'd1',
  component: 'catalog',
  mechanism: 'broken quotes',
  conditions: ['no fallback'],
  why: '',
};
const edit = (change: object = {}) => ({
  type: 'editPostmortem',
  commandId: 'e1',
  promptId: 'impact.1',
  text: 'Checkouts failed.',
  baseRevision: 0,
  ...change,
});

async function end(): Promise<void> {
  await edge.call('POST', `/api/v1/facilitator/drills/${joined.drillId}/commands`, {
    headers: key,
    body: { type: 'endAndDebrief', commandId: 'end', reason: 'enough' },
  });
  await edge.house.clock.advance(1000);
}

describe('the record of a drill', () => {
  test('[RR1] is sealed while the drill runs: nothing is told and nothing is taken', async () => {
    for (const path of ['debrief', 'recording', 'postmortem', 'postmortem.md']) expect((await edge.call('GET', at(path))).status).toBe(409);
    expect(await write(diagnosis)).toMatchObject({ status: 409, body: { code: 'wrong_phase' } });
    expect((await edge.call('GET', '/api/v1/drills/INC-9999/debrief')).status).toBe(404);
  });

  test('[RR2] is whole after the end, in the shape of the wire', async () => {
    await edge.house.pass(20);
    await end();
    expect(debriefSchema.parse((await edge.call('GET', at('debrief'))).body)).toMatchObject({ drillId: joined.drillId });
    expect(postmortemViewSchema.parse((await edge.call('GET', at('postmortem'))).body).sections.length).toBeGreaterThan(5);
    const recording = recordingSchema.parse((await edge.call('GET', at('recording?series=slo:checkout-availability|bad,nonsense'))).body);
    expect(Object.keys(recording.series)).toEqual(['slo:checkout-availability|bad']);
  });

  test('[RR3] takes one diagnosis from each player, and nobody else’s', async () => {
    await end();
    expect(await write(diagnosis)).toMatchObject({ status: 200 });
    expect(await write(diagnosis)).toMatchObject({ status: 200 });
    expect(await write({ ...diagnosis, commandId: 'd2' })).toMatchObject({ status: 409, body: { code: 'already_submitted' } });
    expect(await write({ ...diagnosis, commandId: 'd3' }, {})).toMatchObject({ status: 401 });
    expect(await write({ ...diagnosis, commandId: 'd4' }, key)).toMatchObject({ status: 403 });
    expect((await edge.call('GET', at('debrief'))).body).toMatchObject({ diagnoses: [{ component: 'catalog', by: 'Responder' }] });
  });

  test('[RR13] takes a diagnosis while the drill runs over the socket, and then owes none; names that the stack lacks are refused', async () => {
    await edge.house.pass(20);
    const visit = await edge.visit({ token: joined.playerToken });
    const edges = [{ from: 'catalog', to: 'orders' }];
    expect(await visit.send({ ...diagnosis, commandId: 'l1', component: 'catalogue' })).toMatchObject({
      ok: false,
      code: 'unknown_component',
    });
    expect(await visit.send({ ...diagnosis, commandId: 'l2', edges: [{ from: 'catalog', to: 'kafka' }] })).toMatchObject({
      code: 'unknown_component',
    });
    expect(await visit.send({ ...diagnosis, commandId: 'l3', confidence: 120 })).toMatchObject({ code: 'bad_message' });
    expect(await visit.send({ ...diagnosis, commandId: 'l4', edges, confidence: 70 })).toMatchObject({ ok: true });
    expect(await visit.send({ ...diagnosis, commandId: 'l5' })).toMatchObject({ code: 'already_submitted' });
    await end();
    const debrief = await edge.call('GET', at('debrief'), { headers: as(joined.playerToken) });
    expect(debrief).toMatchObject({ status: 200, body: { diagnoses: [{ component: 'catalog', confidence: 70, isLive: true }] } });
    expect(await write({ ...diagnosis, commandId: 'd9', component: 'catalogue' })).toMatchObject({
      status: 400,
      body: { code: 'unknown_component' },
    });
  });

  test('[RR9] stands in one’s own record: what is told depends on what one has said', async () => {
    const mine = async (...playerTokens: string[]) =>
      ownRecordSchema.parse((await edge.call('POST', '/api/v1/own-record', { body: { playerTokens } })).body).drills;
    expect(await mine(joined.playerToken)).toEqual([]);
    await edge.house.pass(20);
    await end();
    expect(await mine(joined.playerToken)).toMatchObject([
      { drillId: joined.drillId, scenarioId: 'after-lunch-errors', name: 'After lunch errors', role: null, told: null },
    ]);
    expect(await mine(`${joined.playerToken}x`, 'nonsense')).toEqual([]);
    await write({ ...diagnosis, component: 'bundle-pricing' });
    expect(await mine(joined.playerToken)).toMatchObject([{ told: { capabilities: expect.any(Array), diagnosis: { hops: 0 } } }]);
    expect(await edge.call('POST', '/api/v1/own-record', { body: { playerTokens: Array.from({ length: 21 }, () => 'x') } })).toMatchObject({
      status: 400,
    });
  });

  test('[RR4] an edit names the text it was made on; an older one is refused with who came first', async () => {
    await end();
    expect(await write(edit())).toMatchObject({ status: 200 });
    expect(await write(edit({ commandId: 'e2', text: 'unseen' }), key)).toMatchObject({
      status: 409,
      body: { code: 'edit_conflict', detail: expect.stringContaining('Responder') },
    });
    expect(await write(edit({ commandId: 'e3', text: 'seen', baseRevision: 1 }), key)).toMatchObject({ status: 200 });
    expect(await write(edit({ commandId: 'e4', promptId: 'nowhere.9' }))).toMatchObject({ status: 404, body: { code: 'unknown_prompt' } });
    const text = await (await fetch(`${edge.url}${at('postmortem.md')}`)).text();
    expect(text).toContain('seen');
    expect(text).not.toContain('unseen');
  });

  test.each([
    [{ ...diagnosis, component: '' }],
    [{ ...diagnosis, conditions: Array.from({ length: 9 }, () => 'x') }],
    [{ ...diagnosis, secret: true }],
    [edit({ text: 'x'.repeat(8001) })],
    [edit({ baseRevision: -1 })],
    ['no object'],
  ])('[RR5] %j is refused and changes nothing', async (body) => {
    await end();
    expect((await write(body as object)).status).toBe(400);
    expect((await edge.call('GET', at('postmortem'))).body).toMatchObject({ revision: 0 });
  });

  test('[RR7] opens its truth to a player once they have said what it was, and to everybody else at once', async () => {
    await edge.house.pass(20);
    await end();
    const open = async (headers: Record<string, string>) =>
      Promise.all(
        ['debrief', 'postmortem', 'postmortem.md'].map(async (path) => (await fetch(`${edge.url}${at(path)}`, { headers })).status),
      );
    const { body } = await edge.call('GET', at('debrief'), { headers: as(joined.playerToken) });
    expect(body).toMatchObject({ code: 'diagnosis_first' });
    expect(JSON.stringify(body)).not.toContain('truth"');
    expect(await open(as(joined.playerToken))).toEqual([409, 409, 409]);
    expect((await edge.call('GET', at('recording'), { headers: as(joined.playerToken) })).status).toBe(200);
    expect(await open(key)).toEqual([200, 200, 200]);
    expect(await open({})).toEqual([200, 200, 200]);
    expect(await write(diagnosis)).toMatchObject({ status: 200 });
    expect(await open(as(joined.playerToken))).toEqual([200, 200, 200]);
  });

  test('[RR7] or have asked to be told without; that is kept, and the diagnosis may follow', async () => {
    await edge.house.pass(20);
    await end();
    const mine = () => edge.call('GET', at('debrief'), { headers: as(joined.playerToken) });
    expect(await write({ type: 'skipDiagnosis', commandId: 's' })).toMatchObject({ status: 200 });
    expect((await mine()).status).toBe(200);
    expect(await write(diagnosis)).toMatchObject({ status: 200 });
    expect((await mine()).body).toMatchObject({ diagnoses: [{ component: 'catalog' }] });
  });

  test('[RR8] is closed while the same incident is played again, but for the facilitator and those who know it', async () => {
    await edge.house.pass(20);
    await end();
    await write(diagnosis);
    const status = async (path: string, headers: Record<string, string> = {}) => (await edge.call('GET', at(path), { headers })).status;
    const again = await edge.call('POST', `/api/v1/facilitator/drills/${joined.drillId}/again`, { headers: key, body: {} });
    expect(again.status).toBe(201);
    const next = (await edge.join({ name: 'Next' })).body as unknown as Joined;
    for (const path of ['debrief', 'postmortem', 'postmortem.md', 'recording', 'traces', 'traces/abc']) {
      for (const headers of [{}, as(next.playerToken)])
        expect((await edge.call('GET', at(path), { headers })).body, path).toMatchObject({ code: 'played_again' });
    }
    expect([await status('debrief', key), await status('debrief', as(joined.playerToken))]).toEqual([200, 200]);
    await edge.call('POST', `/api/v1/facilitator/drills/${next.drillId}/commands`, {
      headers: key,
      body: { type: 'abort', commandId: 'x', reason: 'enough' },
    });
    await edge.house.clock.advance(1000);
    expect(await status('debrief')).toBe(200);
  });

  test('[RR8] stays open while another incident is played', async () => {
    await end();
    await edge.start({ scenarioId: 'tuesday-half-past-ten' });
    expect((await edge.call('GET', at('debrief'))).status).toBe(200);
  });

  test('[RR6] of a drill of a former server is told, and written into, from the store alone', async () => {
    await end();
    const { store } = edge.house;
    const { openTestHouse } = await import('./host/test-house.fixture.ts');
    const next = await openTestHouse({ store });
    const actor = { kind: 'player' as const, id: joined.playerId, name: 'Responder' };
    const command = { type: 'submitDiagnosis' as const, commandId: 'late', component: 'orders', mechanism: 'm', conditions: [], why: '' };
    expect(await next.parts.records.act(joined.drillId, command, actor)).toMatchObject({ ok: true });
    const both = await Promise.all(
      ['impact.1', 'summary.1'].map((promptId, index) =>
        next.parts.records.act(
          joined.drillId,
          { type: 'editPostmortem', commandId: `w${index}`, promptId, text: promptId, baseRevision: 0 },
          actor,
        ),
      ),
    );
    expect(both.map(({ ok }) => ok)).toEqual([true, true]);
    expect(await next.parts.records.postmortem(joined.drillId)).toMatchObject({ revision: 2 });
    expect(await next.parts.records.debrief(joined.drillId)).toMatchObject({ diagnoses: [{ component: 'orders' }] });
  });
});
