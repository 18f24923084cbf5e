import { afterEach, beforeEach, expect, test } from 'vitest';
import { facilitatorKey as key, openTestApp, type TestApp } from './test-app.fixture.ts';

let edge: TestApp;
beforeEach(async () => {
  edge = await openTestApp();
}, 60_000);
afterEach(() => edge.close());

const fetched = async (
  drillId: string,
  name: string,
): Promise<{ status: number; type: string | null; saved: string | null; text: string }> => {
  const answer = await fetch(`${edge.url}/api/v1/drills/${drillId}/${name}`);
  const { headers } = answer;
  return { status: answer.status, type: headers.get('content-type'), saved: headers.get('content-disposition'), text: await answer.text() };
};

test('[LP4] the load plan of an optimisation drill is served while it runs and after its end', async () => {
  const { drillId } = await edge.start({ scenarioId: 'wednesday-two-o-clock' });
  const jmx = await fetched(drillId, 'load-plan.jmx?download');
  expect(jmx).toMatchObject({ status: 200, saved: `attachment; filename="${drillId}-load-plan.jmx"`.replaceAll('"', '') });
  expect(jmx.type).toContain('xml');
  expect(jmx.text).toContain('random_arrivals');
  const k6 = await fetched(drillId, 'load-plan.js');
  expect(k6).toMatchObject({ status: 200, saved: null });
  expect(k6.text).toContain(drillId);
  // As it is downloaded it is for the shop of this drill.
  for (const { text } of [jmx, k6]) expect(text).toContain('20042');
  // What it is about is no secret; what is slow is.
  for (const { text } of [jmx, k6]) expect(text).not.toMatch(/wednesday-two-o-clock|listLife|truth/);
  const end = { type: 'abort', commandId: '1', reason: 'enough' };
  expect((await edge.call('POST', `/api/v1/facilitator/drills/${drillId}/commands`, { headers: key, body: end })).status).toBe(200);
  await edge.house.clock.advance(1000);
  // Its shop is gone with it.
  expect((await fetched(drillId, 'load-plan.js')).text).toBe(k6.text.replaceAll('20042', '8080'));
});

test('[LP4] a drill without a goal has none, nor has one that is not there', async () => {
  const { drillId } = await edge.start();
  for (const id of [drillId, 'INC-9999']) expect((await fetched(id, 'load-plan.jmx')).status).toBe(404);
});
