/** A whole drill by keyboard alone: from home to the truth, without one press of a pointer. */
import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Debrief } from '../../core/protocol/debrief.ts';
import { type House, openHouse } from '../support/house.ts';
import { beginSteadily, canRun, launch, type Person, paged, person, skipNote } from './chromium.ts';

/** More stops than any page of ours has. */
const mostStops = 150;

describe.skipIf(!canRun)(`by keyboard alone${skipNote}`, () => {
  let house: House;
  let browser: Browser;
  let player: Person;

  beforeAll(async () => {
    house = await openHouse();
    browser = await launch();
    player = await person(browser);
    await player.page.addInitScript(() => {
      const pressed = { pointers: 0 };
      Object.assign(globalThis, { pressed });
      addEventListener('pointerdown', () => (pressed.pointers += 1), true);
    });
  });
  afterEach((context) => house.tellFailure(context));
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  /** Goes on with Tab until the focus is there, as a person does who looks for it. */
  async function tabTo(target: Locator): Promise<void> {
    const { page } = player;
    await target.waitFor();
    for (let stops = 0; stops < mostStops; stops += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`No Tab leads to ${String(target)}`);
  }

  async function press(target: Locator): Promise<void> {
    await tabTo(target);
    await player.page.keyboard.press('Enter');
  }

  async function write(target: Locator, text: string): Promise<void> {
    await tabTo(target);
    await player.page.keyboard.type(text);
  }

  /** Opens a list and takes the option that begins so. */
  async function choose(list: Locator, option: string): Promise<void> {
    const { page } = player;
    await press(list);
    await page
      .getByRole('option', { name: new RegExp(`^${option}`) })
      .first()
      .waitFor();
    await page.keyboard.type(option);
    await page.keyboard.press('Enter');
  }

  test('[KB1] practise begins, the page is acknowledged and the incident declared', async () => {
    const { page } = player;
    await beginSteadily(player, { url: house.url, button: 'Practise now', press });
    await page.locator('.war-alert-critical.war-alert-firing').first().waitFor(paged);
    await page.keyboard.press('a');
    await page.locator('.war-alert-acknowledged').first().waitFor();
    await page.keyboard.press('d');
    const dialog = page.getByRole('dialog');
    await write(dialog.getByLabel('Title'), 'Checkout hangs');
    await write(dialog.getByLabel('Why this severity'), 'Nobody can pay');
    await press(dialog.getByRole('button', { name: 'Declare', exact: true }));
    await page.locator('.war-step-current', { hasText: 'Declared' }).waitFor();
  });

  test('[KB2] words with a slash are commands, and others are messages', async () => {
    const { page } = player;
    await page.keyboard.press('/');
    await page.keyboard.type('/mitigate');
    await page.keyboard.press('Enter');
    await page.locator('.war-step-current', { hasText: 'Mitigating' }).waitFor();
    // The field keeps the focus: what is typed next is the next thing said.
    await page.keyboard.type('The provider answers late.');
    await page.keyboard.press('Enter');
    await page.locator('.war-line', { hasText: 'The provider answers late.' }).waitFor();
  });

  test('[KB3] an action is found by its name and lands; users get well and the resolve holds', async () => {
    const { page } = player;
    // Out of the field, in which a key is a letter.
    await page.keyboard.press('Tab');
    await page.keyboard.press('.');
    await page.keyboard.type('defer');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await press(page.getByRole('button', { name: 'Defer payments: orders' }));
    await page.locator('.war-control-landed').waitFor();
    await expect.poll(() => page.locator('.war-alert-critical').count(), { timeout: 240_000 }).toBe(0);
    const ended = page.locator('b', { hasText: 'The drill has ended.' });
    const reopened = page.getByText('Reopened: the resolve could not be confirmed.');
    for (let tries = 1; ; tries += 1) {
      await page.keyboard.press('r');
      const dialog = page.getByRole('dialog');
      await write(dialog.getByLabel(/^Summary/), 'Payments are deferred.');
      const stillOn = dialog.getByRole('button', { name: /Still on: / });
      if (await stillOn.isVisible()) await choose(stillOn, 'Checkout team');
      await press(dialog.getByRole('button', { name: 'Resolve', exact: true }));
      await reopened.waitFor({ state: 'hidden' });
      await ended.or(reopened).first().waitFor({ timeout: 240_000 });
      if (await ended.isVisible()) break;
      expect(tries, 'users were never well for long: this machine has too much else to do').toBeLessThan(3);
      await expect.poll(() => page.locator('.war-alert-critical').count(), { timeout: 240_000 }).toBe(0);
    }
  }, 1_200_000);

  test('[KB4] the diagnosis is said and the truth opens, and no pointer was ever pressed', async () => {
    const { page } = player;
    const pointers = () => page.evaluate(() => (globalThis as unknown as { pressed: { pointers: number } }).pressed.pointers);
    await press(page.getByRole('link', { name: 'Go to the debrief' }));
    await page.getByRole('heading', { name: 'Say first what it was' }).waitFor();
    await choose(page.getByRole('button', { name: /Component/ }), 'psp');
    await write(page.getByLabel(/^Mechanism/), 'answers late');
    await press(page.getByRole('button', { name: 'Lock it and see the truth' }));
    await page.getByRole('heading', { name: 'The provider that went quiet' }).waitFor();
    const drillId = page.url().split('/').at(-2) ?? '';
    const debrief = (await (await fetch(`${house.url}/api/v1/drills/${drillId}/debrief`)).json()) as Debrief;
    expect(debrief).toMatchObject({ outcome: 'recovered', undo: { ok: true, remaining: [] } });
    expect(await pointers()).toBe(0);
  });
});
