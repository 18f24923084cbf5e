import { afterEach, beforeEach, expect, test } from 'vitest';
import { pageIncidentsSchema, pageSummarySchema } from '../core/protocol/status-page.ts';
import { facilitatorKey, openTestApp, type TestApp } from './test-app.fixture.ts';

let edge: TestApp;

beforeEach(async () => {
  edge = await openTestApp();
});

afterEach(() => edge.close());

const summaryAt = async (path: string) => {
  const { status, body } = await edge.call('GET', path);
  expect(status).toBe(200);
  return pageSummarySchema.strict().parse(body);
};
let commands = 0;
const publish = (drillId: string, token: string, note: object) =>
  edge.call('POST', `/api/v1/drills/${drillId}/commands`, {
    headers: { authorization: `Bearer ${token}` },
    body: { type: 'publishStatus', commandId: `p${(commands += 1)}`, impact: 'major', components: {}, ...note },
  });

const firstNote = {
  status: 'investigating',
  name: 'Checkout fails for some',
  components: { checkout: 'partial_outage' },
  text: 'We are on it.',
};

test('[ST9] without a drill the page is there for anybody, and all is well', async () => {
  const summary = await summaryAt('/api/v2/summary.json');
  expect(summary.status).toEqual({ indicator: 'none', description: 'All Systems Operational' });
  expect(summary.components.map(({ id }) => id)).toEqual(['browse', 'checkout', 'delivery']);
  expect(summary.incidents).toEqual([]);
  expect(summary.page.url).toBe(`${edge.url}/status`);
});

test('[ST9] what the pod publishes is on the page at once, under both addresses, without a code or a token', async () => {
  const { drillId, playerToken } = await edge.start();
  await edge.house.pass(16);
  expect((await publish(drillId, playerToken, firstNote)).status).toBe(200);
  const summary = await summaryAt('/api/v2/summary.json');
  expect(summary.status.indicator).toBe('major');
  expect(summary.incidents).toMatchObject([{ name: 'Checkout fails for some', status: 'investigating' }]);
  expect(summary.page).toMatchObject({ id: drillId, url: `${edge.url}/status/${drillId}` });
  expect(await summaryAt(`/api/v1/drills/${drillId}/status-page/summary.json`)).toEqual(summary);
  const { body: unresolved } = await edge.call('GET', '/api/v2/incidents/unresolved.json');
  expect(pageIncidentsSchema.strict().parse(unresolved).incidents).toEqual(summary.incidents);
  expect((await edge.call('GET', '/api/v2/status.json')).body).toEqual({ page: summary.page, status: summary.status });
  expect((await edge.call('GET', '/api/v2/components.json')).body).toEqual({ page: summary.page, components: summary.components });
});

test('[ST10] the page holds what was published and nothing else of the drill', async () => {
  const { drillId, playerToken } = await edge.start();
  await edge.house.pass(60, { 'checkout-availability': 0.6, 'browse-latency': 0.8 });
  await publish(drillId, playerToken, firstNote);
  const shown =
    JSON.stringify((await edge.call('GET', '/api/v2/incidents.json')).body) + JSON.stringify(await summaryAt('/api/v2/summary.json'));
  const { title, scenarioId } = edge.house.host.deskView([]) ?? { title: '', scenarioId: '' };
  for (const sealed of [
    title,
    scenarioId,
    'Responder',
    'burn',
    'ledger',
    'catalog',
    'payments',
    edge.house.host.currentView()?.code ?? '?',
  ])
    expect(shown).not.toContain(sealed);
});

test('[ST11] the page of an ended drill stays, and is closed while the same incident is played again', async () => {
  const { drillId, playerToken } = await edge.start({ scenarioId: 'tuesday-half-past-ten' });
  await edge.house.pass(16);
  await publish(drillId, playerToken, firstNote);
  await publish(drillId, playerToken, { status: 'resolved', components: { checkout: 'operational' }, text: 'Over.' });
  const path = `/api/v1/drills/${drillId}/status-page/incidents.json`;
  await edge.call('POST', `/api/v1/facilitator/drills/${drillId}/commands`, {
    headers: facilitatorKey,
    body: { type: 'endAndDebrief', commandId: 'end', reason: 'enough' },
  });
  const { body } = await edge.call('GET', path);
  expect(pageIncidentsSchema.strict().parse(body).incidents).toMatchObject([
    { status: 'resolved', incident_updates: [{ body: 'Over.' }, {}] },
  ]);
  await expect.poll(() => edge.house.pool.view().state).toBe('ready');
  const again = await edge.call('POST', `/api/v1/facilitator/drills/${drillId}/again`, { headers: facilitatorKey });
  expect(again.status).toBe(201);
  expect(await edge.call('GET', path)).toMatchObject({ status: 409, body: { code: 'played_again' } });
  expect(await edge.call('GET', '/api/v1/drills/INC-9999/status-page/summary.json')).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  });
});

test('[ST12] hostile words come out as they went in, and a note that is no note is refused', async () => {
  const { drillId, playerToken } = await edge.start();
  await edge.house.pass(16);
  const hostile = '<script>alert(1)</script> \u202Eتوقف';
  expect((await publish(drillId, playerToken, { ...firstNote, text: hostile })).status).toBe(200);
  const [incident] = (await summaryAt('/api/v2/summary.json')).incidents;
  expect(incident?.incident_updates[0]?.body).toContain('<script>alert(1)</script>');
  expect(await publish(drillId, playerToken, { ...firstNote, components: { checkout: 'on fire' } })).toMatchObject({
    status: 400,
    body: { code: 'bad_message' },
  });
  expect(await publish(drillId, playerToken, { ...firstNote, text: 'x'.repeat(1001) })).toMatchObject({
    status: 400,
    body: { code: 'bad_message' },
  });
});
