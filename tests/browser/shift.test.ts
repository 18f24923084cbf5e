/**
 * A shift by its pages: taken, played by one at a desk and one on a phone, gone on with below the line of an error budget. Over the edges
 * of a house whose shop is a memory and whose clock is moved by hand: what is seen here needs no real one.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { distFile } from '../../infra/process/paths.ts';
import type { ShiftLibrary } from '../../server/ports/shift-library.ts';
import { openTestApp, type TestApp } from '../../server/test-app.fixture.ts';
import { canRun, launch, type Person, person, skipNote } from './chromium.ts';

/** An incident, then a quiet watch in which two changes want to go out; of one budget little more is left than the policy asks for. */
const shifts: ShiftLibrary = {
  cards: () => [{ id: 'a-day', title: 'A day', briefing: 'You are on call.', minutes: 16 }],
  problems: () => [],
  compile: (id, seed) =>
    id === 'a-day'
      ? {
          ...{ id, seed, title: 'A day', briefing: 'You are on call.', openingBudgets: { 'checkout-availability': 0.3 } },
          watches: ['after-lunch-errors', 'tuesday-half-past-ten'].map((scenarioId) => ({ scenarioId, timeboxMs: 480_000 })),
        }
      : null,
};
const reason = 'Nothing reads the column before next week';

describe.skipIf(!canRun)(`a shift by its pages${skipNote}`, () => {
  let edge: TestApp;
  let browser: Browser;
  let ana: Person;
  let bo: Person;

  beforeAll(async () => {
    edge = await openTestApp({ clientFolder: distFile('client') }, { shifts });
    browser = await launch();
    [ana, bo] = await Promise.all([person(browser), person(browser, { width: 390, height: 844 })]);
    // Her machine is five hours off: no figure of the page may go by it.
    await ana.context.addInitScript(() => {
      const right = Date.now.bind(Date);
      Date.now = () => right() - 5 * 3_600_000;
    });
  });
  afterAll(async () => {
    await browser?.close();
    await edge?.close();
  });

  const line = (who: Person, text: string) => who.page.locator('.war-line', { hasText: text });
  const standing = () => edge.house.factory.built.at(-1)?.standing.map(({ operation }) => operation) ?? [];

  async function passUntil(reached: () => boolean): Promise<void> {
    for (let second = 0; second < 120 && !reached(); second += 1) await edge.house.pass(1);
    expect(reached()).toBe(true);
  }
  async function begin(): Promise<void> {
    await ana.page.getByRole('button', { name: 'Begin', exact: true }).click();
    await expect.poll(() => edge.house.host.currentView()?.phase).toBe('baseline');
    await passUntil(() => edge.house.host.currentView()?.phase === 'live');
    await line(ana, 'Steady state proven').waitFor();
  }
  /** By the facilitator; then she goes back to the shift by what its page tells her to do first. */
  async function endAndSkip(drillId: string): Promise<void> {
    await edge.house.host.facilitator(drillId, { type: 'endAndDebrief', commandId: `end of ${drillId}`, reason: 'enough' });
    await edge.house.clock.advance(1000);
    await expect.poll(() => edge.house.pool.view().state).toBe('ready');
    await ana.page.goto(`${edge.url}/shift/SHIFT-0001`);
    await ana.page.getByRole('link', { name: `To the debrief of ${drillId}` }).click();
    await ana.page.getByRole('button', { name: 'Skip, show me the truth' }).click();
    await ana.page.getByRole('button', { name: 'Skip it' }).click();
    await ana.page.getByRole('link', { name: 'Back to the shift' }).click();
  }

  test('[BS1] is taken with a click; its first lobby has a code, and a picture of the link for phones', async () => {
    await ana.page.goto(`${edge.url}/shift`);
    await ana.page.getByRole('button', { name: 'Take it: A day' }).click();
    await ana.page.getByRole('button', { name: 'Take the seat: Incident commander' }).click();
    const code = (await ana.page.locator('.lobby-code').textContent()) ?? '';
    await ana.page.getByRole('img', { name: new RegExp(`^QR code of http.*/join/${code}$`) }).waitFor();
    await bo.page.goto(`${edge.url}/join/${code}`);
    await bo.page.getByLabel('Your name').fill('Bo');
    await bo.page.getByRole('button', { name: 'Join', exact: true }).click();
    await bo.page.getByRole('button', { name: 'I am ready' }).click();
    await ana.page.getByText('1 of 2 ready').waitFor();
  });

  test('[BS2] in its incident a phone acknowledges the page and writes to the channel', async () => {
    await begin();
    await passUntil(() => standing().some(({ kind }) => kind === 'flag'));
    await edge.house.pass(60, { 'checkout-availability': 0.5 });
    await bo.page.getByRole('tab', { name: /^Alerts/ }).click();
    await bo.page.getByRole('button', { name: /^Ack / }).first().click();
    await ana.page.getByText('acked by Bo').first().waitFor();
    await bo.page.getByRole('tab', { name: 'Room' }).click();
    await bo.page.getByLabel('Message').fill('seen from the train');
    await bo.page.getByRole('button', { name: 'Send' }).click();
    await line(ana, 'seen from the train').waitFor();
  });

  test('[BS3] between two watches its ledger says what the first one cost, once that is open to the reader', async () => {
    await endAndSkip('INC-0002');
    await ana.page.getByText('The innocent deploy').waitFor();
    const budgets = ana.page.getByRole('region', { name: 'Error budgets through the shift' });
    const row = budgets.getByRole('row', { name: /below the line/ });
    await row.waitFor();
    // Half of 50 checkouts a second for a minute, of one in a hundred of those of half a day, off 30 %.
    expect(await row.innerText()).toMatch(/30 %\s+−6\.9 %\s+23\.1 %/);
    expect(await budgets.getByRole('row', { name: /above the line/ }).count()).toBeGreaterThan(0);
  });

  test('[BS4] below the line a change request asks for an exception with its reason, and goes out with one', async () => {
    await ana.page.getByRole('button', { name: 'Open the next watch' }).click();
    await begin();
    await edge.house.pass(45);
    await ana.page
      .getByText(/wanted in 0?9:[0-3]\d/)
      .first()
      .waitFor();
    // By itself, too: a canary that is to go to everybody asks for nothing of its own.
    await ana.page.getByRole('button', { name: 'Record an exception…' }).click();
    const form = ana.page.getByRole('dialog', { name: 'Record an exception' });
    await form.getByLabel('Why things are promoted all the same').fill('too short');
    expect(await form.getByRole('button', { name: 'Record it' }).isEnabled()).toBe(false);
    await form.getByRole('button', { name: 'Cancel' }).click();
    await ana.page.getByRole('button', { name: 'Review… Room for a note on an order' }).click();
    const dialog = ana.page.getByRole('dialog');
    const approve = dialog.getByRole('button', { name: 'Approve', exact: true });
    await dialog.getByRole('radio', { name: 'Approve', exact: true }).check();
    await dialog.getByText('Below the line of the release policy').waitFor();
    expect(await approve.isEnabled()).toBe(false);
    await dialog.getByLabel('Exception: why it goes all the same').fill(reason);
    await approve.click();
    await line(ana, `Exception from the release policy: ${reason}`).waitFor();
    await ana.page.getByText(/^Exception by Learner at/).waitFor();
    await edge.house.pass(2);
    expect(standing()).toContainEqual({ kind: 'disturbance', disturbance: { type: 'migration', migration: 'order-notes' } });
  });

  test('[BS5] after its last watch it is over, and its report tells the exception; the consoles stayed clean', async () => {
    await endAndSkip('INC-0003');
    await ana.page.getByText(`Exception by Learner: ${reason}`).waitFor();
    await ana.page.getByText('Exceptions below the line').waitFor();
    // What is refused on purpose the browser notes itself: debriefs before they are said, and a drill that is not played any more.
    const complaints = [ana, bo].flatMap((who) => who.complaints).filter((text) => !/409|404/.test(text));
    expect(complaints).toEqual([]);
  });
});
