/**
 * A whole drill by keyboard alone: from home to the truth, without one press of a pointer. Over the edges of a house whose shop is a
 * memory and whose clock is moved by hand: what a key does is the page's, and whole drills in a real shop are played beside this one.
 */
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { distFile } from '../../infra/process/paths.ts';
import { openTestApp, type TestApp } from '../../server/test-app.fixture.ts';
import { isPaging, passUntil, passUntilLanded, passUntilPaged } from './by-hand.ts';
import { canRun, launch, type Person, person, skipNote } from './chromium.ts';

/** More stops than any page of ours has. */
const mostStops = 150;

describe.skipIf(!canRun)(`by keyboard alone${skipNote}`, () => {
  let edge: TestApp;
  let browser: Browser;
  let player: Person;

  beforeAll(async () => {
    edge = await openTestApp({ clientFolder: distFile('client') });
    // Practice begins on the steady state of the newest seconds.
    await edge.house.pass(20);
    browser = await launch();
    player = await person(browser);
    await player.page.addInitScript(() => {
      const pressed = { pointers: 0 };
      Object.assign(globalThis, { pressed });
      addEventListener('pointerdown', () => (pressed.pointers += 1), true);
    });
  });
  afterAll(async () => {
    await browser?.close();
    await edge?.close();
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
    await page.goto(edge.url);
    await page.getByText('The shop is up and under load.').waitFor();
    await press(page.getByRole('button', { name: 'Practise now', exact: true }));
    await page.locator('.war-line', { hasText: 'Steady state proven' }).waitFor();
    await passUntilPaged(edge);
    await page.locator('.war-alert-critical.war-alert-firing').first().waitFor();
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
    await expect.poll(() => edge.house.host.currentView()?.controls.length).toBe(1);
    await passUntilLanded(edge);
    await page.locator('.war-control-landed').waitFor();
    await passUntil(edge, (view) => !isPaging(view));
    await expect.poll(() => page.locator('.war-alert-critical').count()).toBe(0);
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog');
    await write(dialog.getByLabel(/^Summary/), 'Payments are deferred.');
    const stillOn = dialog.getByRole('button', { name: /Still on: / });
    if (await stillOn.isVisible()) await choose(stillOn, 'Checkout team');
    await press(dialog.getByRole('button', { name: 'Resolve', exact: true }));
    await dialog.waitFor({ state: 'detached' });
    await passUntil(edge, ({ ending }) => ending !== null);
    await page.locator('b', { hasText: 'The drill has ended.' }).waitFor();
    // It is undone.
    await edge.house.clock.advance(1000);
  });

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
    const { body: debrief } = await edge.call('GET', `/api/v1/drills/${drillId}/debrief`);
    expect(debrief).toMatchObject({ outcome: 'recovered', undo: { ok: true, remaining: [] } });
    expect(await pointers()).toBe(0);
  });
});
