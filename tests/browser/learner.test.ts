/** A learner alone: practises at once, finds the cause with real evidence, mends it, and sees their diagnosis beside the truth. */
import { readFileSync } from 'node:fs';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Debrief } from '../../core/protocol/debrief.ts';
import type { Desk } from '../../core/protocol/desk.ts';
import { type House, openHouse } from '../support/house.ts';
import { eventually } from '../support/program.ts';
import { seriousFindings } from './axe.ts';
import { canRun, launch, type Person, paged, person, sealedWordsIn, secretsOf, skipNote, warm } from './chromium.ts';
import { shiftsOn, watchShifts } from './layout-shift.ts';

describe.skipIf(!canRun)(`a learner alone${skipNote}`, () => {
  let house: House;
  let browser: Browser;
  let learner: Person;
  let drillId = '';
  let secrets: string[] = [];
  const findings: Record<string, string[]> = {};

  beforeAll(async () => {
    house = await openHouse();
    browser = await launch();
    learner = await person(browser);
    await watchShifts(learner.page);
    await learner.page.goto(house.url);
  });
  afterEach((context) => house.tellFailure(context));
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  test('[LE1] home shows the shop part by part, and scenarios by names that tell nothing', async () => {
    const { page } = learner;
    await page.getByText('The shop is up and under load.').waitFor();
    for (const part of ['postgres', 'kafka', 'redis', 'gateway-1', 'fulfilment-2'])
      await page.locator('.home-part-up', { hasText: part }).waitFor();
    await page.getByRole('heading', { name: 'Payday evening' }).waitFor();
    expect(await page.getByText('The provider that went quiet').count()).toBe(0);
    findings['home'] = await seriousFindings(learner.page);
  });

  test('[LE2] one click starts a drill on the warm shop; waiting has a job; the page comes', async () => {
    const { page } = learner;
    const firstPage = page.locator('.war-alert-critical.war-alert-firing').first();
    let clicked = 0;
    /** Comes to the first page, or to a shop that was not steady: on a machine with other things to do one begins again then. */
    const practise = async (): Promise<boolean> => {
      await page.getByText('The shop is up and under load.').waitFor(warm);
      clicked = performance.now();
      await page.getByRole('button', { name: 'Practise now' }).dblclick();
      await page.getByRole('heading', { name: 'What is normal here?' }).waitFor();
      await shiftsOn(page);
      drillId = page.url().split('/').at(-1) ?? '';
      expect(drillId).toMatch(/^INC-\d{4}$/);
      await page.getByRole('textbox', { name: 'Requests per second at the gateway' }).fill('40');
      await page.keyboard.press('Tab');
      await page.getByRole('button', { name: 'Pin: Requests per second at the gateway' }).click();
      await page.locator('.war-line', { hasText: 'Normal here' }).waitFor();
      await firstPage.or(page.getByText('No steady state:')).first().waitFor(paged);
      return firstPage.isVisible();
    };
    for (let tries = 1; !(await practise()); tries += 1) {
      expect(tries, 'The shop was never steady: this machine has too much else to do.').toBeLessThan(3);
      await page.goto(house.url);
    }
    // Half a minute by design; a baseline that has to be proven first takes a quarter more, and the machine is shared.
    const waited = performance.now() - clicked;
    console.log(`from the click to the first page: ${(waited / 1000).toFixed(1)} s`);
    expect(waited).toBeLessThan(120_000);
    expect(await page.title()).toMatch(/^\(\d\)/);
  });

  test('[LE3] acknowledge, declare, hypothesis with its evidence: each lands in the channel by itself', async () => {
    const { page } = learner;
    await page.keyboard.press('a');
    await page.locator('.war-alert-acknowledged').first().waitFor();
    await page.keyboard.press('d');
    await page.getByLabel('Title').fill('Checkout hangs');
    await page.getByLabel('Why this severity').fill('Nobody can pay');
    findings['dialog'] = await seriousFindings(learner.page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('d');
    expect(await page.getByLabel('Title').inputValue()).toBe('Checkout hangs');
    await page.getByRole('button', { name: 'Declare', exact: true }).click();
    await page.locator('.war-step-current', { hasText: 'Declared' }).waitFor();
    findings['war room'] = await seriousFindings(learner.page);
    await page.getByRole('button', { name: /^Link payments->psp/ }).click();
    await page.getByText('Looking at payments->psp').waitFor();
    await page.keyboard.press('y');
    await page.getByLabel('We suspect that …').fill('The provider answers late');
    await page.getByRole('button', { name: 'Add it' }).click();
    await page.getByRole('tab', { name: /^Board/ }).click();
    await page
      .locator('.war-hypothesis', { hasText: 'The provider answers late' })
      .getByRole('button', { name: 'p95 of payments->psp', exact: true })
      .waitFor();
    await page.getByRole('tab', { name: 'Channel' }).click();
    await page.locator('.war-line-hypothesis').waitFor();
  });

  test('[LE12] whatever is looked at can be linked to it: a row of an engine, metrics told apart, a list of traces, a change', async () => {
    const { page } = learner;
    const link = async (label: string | RegExp): Promise<void> => {
      await page.getByRole('tab', { name: /^Board/ }).click();
      const card = page.locator('.war-hypothesis', { hasText: 'The provider answers late' });
      await card.getByRole('button', { name: '+ link what I see' }).click();
      await card.getByRole('button', { name: label }).waitFor();
    };
    await page.getByRole('tab', { name: 'Kafka' }).click();
    await page.getByRole('button', { name: /^mark: fulfilment on orders.placed\/0/ }).click();
    await link(/^fulfilment on orders.placed\/0/);
    await page.getByRole('tab', { name: 'Metrics' }).click();
    await page.getByRole('button', { name: 'Version', exact: true }).click();
    await link(/ by version$/);
    await page.getByRole('tab', { name: 'Traces' }).click();
    await page.getByLabel('Minimum duration').fill('500ms');
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: 'Traces' }).getByRole('button').first().waitFor();
    await link('traces: over 500 ms');
    await page.getByRole('tab', { name: 'Logs' }).click();
    await page.getByRole('button', { name: 'Patterns' }).click();
    await page.locator('.ev-log-patterns tbody tr').first().waitFor();
    await link(/^log patterns of /);
    await page.getByRole('tab', { name: 'Changes' }).click();
    await page.getByRole('button', { name: 'Whole shop' }).click();
    await page
      .getByRole('button', { name: /^mark: / })
      .first()
      .click();
    await link(/^deploy |^flag |^config |^job /);
    await page.getByRole('tab', { name: 'Channel' }).click();
  });

  // Mended before the rest is looked at, as one would: users take a minute to be well.
  test('[LE5] a real control with its price is asked for and lands', async () => {
    const { page } = learner;
    secrets = secretsOf(await house.facilitate<Desk>('desk'));
    expect(secrets).toContain('The provider that went quiet');
    await page.getByRole('button', { name: /^Cache/ }).click();
    await page.getByRole('menuitem', { name: /^Bypass the cache/ }).click();
    await page.getByRole('textbox', { name: /^limitPerSecond/ }).fill('7');
    await page.keyboard.press('Tab');
    await page.getByText('CACHE_ORIGIN_LIMIT=7').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Defer payments' }).first().click();
    await page.getByText('kubectl set env deployment/orders').waitFor();
    await page.getByRole('button', { name: 'Defer payments: orders' }).click();
    await page.locator('.war-control-landed').waitFor();
  });

  test('[LE10] a link to evidence shows the entry and the moment that it names, until one goes back to now', async () => {
    const { page } = learner;
    await page.locator('.war-line-alert').first().getByRole('button', { name: /^Open/ }).click();
    await page.locator('.ev-table [aria-current]', { hasText: 'checkout' }).waitFor();
    await page.locator('.ev-moment-picked').click();
    await page.locator('.ev-moment-picked').waitFor({ state: 'detached' });
  });

  test('[LE4] a slow trace shows where the time goes', async () => {
    const { page } = learner;
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    const search = page.getByRole('search', { name: 'Search traces' });
    await search.getByRole('button', { name: /Status/ }).click();
    // A letter looks for an entry of the open list; it is not the key that resolves.
    await page.keyboard.press('r');
    expect(await page.getByRole('dialog', { name: 'Resolve the incident' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await search.getByLabel('Minimum duration').fill('2s');
    await page.keyboard.press('Enter');
    // Opened as soon as it is listed: what is still under way arrives in the open trace.
    await page.locator('.ev-trace-list button', { hasText: 'POST /checkout' }).first().click();
    await page
      .getByRole('treeitem', { name: /POST \/charges/ })
      .first()
      .click();
    await page.getByRole('region', { name: 'Span details' }).getByText('payments->psp').waitFor();
    await page.getByRole('tab', { name: 'Map' }).click();
    await page.locator('.ev-node', { hasText: 'redis' }).click();
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    // What was opened stays open, with the picked part marked in it.
    await page.getByRole('button', { name: 'All traces' }).click();
    await page.getByText('over any link to redis').waitFor();
    await search.getByRole('button', { name: 'Clear' }).click();
    await page.locator('.ev-trace-list button', { hasText: 'catalog' }).first().waitFor();
  });

  test('[LE11] what reaches everybody is confirmed by its name; a job is chosen from those there are, and nothing of it is sent', async () => {
    const { page } = learner;
    await page.getByRole('button', { name: /^Cache/ }).click();
    await page.getByRole('menuitem', { name: /^Flush the cache/ }).click();
    const flush = page.getByRole('button', { name: 'Flush the cache: redis' });
    const name = page.getByRole('textbox', { name: 'Type redis to confirm' });
    await name.fill('red');
    expect(await flush.isEnabled()).toBe(false);
    await name.fill('redis');
    expect(await flush.isEnabled()).toBe(true);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.keyboard.press('.');
    await page.getByRole('combobox', { name: 'Search' }).fill('job.stop');
    await page.keyboard.press('Enter');
    await page.getByRole('option').first().click();
    await page.getByText('kubectl patch cronjob/sales-report').waitFor();
    findings['action dialog'] = await seriousFindings(learner.page);
    await page.getByRole('button', { name: 'Cancel' }).click();
    // That of before.
    expect(await page.locator('.war-control').count()).toBe(1);
  });

  /** Says that it is over once no page calls any more. @returns false when users did not stay well, and it was reopened */
  async function resolve(): Promise<boolean> {
    const { page } = learner;
    await expect.poll(() => page.locator('.war-alert-critical').count(), { timeout: 240_000 }).toBe(0);
    await page.keyboard.press('r');
    await page.getByLabel(/^Summary/).fill('The provider answers late; payments are deferred.');
    const stillOn = page.getByRole('dialog').getByRole('button', { name: /Still on: / });
    // Whoever took it over has it still, where it was reopened.
    if (await stillOn.isVisible()) {
      await stillOn.click();
      await page.getByRole('option', { name: 'Checkout team' }).click();
    }
    await page.getByRole('button', { name: 'Resolve', exact: true }).click();
    const ended = page.locator('b', { hasText: 'The drill has ended.' });
    const reopened = page.getByText('Reopened: the resolve could not be confirmed.');
    await reopened.waitFor({ state: 'hidden' });
    // Twice the minute that users have to be well, and what a slow machine needs to say so.
    await ended.or(reopened).first().waitFor({ timeout: 240_000 });
    return ended.isVisible();
  }

  test('[LE14] users get well by it, and the resolve holds', async () => {
    const { page } = learner;
    for (const [name, path, viewport] of [
      ['phone', `drill/${drillId}`, { width: 390, height: 844 }],
      ['wall', `drill/${drillId}/wall`, { width: 1920, height: 1080 }],
      ['join', 'join', { width: 1000, height: 800 }],
      ['desk', 'desk', { width: 1440, height: 900 }],
    ] as const) {
      const visitor = await person(browser, viewport);
      await visitor.page.goto(`${house.url}/${path}`);
      if (name === 'desk') {
        await visitor.page.getByLabel('Facilitator key').fill(house.key);
        await visitor.page.getByRole('button', { name: 'Open the desk' }).click();
      }
      await visitor.page
        .getByText(name === 'join' ? 'Your name' : drillId)
        .first()
        .waitFor();
      findings[name] = await seriousFindings(visitor.page);
      expect(await visitor.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      await visitor.context.close();
    }
    // Open until the end: an engine that is gone with its drill is not asked any more (LE9).
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await page.getByRole('table', { name: 'Figures of the cache' }).waitFor();
    for (let tries = 1; !(await resolve()); tries += 1) {
      console.log(`try ${tries}: ${JSON.stringify((await house.facilitate<Desk>('desk')).unmet.at(-1))}`);
      expect(tries, 'users were never well for long: this machine has too much else to do').toBeLessThan(3);
    }
    const shifts = await shiftsOn(page);
    // It would lead to the debrief by itself.
    await page.getByRole('button', { name: /^Stay here/ }).click();
    const most = shifts.moved.toSorted().reverse().slice(0, 8);
    console.log(`layout shift of the war room over a drill: ${shifts.sum.toFixed(4)}, most of it:\n${most.join('\n')}`);
    expect(shifts.sum, shifts.moved.join('\n')).toBeLessThan(0.05);
    // One that is opened only now says why it has nothing to show.
    await page.keyboard.press('g');
    await page.keyboard.press('k');
    await page.getByText('The drill has ended, and its engines with it.').waitFor();
  }, 1_200_000);

  test('[LE6] until the diagnosis is said nothing sealed has reached the browser', () => {
    expect(learner.received().length).toBeGreaterThan(10_000);
    expect(sealedWordsIn(learner, [house.key, ...secrets])).toEqual([]);
  });

  test('[LE7] the diagnosis comes first, then the truth stands beside it with the views that prove it', async () => {
    const { page } = learner;
    await page.getByRole('link', { name: 'Go to the debrief' }).click();
    await page.getByRole('heading', { name: 'Say first what it was' }).waitFor();
    expect(await page.getByText('The provider that went quiet').count()).toBe(0);
    await page.getByRole('button', { name: /Component/ }).click();
    await page.getByRole('option', { name: /^psp/ }).click();
    await page.getByLabel(/^Mechanism/).fill('answers late');
    await page.getByRole('button', { name: 'Lock it and see the truth' }).click();
    await page.getByRole('heading', { name: 'The provider that went quiet' }).waitFor();
    await page.getByText('right next to it').waitFor();
    await eventually(async () => (await page.locator('.debrief-proofs > li').count()) === 3, { what: 'three views', timeoutMs: 60_000 });
    await page.locator('.debrief-proofs canvas').first().waitFor();
    await page.locator('.debrief-proofs .ev-row').first().waitFor();
    findings['debrief'] = await seriousFindings(learner.page);
    const debrief = (await (await fetch(`${house.url}/api/v1/drills/${drillId}/debrief`)).json()) as Debrief;
    expect(debrief).toMatchObject({ outcome: 'recovered', undo: { ok: true, remaining: [] } });
    expect(debrief.diagnoses).toMatchObject([{ component: 'psp', hops: 1 }]);
  });

  test('[LE13] every piece of evidence opens in the debrief what it showed when it was linked', async () => {
    const { page } = learner;
    const open = async (label: string | RegExp): Promise<Locator> => {
      await page.locator('.debrief-evidence').getByRole('button', { name: label }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText(/^As it was at /).waitFor();
      return dialog;
    };
    const close = () => page.keyboard.press('Escape');
    await (await open(/^▤ fulfilment on orders.placed\/0/)).locator('tr.ev-marked', { hasText: 'orders.placed' }).waitFor();
    await close();
    const metrics = await open(/ by version/);
    await metrics.locator('.ev-heat canvas').waitFor();
    await metrics.getByRole('columnheader', { name: 'Version' }).waitFor();
    await close();
    const traces = await open(/traces: over 500 ms/);
    await traces.getByRole('list', { name: 'Traces' }).getByRole('button').first().click();
    await traces.getByRole('tree', { name: 'Spans of the trace' }).waitFor();
    await close();
    const patterns = await open(/log patterns of /);
    await patterns.locator('.ev-log-patterns').getByRole('button').first().click();
    await patterns.locator('.ev-log-row').first().waitFor();
    await patterns.getByRole('button', { name: '← All patterns' }).click();
    await patterns.locator('.ev-log-patterns').waitFor();
    await close();
    await (await open(/^● /)).locator('tr.ev-marked').waitFor();
    await close();
  });

  test('[LE8] the post-mortem is answered in its prompts, keeps what was typed over a reload, and is downloaded as Markdown', async () => {
    const { page } = learner;
    await page.getByRole('link', { name: 'Write the post-mortem' }).click();
    await page.getByRole('button', { name: /^Answer: How would you tell this/ }).click();
    await page.getByLabel(/How would you tell this/).fill('The provider was **late**. <script>alert(1)</script>');
    await page.reload();
    await page.getByLabel(/How would you tell this/).waitFor();
    expect(await page.getByLabel(/How would you tell this/).inputValue()).toContain('was **late**');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.postmortem-prompt strong', { hasText: 'late' }).waitFor();
    findings['post-mortem'] = await seriousFindings(learner.page);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download as Markdown' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`${drillId}-postmortem.md`);
    const markdown = readFileSync((await file.path()) ?? '', 'utf8');
    expect(markdown).toContain('was **late**');
    expect(markdown).not.toContain('<script>');
  });

  test('[LE9] no page has a serious finding of axe, and the console stayed clean', () => {
    const pages = ['home', 'dialog', 'action dialog', 'war room', 'phone', 'wall', 'join', 'desk', 'debrief', 'post-mortem'];
    expect(findings).toEqual(Object.fromEntries(pages.map((name) => [name, []])));
    // The browser itself writes down that the truth was refused before the diagnosis was said.
    expect(learner.complaints.filter((complaint) => !/409 \(Conflict\).*\/debrief/.test(complaint))).toEqual([]);
  });
});
