/** Home before it knows what there is to play. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { distFile } from '../../infra/process/paths.ts';
import { facilitatorKey, openTestApp, type TestApp } from '../../server/test-app.fixture.ts';
import { canRun, launch, person, skipNote } from './chromium.ts';
import { held } from './held.ts';

describe.skipIf(!canRun)(`home${skipNote}`, () => {
  let browser: Browser;
  let edge: TestApp;
  beforeAll(async () => {
    edge = await openTestApp({ clientFolder: distFile('client') });
    // Practice begins on the steady state of the newest seconds.
    await edge.house.pass(20);
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await edge?.close();
  });

  test('[HM1] practice cannot be begun before the lessons are known, and is the first of them then', async () => {
    const { page } = await person(browser);
    const { prepare, letGo } = held('**/api/v1/home');
    await prepare(page);
    await page.goto(edge.url);
    await page.getByText('The shop is up and under load.').waitFor();
    const practise = page.getByRole('button', { name: 'Practise now', exact: true });
    expect(await practise.isDisabled()).toBe(true);
    letGo();
    await page.getByText('Tutorial, 1 of 2').waitFor();
    await practise.click();
    await page.waitForURL(/\/drill\/INC-/);
    const desk = await edge.call('GET', '/api/v1/facilitator/desk', { headers: facilitatorKey });
    expect(desk.body).toMatchObject({ scenarioId: 'payday-evening' });
  });
});
