/** Every page, in its states: what axe says by light and by dark, whether it fits each screen, and whether the header holds still. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Joined } from '../../core/protocol/messages.ts';
import type { Role } from '../../core/protocol/roles.ts';
import { seriousFindings } from './axe.ts';
import { canRun, launch, skipNote } from './chromium.ts';
import { openScreens, type Screens, widerThanTheScreen } from './screens.ts';

const bad = { 'checkout-availability': 0.6 };
/** What a browser itself writes down of refusals that belong to the game: a desk that is not one's own, a truth that is sealed still. */
const expected = /403 \(Forbidden\)|404 \(Not Found\)|409 \(Conflict\)/;

let browser: Browser;
let screens: Screens;

async function expectFit(page: Page, name: string): Promise<void> {
  expect([name, ...(await seriousFindings(page)), ...(await widerThanTheScreen(page))]).toEqual([name]);
}

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

describe.skipIf(!canRun)(`before a drill${skipNote}`, () => {
  withHouse();
  test.each([
    ['home', '/', 'Play with your pod'],
    ['join', '/join', 'Your name'],
    ['capabilities', '/capabilities', 'Which incident trains what is sealed'],
    ['shifts', '/shift', 'min at most'],
    ['status page', '/status', 'All Systems Operational'],
    ['desk without its key', '/desk', 'Facilitator key'],
    ['an address with nothing', '/nowhere', 'There is nothing at this address'],
    ['wall without a drill', '/drill/INC-0099/wall', 'The wall shows a drill while it runs.'],
  ])('[AX1] %s', async (name, path, text) => {
    const page = await screens.visit(path);
    await page.getByText(text).first().waitFor();
    await expectFit(page, name);
  });

  test('[AX1] desk with its key', async () => {
    const page = await screens.visit('/desk', 'facilitator');
    await page.getByText('Dead ends').waitFor();
    await expectFit(page, 'desk before a drill');
  });

  test('[AX5] the consoles stayed clean', () => {
    expect(screens.complaints().filter((line) => !expected.test(line))).toEqual([]);
  });
});

describe.skipIf(!canRun)(`a pod with a split desk${skipNote}`, () => {
  withHouse();
  let ana: Joined;
  const pod = {} as Record<Role, Joined>;

  test('[AX2] its lobby, for who is in it and for the facilitator', async () => {
    const { edge } = screens;
    ana = await edge.start({ lobby: true, splitDesk: true, playerName: 'Ana' });
    for (const [name, role] of [
      ['Bo', 'operations'],
      ['Chi', 'communications'],
      ['Dee', 'scribe'],
      ['Eli', 'observer'],
    ] as const)
      pod[role] = (await edge.join({ name, role })).body as unknown as Joined;
    await screens.say(ana, { type: 'takeSeat', role: 'commander' });
    pod.commander = ana;
    const lobby = await screens.visit(`/drill/${ana.drillId}`, ana);
    await lobby.getByText('I am ready').waitFor();
    await lobby.locator('.ev-map').waitFor();
    await expectFit(lobby, 'lobby');
    const desk = await screens.visit('/desk', 'facilitator');
    await desk.locator('.lobby-code').waitFor();
    await expectFit(desk, 'desk in the lobby');
  });

  test.each(['operations', 'commander', 'communications', 'observer'] as const)('[AX2] the room of %s while users suffer', async (role) => {
    const { edge } = screens;
    if (edge.house.host.currentView()?.phase === 'lobby') {
      await screens.say(ana, { type: 'begin' });
      await screens.pass(16);
      await screens.pass(60, bad);
      await screens.say(pod.operations, { type: 'acknowledge', alertId: edge.house.host.currentView()?.alerts[0]?.alertId });
      await screens.say(ana, {
        type: 'declare',
        severity: 1,
        title: 'Checkout fails for half of all customers',
        reason: 'Orders are lost',
      });
      await screens.say(pod.operations, {
        type: 'proposeHypothesis',
        text: 'The release of this noon',
        component: 'orders',
        evidence: [],
      });
      await screens.say(ana, { type: 'addTask', text: 'Compare both versions', ownerPlayerId: pod.operations.playerId, timeBoxMinutes: 5 });
    }
    const page = await screens.visit(`/drill/${ana.drillId}`, pod[role]);
    await page.locator('.war-line', { hasText: 'Checkout fails for half' }).first().waitFor();
    await expectFit(page, role);
    for (const tab of role === 'commander' ? ['Board', 'Tasks', 'Pod', 'World'] : []) {
      await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
      expect([tab, ...(await seriousFindings(page, '.war-main'))]).toEqual([tab]);
    }
  });

  test('[AX2] the wall, the public page, the desk, and who only watches', async () => {
    await screens.say(pod.communications, {
      type: 'publishStatus',
      status: 'investigating',
      impact: 'major',
      name: 'Checkout fails for some customers',
      components: { checkout: 'partial_outage' },
      text: 'Some orders cannot be paid at the moment. We are on it.',
      nextUpdateMinutes: 10,
    });
    const { drillId } = ana;
    const pages = [
      ['wall of a split desk', `/drill/${drillId}/wall`, 'Checkout fails for half', undefined],
      ['public page', `/status/${drillId}`, 'Checkout fails for some', undefined],
      ['who only watches', `/drill/${drillId}`, 'You are watching', undefined],
      ['desk', '/desk', 'What users feel', 'facilitator'],
    ] as const;
    for (const [name, path, text, who] of pages) {
      const page = await screens.visit(path, who);
      await page.getByText(text).first().waitFor();
      await expectFit(page, name);
    }
  });

  test('[AX5] the consoles stayed clean', () => {
    expect(screens.complaints().filter((line) => !expected.test(line))).toEqual([]);
  });
});

describe.skipIf(!canRun)(`a learner alone${skipNote}`, () => {
  withHouse();
  let ana: Joined;
  let page: Page;

  const head = () => page.locator('.war-room-head');
  /** Where the parts of the header stand, to the pixel. */
  const places = (): Promise<number[]> =>
    head().evaluate((header) =>
      ['.war-severity', '.war-steps', '.war-step:nth-child(4)', '.war-step:last-child', '.war-clocks', '.war-head-end'].map((part) =>
        Math.round(header.querySelector(part)?.getBoundingClientRect().left ?? -1),
      ),
    );

  test('[AX3] the header is one row from 1280 px on, and nothing in it moves when the incident does', async () => {
    ana = await screens.edge.start({ playerName: 'Ana' });
    await screens.pass(16);
    page = await screens.visit(`/drill/${ana.drillId}`, ana);
    await head().getByRole('button', { name: 'End the drill' }).waitFor();
    const atFirst = await places();
    await screens.pass(60, bad);
    await page.locator('.war-step-done, .war-step-current').first().waitFor();
    const alertId = screens.edge.house.host.currentView()?.alerts[0]?.alertId;
    await screens.say(ana, { type: 'acknowledge', alertId });
    await screens.say(ana, { type: 'declare', severity: 2, title: 'Checkout fails for some', reason: 'Orders are lost' });
    await screens.say(ana, { type: 'setStatus', status: 'investigating' });
    await page.locator('.war-step-current', { hasText: 'Investigating' }).waitFor();
    expect(await places()).toEqual(atFirst);
    await screens.say(ana, { type: 'postUpdate', impact: 'Half fail', action: 'We look', nextUpdateMinutes: 1 });
    await screens.pass(75, bad);
    await page.getByText('update late').waitFor();
    expect(await places()).toEqual(atFirst);
    for (const width of [1280, 1366, 1440, 1600, 3840]) {
      await page.setViewportSize({ width, height: 900 });
      const { height, over } = await head().evaluate((header) => {
        const main = header.querySelector('.war-head-main');
        return { height: header.getBoundingClientRect().height, over: (main?.scrollWidth ?? 0) - (main?.clientWidth ?? 0) };
      });
      expect([width, height <= 57, over]).toEqual([width, true, 0]);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await expectFit(page, 'war room');
  });

  test.each(['m', 'h', 't', 'l', 'p', 'c', 'i', 's', 'k', 'e', 'd', 'o'])('[AX3] the view of g %s', async (key) => {
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    // What it asks for has come, or has been told not to be there.
    await page.locator('.ev-content .ui-skeleton').first().waitFor({ state: 'detached' });
    expect([key, ...(await seriousFindings(page, '.ev-area'))]).toEqual([key]);
  });

  test.each(['?', 'Control+k', '.', 'v', 's', 'y', 't', 'w', 'c', 'n', 'r', 'h'])(
    '[AX4] the dialog of %s, and the focus comes back',
    async (key) => {
      const tab = page.getByRole('tab', { name: 'Channel' });
      await tab.focus();
      await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      await page.locator('.ui-dialog .ui-skeleton').waitFor({ state: 'detached' });
      expect([key, ...(await seriousFindings(page, '[role="dialog"]'))]).toEqual([key]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await expect.poll(() => tab.evaluate((element) => element === document.activeElement)).toBe(true);
    },
  );

  test('[AX4] a dialog opened out of the palette gives the focus back as well', async () => {
    const tab = page.getByRole('tab', { name: 'Channel' });
    await tab.focus();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('note for the record');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Note for the record' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => tab.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test('[AX4] a form is sent from within a field, with what stands in it then', async () => {
    await page.getByRole('tab', { name: 'Channel' }).focus();
    await page.keyboard.press('t');
    const dialog = page.getByRole('dialog', { name: 'Task' });
    await page.keyboard.press('Control+Enter');
    await dialog.getByLabel('What is to be done').fill('Count the failed checkouts');
    await dialog.getByRole('textbox', { name: 'Time box' }).fill('7');
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    const tasks = screens.edge.house.host.currentView()?.tasks.map(({ text, atMs, dueAtMs }) => [text, dueAtMs - atMs]);
    expect(tasks).toEqual([['Count the failed checkouts', 7 * 60_000]]);
  });

  test('[AX4] what is typed right after / stands in the message, whatever tab is open, and is no key of the room', async () => {
    const board = page.getByRole('tab', { name: /^Board/ });
    await board.click();
    await board.evaluate((element: HTMLElement) => element.blur());
    // All at once, as quick fingers do: the page has no time to draw between them.
    await Promise.all(['/', 'd', 'r', 'h'].map((key) => page.keyboard.press(key)));
    const message = page.getByRole('textbox', { name: 'Message' });
    await expect.poll(() => message.inputValue()).toBe('drh');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await message.fill('');
  });

  test('[AX4] the palette goes to tabs, takes seats, and puts a command into the channel', async () => {
    const find = async (words: string): Promise<void> => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Search' }).fill(words);
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    const isOpen = (name: string) => page.getByRole('tab', { name, selected: true }).waitFor();
    await find('tasks');
    await isOpen('Tasks');
    await find('world');
    await isOpen('World');
    await find('take the seat: scribe');
    await expect.poll(() => screens.edge.house.host.currentView()?.players[0]?.role).toBe('scribe');
    await find('/hypo');
    await isOpen('Channel');
    await expect.poll(() => page.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('/hypo ');
    await find('theme: dark');
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
    await find('theme: as the system');
  });

  test('[AX3] on a phone what is asked for comes in front', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('tab', { name: /^Alerts/ }).click();
    await page
      .getByRole('button', { name: /^Traces of/ })
      .first()
      .click();
    await page.getByRole('tab', { name: 'Evidence', selected: true }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('g');
    await page.keyboard.press('n');
    await page.getByRole('tab', { name: 'Room', selected: true }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test('[AX3] the wall, the pause, and a connection that is lost', async () => {
    const wall = await screens.visit(`/drill/${ana.drillId}/wall`);
    await wall.getByText('Checkout fails for some').first().waitFor();
    await expectFit(wall, 'wall');
    await screens.say(ana, { type: 'pause', reason: 'A break.' });
    await page.getByText('The clock stands still').waitFor();
    await expectFit(page, 'war room, paused');
    await screens.say(ana, { type: 'resume' });
    await wall.context().setOffline(true);
    await wall.getByText('Connection lost: this is as of').waitFor();
    expect(await seriousFindings(wall)).toEqual([]);
    await page.getByText('● live').waitFor();
  });

  test('[AX3] the end, the question for the diagnosis, the debrief and the post-mortem', async () => {
    await screens.say(ana, { type: 'endAndDebrief', reason: 'Ended by the learner.' });
    await page.getByRole('button', { name: /^Stay here/ }).click();
    await expectFit(page, 'war room, ended');
    await page.getByRole('link', { name: 'Go to the debrief' }).click();
    await page.getByRole('heading', { name: 'Say first what it was' }).waitFor();
    await page.locator('.ev-handle').first().waitFor();
    await expectFit(page, 'the diagnosis');
    await page.getByRole('button', { name: 'Skip, show me the truth' }).click();
    await page.getByRole('button', { name: 'Skip it' }).click();
    await page.getByRole('link', { name: 'Write the post-mortem' }).waitFor();
    await expectFit(page, 'debrief');
    for (const tab of ['Story', 'Actions', 'Communication', 'Review']) {
      await page.getByRole('tab', { name: tab }).click();
      await expectFit(page, `debrief: ${tab}`);
    }
    await page.getByRole('link', { name: 'Write the post-mortem' }).click();
    await page.getByRole('link', { name: 'Download as Markdown' }).waitFor();
    await expectFit(page, 'post-mortem');
  });

  test('[AX5] the consoles stayed clean', () => {
    const lost = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|WebSocket/;
    expect(screens.complaints().filter((line) => !expected.test(line) && !lost.test(line))).toEqual([]);
  });
});

describe.skipIf(!canRun)(`a shift${skipNote}`, () => {
  withHouse();
  test('[AX1] its page while a watch runs, for the pod and for anybody', async () => {
    const { edge } = screens;
    const [first] = (await edge.call('GET', '/api/v1/shifts')).body['shifts'] as { id: string }[];
    const taken = await edge.call('POST', '/api/v1/shifts', { body: { shift: first?.id, seed: 7, playerName: 'Ana' } });
    const { shiftId, player } = taken.body as unknown as { shiftId: string; player: Joined };
    const own = await screens.visit(`/shift/${shiftId}`, player);
    await own.getByText('You are in this watch.').waitFor();
    await expectFit(own, 'shift, by its pod');
    const other = await screens.visit(`/shift/${shiftId}`);
    await other.getByText('A pod is in').waitFor();
    await expectFit(other, 'shift, by anybody');
    const list = await screens.visit('/shift');
    await list.getByRole('link', { name: shiftId }).waitFor();
    await expectFit(list, 'shifts that were taken');
  });
});
