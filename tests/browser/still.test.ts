/** Numbers never jump and nothing moves unless somebody moved it: what the browser counts as layout shift, page by page, over a whole incident. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Joined } from '../../core/protocol/messages.ts';
import { facilitatorKey as headers } from '../../server/test-app.fixture.ts';
import { canRun, launch, skipNote } from './chromium.ts';
import { held } from './held.ts';
import { shiftsOn } from './layout-shift.ts';
import { openScreens, type Screens } from './screens.ts';

const bad = { 'checkout-availability': 0.6 };
/** 0.1 and less is called good of the worst five seconds; this is the sum over all of them. */
const still = 0.05;
/** Of a single answer. */
const stillOnce = 0.01;

let browser: Browser;
let screens: Screens;

function withHouse(): void {
  beforeAll(async () => {
    browser = await launch();
    screens = await openScreens(browser);
  });
  afterAll(async () => {
    await screens?.close();
    await browser?.close();
  });
}

async function expectStill(page: Page, name: string, { before = 0, limit = still } = {}): Promise<void> {
  const { sum, moved } = await shiftsOn(page);
  console.log(`layout shift, ${name}: ${(before + sum).toFixed(4)}`);
  expect(before + sum, [name, ...moved].join('\n')).toBeLessThan(limit);
}

const view = () => {
  const now = screens.edge.house.host.currentView();
  if (!now) throw new Error('no drill runs');
  return now;
};
const firing = () => view().alerts.filter(({ state, severity }) => state === 'firing' && severity !== 'info');

/** Says it as the facilitator. @throws Error when it is refused */
async function facilitate(drillId: string, command: { type: string; [field: string]: unknown }): Promise<void> {
  const body = { commandId: `still-${command.type}-${Math.round(view().gameMs)}`, ...command };
  const answer = await screens.edge.call('POST', `/api/v1/facilitator/drills/${drillId}/commands`, { headers, body });
  if (answer.status !== 200) throw new Error(`${command.type}: ${answer.status} ${JSON.stringify(answer.body)}`);
}

/** An incident from its page to its end, said by this player; `seen` after each part of it, when a page has been told. */
async function play(ana: Joined, seen: () => Promise<void>): Promise<void> {
  const say = async (command: object): Promise<void> => {
    await screens.say(ana, command);
    await seen();
  };
  const pass = async (seconds: number, share?: Record<string, number>): Promise<void> => {
    await screens.pass(seconds, share);
    await seen();
  };
  for (let second = 0; second < 60 && firing().length === 0; second += 5) await pass(5, bad);
  await pass(30, { ...bad, 'checkout-latency': 0.5, 'browse-latency': 0.5 });
  for (const { alertId } of firing()) await say({ type: 'acknowledge', alertId });
  await say({ type: 'declare', severity: 2, title: 'Checkout fails for half of all customers', reason: 'Orders are lost' });
  await say({ type: 'setStatus', status: 'investigating' });
  await say({ type: 'proposeHypothesis', text: 'The release of this noon', component: 'orders', evidence: [] });
  await say({ type: 'addTask', text: 'Compare both versions', ownerPlayerId: null, timeBoxMinutes: 5 });
  await say({ type: 'postNote', text: 'Half of all checkouts come back with an error, at once.\nPages are well.' });
  await say({ type: 'postUpdate', impact: 'Half of all checkouts fail', action: 'We look at the release', nextUpdateMinutes: 5 });
  await say({ type: 'runControl', control: 'cache.bypass', target: 'catalog', parameters: { limitPerSecond: 40 } });
  await pass(20, bad);
  await say({ type: 'changeSeverity', severity: 1, reason: 'Nobody can pay' });
  await say({ type: 'runControl', control: 'service.scale', target: 'orders', parameters: { slots: 3 } });
  await pass(20, bad);
  await say({ type: 'setStatus', status: 'mitigating' });
  await pass(120);
  await say({ type: 'setStatus', status: 'monitoring' });
  await pass(30);
}

describe.skipIf(!canRun)(`pages that wait for an answer${skipNote}`, () => {
  withHouse();
  test.each([
    ['home', '/', '**/api/v1/home', 'Payday evening', null],
    ['capabilities', '/capabilities', '**/api/v1/capabilities', 'Which incident trains what', null],
    ['capabilities with the key', '/capabilities', '**/api/v1/facilitator/scenarios', 'Which incident trains what', 'facilitator'],
    ['the desk before a drill', '/desk', '**/api/v1/facilitator/scenarios', 'Dead ends', 'facilitator'],
    ['shifts', '/shift', '**/api/v1/shifts', 'min at most', null],
    ['the public page', '/status', '**/api/v2/summary.json', 'All Systems Operational', null],
  ] as const)('[AX6] %s does not move when it comes', async (name, path, answer, text, who) => {
    const { prepare, asked, letGo } = held(answer);
    const page = await screens.visit(path, who, { prepare });
    await asked;
    const { sum } = await shiftsOn(page);
    letGo();
    await page.getByText(text).first().waitFor();
    await expectStill(page, name, { before: sum });
  });

  test('[AX6] home does not move when what was played comes', async () => {
    const ana = await screens.edge.start({ playerName: 'Ana' });
    await screens.pass(16);
    await screens.say(ana, { type: 'endAndDebrief', reason: 'Ended by the learner.' });
    const { prepare, asked, letGo } = held('**/api/v1/own-record');
    const page = await screens.visit('/', ana, { prepare });
    await asked;
    await page.getByText('The shop is up and under load.').waitFor();
    const { sum } = await shiftsOn(page);
    expect(await page.getByText('Not played yet').count()).toBe(0);
    letGo();
    await page
      .getByText(/^Last time: /)
      .first()
      .waitFor();
    await expectStill(page, 'home of who has played', { before: sum });
  });
});

describe.skipIf(!canRun)(`a learner alone${skipNote}`, () => {
  withHouse();
  test('[AX6] the war room and the phone hold still over a whole incident', async () => {
    const ana = await screens.edge.start({ playerName: 'Ana' });
    const room = await screens.visit(`/drill/${ana.drillId}`, ana);
    const phone = await screens.visit(`/drill/${ana.drillId}`, ana, { viewport: { width: 390, height: 844 } });
    for (const page of [room, phone]) await page.locator('.war-steps').waitFor();
    await screens.pass(16);
    await expectStill(room, 'the war room as it opens');
    await expectStill(phone, 'the phone as it opens');
    const told = async (): Promise<void> => {
      for (const page of [room, phone]) await ordersShownOn(page);
    };
    await play(ana, told);
    await expectStill(room, 'the war room, an incident');
    await expectStill(phone, 'the phone, an incident');
    await screens.say(ana, { type: 'pause', reason: 'A break.' });
    for (const page of [room, phone]) await page.getByText('The clock stands still').waitFor();
    await screens.say(ana, { type: 'resume' });
    for (const page of [room, phone]) await page.getByText('The clock stands still').waitFor({ state: 'hidden' });
    await screens.say(ana, { type: 'endAndDebrief', reason: 'Ended by the learner.' });
    for (const page of [room, phone]) await page.getByText('The drill has ended.').first().waitFor();
    await expectStill(room, 'the war room, a pause and the end');
    await expectStill(phone, 'the phone, a pause and the end');
  });
});

/** What browsers forgive after a press or a key: what moves within it was moved by whoever pressed. */
const forgivenMs = 500;

describe.skipIf(!canRun)(`evidence whose answer comes late${skipNote}`, () => {
  withHouse();
  let ana: Joined;
  beforeAll(async () => {
    ana = await screens.edge.start({ playerName: 'Ana' });
    await screens.pass(16);
    await play(ana, async () => {});
  });

  test.each(['Metrics', 'Traces', 'Logs', 'Profiles', 'Changes', 'Tickets', 'SLOs', 'Papers'])('[AX6] %s', async (tab) => {
    const { prepare, letGo } = held('**/api/v1/{drills,stack}/**');
    const page = await screens.visit(`/drill/${ana.drillId}`, ana, { prepare });
    await page.getByRole('tab', { name: 'Map' }).waitFor();
    await page.getByRole('tab', { name: tab }).click();
    await page.locator('.ev-content[aria-busy="false"]').waitFor();
    const since = await page.evaluate(() => performance.now());
    await page.waitForFunction((end) => performance.now() > end, since + 2 * forgivenMs);
    await shiftsOn(page);
    letGo();
    await page.waitForLoadState('networkidle');
    await expect.poll(() => page.locator('.ev-content .ui-skeleton').count()).toBe(0);
    await expectStill(page, tab, { limit: stillOnce });
  });
});

describe.skipIf(!canRun)(`a facilitator${skipNote}`, () => {
  withHouse();
  test('[AX6] the desk holds still from the lobby to the end', async () => {
    const { edge } = screens;
    const opened = await edge.call('POST', '/api/v1/facilitator/drills', { headers, body: { scenarioId: 'after-lunch-errors', seed: 7 } });
    const drillId = String(opened.body['drillId']);
    const desk = await screens.visit('/desk', 'facilitator');
    await desk.locator('.lobby-code').waitFor();
    const ana = (await edge.join({ name: 'Ana', role: 'commander' })).body as unknown as Joined;
    await edge.join({ name: 'Bo' });
    await desk.locator('.desk-pod li').nth(1).waitFor();
    await expectStill(desk, 'the desk while the pod gathers');
    await facilitate(drillId, { type: 'begin' });
    await desk.locator('.desk-impact').waitFor();
    await screens.pass(16);
    await expectStill(desk, 'the desk as the drill begins');
    await play(ana, () => ordersShownOn(desk));
    await expectStill(desk, 'the desk, an incident');
    await facilitate(drillId, { type: 'endAndDebrief', reason: 'time is up' });
    await desk.getByText('Again with the next group').waitFor();
    await expectStill(desk, 'the desk, the end');
  });
});

/** Until the page has been told how things stand: the orders that are lost by now, in groups of three. */
async function ordersShownOn(page: Page): Promise<void> {
  const words = new RegExp([...String(view().ordersLost)].join('\\D?'));
  await page.locator('.war-clocks').first().filter({ hasText: words }).waitFor();
}
