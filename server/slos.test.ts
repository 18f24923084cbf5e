import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sloPageSchema } from '../core/protocol/slos.ts';
import { importOpenSlo } from '../core/slo/import-open-slo.ts';
import { readStackFiles } from '../infra/sandbox/stack-files.ts';
import { shopStackFile } from './stack-file.ts';
import { openTestApp, type TestApp } from './test-app.fixture.ts';

let edge: TestApp;
beforeEach(async () => {
  edge = await openTestApp();
});
afterEach(() => edge.close());

test('[SE1] a page of objectives tells every one with its windows, and how the game compresses them', async () => {
  const { drillId } = await edge.start();
  await edge.house.pass(30);
  const { status, body } = await edge.call('GET', `/api/v1/drills/${drillId}/slos`);
  expect(status).toBe(200);
  const page = sloPageSchema.parse(body);
  expect(page).toMatchObject({ compression: 60, fewest: { bad: 5, events: 50 } });
  expect(page.slos.map(({ slo }) => slo)).toContain('browse-latency');
  for (const { pairs } of page.slos) expect(pairs.map(({ severity }) => severity)).toEqual(['page', 'page', 'ticket']);
});

test('[SE2] what users feel is seen in its windows, and what it fires', async () => {
  const { drillId } = await edge.start();
  await edge.house.pass(20);
  await edge.house.pass(30, { 'browse-latency': 0.6 });
  const page = sloPageSchema.parse((await edge.call('GET', `/api/v1/drills/${drillId}/slos`)).body);
  const browse = page.slos.find(({ slo }) => slo === 'browse-latency');
  expect(browse?.pairs[0]).toMatchObject({ over: true });
  expect(browse?.budget.left).toBeLessThan(1);
  expect(page.slos.find(({ slo }) => slo === 'checkout-latency')?.pairs[0]).toMatchObject({ over: false });
});

test('[SE3] of another drill there is none', async () => {
  expect(await edge.call('GET', '/api/v1/drills/INC-0999/slos')).toMatchObject({ status: 404, body: { code: 'not_found' } });
});

test('[SE5] the OpenSLO export of the stack, read in again, gives the same objectives', async () => {
  const text = await (await fetch(`${edge.url}/api/v1/stack/documents/objectives`)).text();
  const { slos, problems, notes } = importOpenSlo([{ file: 'objectives.yaml', text }]);
  expect([problems, notes]).toEqual([[], []]);
  expect(slos).toHaveLength(edge.house.parts.slos.length);
  expect(slos).toEqual(expect.arrayContaining([...edge.house.parts.slos]));
});

test('[SE4] every alert of the shop has a runbook', async () => {
  const { stack, slos } = await readStackFiles(shopStackFile());
  const alerts = [...slos.map(({ name }) => name), ...stack.causeAlerts.map(({ name }) => name)].map((name) => `${name}.md`);
  expect(await readdir(join(dirname(shopStackFile()), 'runbooks'))).toEqual(expect.arrayContaining(alerts));
});
