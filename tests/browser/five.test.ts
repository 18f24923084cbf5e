/** Five people, each in a seat of their own, play one incident together by mouse: everybody does their part and sees that of the others. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Debrief } from '../../core/protocol/debrief.ts';
import { type House, openHouse } from '../support/house.ts';
import { canRun, launch, type Person, paged, person, skipNote, warm } from './chromium.ts';

const pod = [
  ['Ana', 'Incident commander'],
  ['Bo', 'Operations'],
  ['Chi', 'Communications'],
  ['Dee', 'Scribe'],
  ['Eli', 'Observer'],
] as const;
type Name = (typeof pod)[number][0];

/** Of the first forty seeds, the one whose trigger comes the soonest: 20 s after the baseline. */
const soon = 20;

describe.skipIf(!canRun)(`a pod of five${skipNote}`, () => {
  let house: House;
  let browser: Browser;
  const people = {} as Record<Name, Person>;
  let drillId = '';

  beforeAll(async () => {
    house = await openHouse();
    browser = await launch();
    for (const [name] of pod) people[name] = await person(browser);
  });
  afterEach((context) => house.tellFailure(context));
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  const everybody = (): Person[] => Object.values(people);
  const lineOf = ({ page }: Person, text: string) => page.locator('.war-line', { hasText: text });
  async function allRead(text: string): Promise<void> {
    for (const each of everybody()) await lineOf(each, text).first().waitFor();
  }

  async function joinAll(code: string): Promise<void> {
    // The pages load side by side; people come in one after the other.
    await Promise.all(everybody().map(({ page }) => page.goto(`${house.url}/join/${code}`)));
    for (const [name, seat] of pod) {
      const { page } = people[name];
      await page.getByLabel('Your name').fill(name);
      await page.getByRole('button', { name: /Seat/ }).click();
      await page.getByRole('option', { name: new RegExp(`^${seat}`) }).click();
      await page.getByRole('button', { name: 'Join', exact: true }).click();
      await page.getByRole('button', { name: 'I am ready' }).click();
    }
  }

  test('[FI1] five join by one code, and the page reaches all of them', async () => {
    const proven = lineOf(people.Bo, 'Steady state proven');
    const unsteady = people.Bo.page.getByText('No steady state:');
    for (let tries = 1; ; tries += 1) {
      await people.Ana.page.goto(house.url);
      await people.Ana.page.getByText('The shop is up and under load.').waitFor(warm);
      const opened = await house.facilitate<{ drillId: string; code: string }>('drills', { scenarioId: 'payday-evening', seed: soon });
      drillId = opened.drillId;
      await joinAll(opened.code);
      await house.facilitate(`drills/${drillId}/commands`, { type: 'begin', commandId: 'begin' });
      await proven.or(unsteady).first().waitFor(warm);
      if (await proven.isVisible()) break;
      expect(tries, 'The shop was never steady: this machine has too much else to do.').toBeLessThan(3);
    }
    for (const { page } of everybody()) await page.locator('.war-alert-critical.war-alert-firing').first().waitFor(paged);
  });

  test('[FI2] each acts from their seat: operations mend it, and everybody sees it land and reads the others', async () => {
    const { Ana, Bo, Chi, Dee } = people;
    await Bo.page.getByRole('button', { name: /^Ack / }).first().click();
    for (const { page } of everybody()) await page.locator('.war-alert-acknowledged').first().waitFor();
    await Ana.page.locator('.war-step', { hasText: 'Declared' }).getByRole('button').click();
    await Ana.page.getByLabel('Title').fill('Checkout hangs');
    await Ana.page.getByLabel('Why this severity').fill('Nobody can pay');
    await Ana.page.getByRole('button', { name: 'Declare', exact: true }).click();
    await allRead('Checkout hangs');
    // It is mended first: while users get well the others have their say.
    await Bo.page.getByRole('button', { name: 'Defer payments' }).first().click();
    await Bo.page.getByRole('button', { name: 'Defer payments: orders' }).click();
    await Ana.page.getByRole('tab', { name: /^Tasks/ }).click();
    await Ana.page.getByRole('button', { name: 'Add a task' }).click();
    await Ana.page.getByLabel('What is to be done').fill('Compare both payment providers');
    await Ana.page.getByRole('button', { name: 'Add it' }).click();
    await Ana.page.getByRole('tab', { name: 'Channel' }).click();
    await allRead('Compare both payment providers');
    await Chi.page.getByRole('button', { name: 'Status update …' }).click();
    await Chi.page.getByLabel('Conditions: what users feel').fill('Half of all checkouts hang.');
    await Chi.page.getByLabel('Actions: what is being done about it').fill('We defer payments.');
    await Chi.page.getByRole('button', { name: 'Post the update' }).click();
    await allRead('Half of all checkouts hang.');
    await Dee.page.getByRole('button', { name: 'Decision …' }).click();
    await Dee.page.getByLabel('We do').fill('Payments are deferred');
    await Dee.page.getByLabel('Because').fill('orders are worth more than a charge at once');
    await Dee.page.getByRole('button', { name: 'Record it' }).click();
    await allRead('Payments are deferred');
    for (const { page } of everybody()) await page.locator('.war-control-landed').first().waitFor();
  });

  test('[FI3] what another seat has the say over is closed, and says whose it is', async () => {
    const { Bo, Dee, Eli } = people;
    const resolved = (who: Person) => who.page.locator('.war-step', { hasText: 'Resolved' }).getByRole('button');
    for (const who of [Bo, Dee, Eli]) expect(await resolved(who).isEnabled()).toBe(false);
    expect(await resolved(Bo).getAttribute('title')).toContain('Ana');
    expect(await Eli.page.getByRole('button', { name: 'Status update …' }).isEnabled()).toBe(false);
  });

  test('[FI4] the public reads what communications publish, and nothing else', async () => {
    const { Chi } = people;
    const reader = await person(browser);
    await reader.page.goto(`${house.url}/status/${drillId}`);
    await reader.page.getByText('All Systems Operational').first().waitFor();
    await Chi.page.getByRole('tab', { name: 'World' }).click();
    await Chi.page.getByRole('button', { name: 'Publish …' }).click();
    await Chi.page.getByLabel('Name of the incident').fill('Payments take long');
    await Chi.page.getByLabel('What the public reads').fill('Some orders cannot be paid at the moment. We are on it.');
    await Chi.page.getByRole('button', { name: 'Publish', exact: true }).click();
    await reader.page.getByText('Payments take long').first().waitFor();
    await Chi.page.getByRole('tab', { name: 'Channel' }).click();
    await allRead('Payments take long');
    expect(await reader.page.locator('body').innerText()).not.toMatch(/\b(psp|payday|Ana|latency)\b/i);
    await reader.context.close();
  });

  test('[FI5] users are well, the commander resolves, and all five see the same end and the same channel', async () => {
    const { page } = people.Ana;
    const ended = page.locator('b', { hasText: 'The drill has ended.' });
    const reopened = page.getByText('Reopened: the resolve could not be confirmed.');
    for (let tries = 1; ; tries += 1) {
      await expect.poll(() => page.locator('.war-alert-critical').count(), { timeout: 240_000 }).toBe(0);
      await page.locator('.war-step', { hasText: 'Resolved' }).getByRole('button').click();
      await page.getByLabel(/^Summary/).fill('The provider answers late; payments are deferred.');
      const stillOn = page.getByRole('dialog').getByRole('button', { name: /Still on: / });
      if (await stillOn.isVisible()) {
        await stillOn.click();
        await page.getByRole('option', { name: 'Checkout team' }).click();
      }
      await page.getByRole('button', { name: 'Resolve', exact: true }).click();
      await reopened.waitFor({ state: 'hidden' });
      await ended.or(reopened).first().waitFor({ timeout: 240_000 });
      if (await ended.isVisible()) break;
      expect(tries, 'users were never well for long: this machine has too much else to do').toBeLessThan(3);
    }
    for (const each of everybody()) await each.page.locator('b', { hasText: 'The drill has ended.' }).waitFor();
    const texts = await Promise.all(everybody().map((each) => each.page.locator('.war-line').allInnerTexts()));
    for (const lines of texts.slice(1)) expect(lines.length).toBe(texts[0]?.length);
  }, 1_200_000);

  test('[FI6] the record has everybody’s part, and the consoles stayed clean', async () => {
    const { page } = people.Dee;
    await page.getByRole('link', { name: 'Go to the debrief' }).click();
    await page.getByRole('button', { name: 'Skip, show me the truth' }).click();
    await page.getByRole('button', { name: 'Skip it' }).click();
    await page.getByRole('heading', { name: 'The provider that went quiet' }).waitFor();
    const debrief = (await (await fetch(`${house.url}/api/v1/drills/${drillId}/debrief`)).json()) as Debrief;
    expect(debrief.outcome).toBe('recovered');
    expect(debrief.players.map(({ name }) => name)).toEqual(pod.map(([name]) => name));
    expect(debrief.tasks).toMatchObject([{ text: 'Compare both payment providers' }]);
    expect(
      everybody()
        .flatMap(({ complaints }) => complaints)
        .filter((line) => !/409 \(Conflict\).*\/debrief/.test(line)),
    ).toEqual([]);
  });
});
