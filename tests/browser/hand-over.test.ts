/**
 * Two people in one room, in their browsers, over the edges of a house without a sandbox: what is theirs alone needs none, and its clock
 * is moved by hand.
 */
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { facilitatorKey, openTestApp, type TestApp } from '../../server/test-app.fixture.ts';
import { canRun, launch, type Person, person, skipNote } from './chromium.ts';

const clientFolder = join(import.meta.dirname, '..', '..', 'dist', 'client');
/** Of the checkouts, so that the drill is no invalid one. */
const suffering = { 'checkout-availability': 0.5 };

describe.skipIf(!canRun)(`a seat that is handed over, and an owner who is paged${skipNote}`, () => {
  let edge: TestApp;
  let browser: Browser;
  let ana: Person;
  let bo: Person;

  beforeAll(async () => {
    edge = await openTestApp({ clientFolder });
    browser = await launch();
    [ana, bo] = [await person(browser), await person(browser)];
    const { body } = await edge.call('POST', '/api/v1/facilitator/drills', {
      headers: facilitatorKey,
      body: { scenarioId: 'after-lunch-errors', seed: 7 },
    });
    await enter(ana, 'Ana', 'Incident commander');
    await enter(bo, 'Bo', 'Scribe');
    await edge.call('POST', `/api/v1/facilitator/drills/${String(body['drillId'])}/commands`, {
      headers: facilitatorKey,
      body: { type: 'begin', commandId: 'begin' },
    });
    await edge.house.pass(30);
    for (const who of [ana, bo]) await line(who, 'Steady state proven').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await edge?.close();
  });

  async function enter({ page }: Person, name: string, seat: string): Promise<void> {
    await page.goto(`${edge.url}/join/${edge.house.host.currentView()?.code ?? ''}`);
    await page.getByLabel('Your name').fill(name);
    await page.getByRole('button', { name: /Seat/ }).click();
    await page.getByRole('option', { name: new RegExp(`^${seat}`) }).click();
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.getByRole('button', { name: 'I am ready' }).waitFor();
  }

  const line = ({ page }: Person, text: string): Locator => page.locator('.war-line', { hasText: text }).last();
  const asked = ({ page }: Person): Locator => page.getByRole('region', { name: 'A seat is offered to you' });
  const made = ({ page }: Person): Locator => page.getByRole('region', { name: 'A seat that you have offered' });
  const commander = ({ page }: Person): Locator => page.locator('.war-clocks .ui-stat', { hasText: 'commander' }).locator('dd');
  async function say({ page }: Person, text: string): Promise<void> {
    await page.getByLabel('Message').fill(text);
    await page.getByLabel('Message').press('Enter');
  }

  test('[HO1] a seat is offered from the pod panel; both see it, it is read out, and it is still whose it was', async () => {
    const { page } = ana;
    await page.getByRole('tab', { name: /^Pod/ }).click();
    await page.getByRole('img', { name: /^QR code of http.*\/join\// }).waitFor();
    await page.getByRole('button', { name: /Hand over: Incident commander/ }).click();
    await page.getByRole('option', { name: /^Bo/ }).click();
    await page.getByRole('button', { name: 'Offer it' }).click();
    await made(ana).getByText('You have offered the seat to Bo').waitFor();
    await asked(bo).getByText('Ana offers you the seat: Incident commander. You would leave: Scribe.').waitFor();
    await bo.page.getByRole('status').filter({ hasText: 'Press o to go to the answer.' }).waitFor({ state: 'attached' });
    for (const who of [ana, bo]) expect(await commander(who).textContent()).toBe('Ana');
    await page.getByRole('tab', { name: 'Channel' }).click();
    await line(ana, 'Offers the seat to Bo: commander.').waitFor();
  });

  test('[HO2] it is taken by keyboard, in the words of a call, and everybody reads who has command', async () => {
    const { page } = bo;
    await page.locator('body').press('o');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('I have command');
    await page.keyboard.press('Enter');
    for (const who of [ana, bo]) {
      await line(who, 'I have command. Ana has handed it over. Bo leaves: scribe.').waitFor();
      await expect.poll(() => commander(who).textContent()).toBe('Bo');
      await asked(who).waitFor({ state: 'detached' });
      await made(who).waitFor({ state: 'detached' });
    }
    await ana.page.getByRole('status').filter({ hasText: 'Bo: I have command.' }).waitFor({ state: 'attached' });
  });

  test('[HO3] with commands: offered, declined, and taken back', async () => {
    await say(bo, '/role @Ana');
    await asked(ana).waitFor();
    await say(ana, '/role decline');
    await line(bo, 'Declined the seat that Bo offered: commander.').waitFor();
    await say(bo, '/role @Ana');
    await made(bo).getByRole('button', { name: 'Take it back' }).click();
    await line(ana, 'Took back the offer of the seat to Ana: commander.').waitFor();
    await asked(ana).waitFor({ state: 'detached' });
    expect(await commander(ana).textContent()).toBe('Bo');
  });

  test('[HO4] unanswered it lapses after a minute, and is off when the other one goes away', async () => {
    await say(bo, '/role @Ana');
    await asked(ana).waitFor();
    await edge.house.pass(61, suffering);
    await line(bo, 'Ana has not answered: Bo is still commander.').waitFor();
    await asked(ana).waitFor({ state: 'detached' });
    await say(bo, '/role @Ana');
    await asked(ana).waitFor();
    await ana.page.goto('about:blank');
    await expect.poll(() => bo.page.getByRole('tab', { name: /^Pod/ }).textContent()).toContain('1');
    await edge.house.pass(25, suffering);
    await line(bo, 'who is away or sits there').waitFor();
  });

  test('[HO8] who is away is offered nothing, neither by name nor by command, and is named with that', async () => {
    const { page } = bo;
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search' }).fill('ana');
    await page.getByRole('option', { name: 'Ana' }).getByText('No seat, away').waitFor();
    expect(await page.getByRole('option', { name: /^Offer your seat/ }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await say(bo, '/role @Ana');
    await page.getByText('Ana is away. Offer your seat to somebody who is here.').waitFor();
    await page.getByRole('button', { name: 'Put this message away' }).click();
    await page.getByLabel('Message').fill('');
  });

  test('[HO5] a page cites what is looked at, and who was paged is told of it', async () => {
    const { page } = bo;
    await say(bo, '/page storefront');
    const dialog = page.getByRole('dialog');
    const evidence = dialog.getByRole('group', { name: 'Evidence that they are shown' }).getByRole('checkbox');
    await evidence.first().waitFor();
    expect(await evidence.first().isChecked()).toBe(true);
    await dialog.getByText('storefront paged').waitFor();
    await dialog.getByRole('button', { name: 'Page an owner: storefront' }).click();
    await line(bo, 'Page an owner (storefront): asked for, with “p95 of gateway”.').waitFor();
    await page
      .locator('.war-control', { hasText: 'owner.page storefront' })
      .getByText(/no answer yet, \d+ s/)
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: /^Changes/ }).click();
    await page.getByRole('list', { name: 'Evidence' }).getByRole('button', { name: 'p95 of gateway' }).waitFor();
  });

  test('[HO6] what reaches everybody tells target, effect and whom it reaches before it is confirmed', async () => {
    const { page } = bo;
    await say(bo, '/mitigate flush');
    await page.getByRole('option', { name: /^Flush the cache/ }).click();
    const confirm = page.getByRole('group', { name: 'To confirm' });
    await confirm.waitFor();
    expect(await confirm.innerText()).toMatch(
      /redis[\s\S]*Does[\s\S]*Reaches[\s\S]*everything that uses redis; catalog, .* and users wait for it/,
    );
    await page.getByRole('button', { name: 'Cancel' }).click();
  });

  test('[HO7] the consoles stayed clean', () => {
    expect([ana, bo].flatMap(({ complaints }) => complaints)).toEqual([]);
  });

  test('[HO9] the debrief opens what the page cited, beside what came of it', async () => {
    const { page } = bo;
    const drillId = String(edge.house.host.currentView()?.drillId);
    // It is theirs, and they take a minute and a quarter.
    await edge.house.pass(80, suffering);
    await edge.call('POST', `/api/v1/facilitator/drills/${drillId}/commands`, {
      headers: facilitatorKey,
      body: { type: 'endAndDebrief', commandId: 'end', reason: 'time is up' },
    });
    await page.goto(`${edge.url}/drill/${drillId}/debrief`);
    await page.getByRole('button', { name: 'Skip, show me the truth' }).click();
    await page.getByRole('button', { name: 'Skip it' }).click();
    await page.getByRole('tab', { name: 'Actions' }).click();
    const paged = page.getByRole('row').filter({ hasText: 'owner.page storefront' });
    await paged.getByRole('button', { name: /p95 of gateway/ }).click();
    const dialog = page.getByRole('dialog', { name: 'p95 of gateway' });
    await dialog.getByRole('button', { name: /^Go to .* in the story$/ }).click();
    await page.getByRole('tab', { name: 'Story', selected: true }).waitFor();
  });
});
