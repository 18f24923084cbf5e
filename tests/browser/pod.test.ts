/**
 * A pod of three with a facilitator, several browsers in one drill, which is lost and debriefed all the same; then the same incident again.
 * Over the edges of a house whose shop is a memory and whose clock is moved by hand: who may do and see what asks for no real one.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Desk } from '../../core/protocol/desk.ts';
import { distFile } from '../../infra/process/paths.ts';
import { facilitatorKey, openTestApp, type TestApp } from '../../server/test-app.fixture.ts';
import { eventually } from '../support/program.ts';
import { passUntil, passUntilLanded, passUntilPaged } from './by-hand.ts';
import { canRun, launch, type Person, person, sealedWordsIn, secretsOf, skipNote } from './chromium.ts';

const title = 'The provider that went quiet';
const hostileName = 'Ana <img src=x onerror=alert(1)>';
const key = 'the-key';

describe.skipIf(!canRun)(`a pod of three and a facilitator${skipNote}`, () => {
  let edge: TestApp;
  let browser: Browser;
  let facilitator: Person;
  let ana: Person;
  let bo: Person;
  let chi: Person;
  let drillId = '';
  let code = '';

  beforeAll(async () => {
    edge = await openTestApp({ clientFolder: distFile('client') });
    browser = await launch();
    [facilitator, ana, bo, chi] = await Promise.all([
      person(browser),
      person(browser),
      person(browser),
      person(browser, { width: 390, height: 844 }),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await edge?.close();
  });

  const channelLine = (who: Person, text: string) => who.page.locator('.war-line', { hasText: text });

  test('[PO1] the desk opens with the key only, and shows the sheet before the drill', async () => {
    const { page } = facilitator;
    await page.goto(`${edge.url}/desk`);
    await page.getByLabel('Facilitator key').fill('wrong-key');
    await page.getByRole('button', { name: 'Open the desk' }).click();
    await page.getByText('This is not the key of this house.').waitFor();
    await page.getByLabel('Facilitator key').fill(key);
    await page.getByRole('button', { name: 'Open the desk' }).click();
    await page.getByRole('button', { name: new RegExp(title) }).click();
    await page.getByText('Dead ends').waitFor();
    await page.getByLabel('Seed (optional)').fill('20');
    await page.getByRole('button', { name: 'Open the lobby' }).click();
    code = (await page.locator('.lobby-code').textContent()) ?? '';
    expect(code).toMatch(/^[0-9A-Z]{6}$/);
  });

  async function join(who: Person, name: string, seat: string): Promise<void> {
    const { page } = who;
    await page.goto(`${edge.url}/join/${code}`);
    await page.getByLabel('Your name').fill(name);
    await page.getByRole('button', { name: /Seat/ }).click();
    await page.getByRole('option', { name: new RegExp(`^${seat}`) }).click();
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.getByRole('button', { name: 'I am ready' }).click();
  }

  async function again(): Promise<void> {
    const button = facilitator.page.getByRole('button', { name: 'Again with the next group' });
    await eventually(() => button.isEnabled(), { what: 'the next shop is warm', timeoutMs: 60_000 });
    await button.click();
    code = (await facilitator.page.locator('.lobby-code').textContent()) ?? '';
  }

  test('[PO2] three join by code with name and seat; a hostile name stays text; a wrong code keeps what was typed', async () => {
    await ana.page.goto(`${edge.url}/join/ZZZZZZ`);
    await ana.page.getByLabel('Your name').fill(hostileName);
    await ana.page.getByRole('button', { name: 'Join', exact: true }).click();
    await ana.page.getByText('No open drill has this join code').waitFor();
    expect(await ana.page.getByLabel('Your name').inputValue()).toBe(hostileName);
    await join(ana, hostileName, 'Incident commander');
    await join(bo, 'Bo', 'Operations');
    drillId = bo.page.url().split('/').at(-1) ?? '';
    await bo.page.getByText(hostileName).first().waitFor();
    expect(await bo.page.locator('img').count()).toBe(0);
    await bo.page.getByText('Waiting for the facilitator').waitFor();
    await facilitator.page.getByText('2 of 2 ready').waitFor();
    await facilitator.page.getByRole('button', { name: 'Call a comm check' }).click();
    for (const { page } of [ana, bo]) await page.getByRole('button', { name: 'I read you' }).click();
    await facilitator.page.getByText('everybody reads you').waitFor();
  });

  test('[PO3] the facilitator begins; the truth is on the desk’s map and on nobody else’s', async () => {
    await facilitator.page.getByRole('button', { name: 'Begin' }).click();
    await facilitator.page.locator('.desk-truth', { hasText: 'payments->psp' }).waitFor();
    await bo.page.locator('.war-steps').waitFor();
  });

  test('[PO4] who comes late catches up with everything, on a phone', async () => {
    await passUntil(edge, ({ phase }) => phase === 'live');
    await channelLine(bo, 'Steady state proven').waitFor();
    expect((await edge.call('GET', '/api/v1/drills/current')).body['code']).toBe('');
    const { page } = chi;
    await page.goto(`${edge.url}/join/${code}`);
    await page.getByLabel('Your name').fill('Chi');
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.getByRole('tab', { name: 'Room' }).click();
    await channelLine(chi, 'Steady state proven').waitFor();
    await page.getByRole('tab', { name: /^Alerts/ }).click();
  });

  test('[PO5] the page reaches everybody; the phone acknowledges it for all', async () => {
    await passUntilPaged(edge);
    await Promise.all([ana, bo, chi].map(({ page }) => page.locator('.war-alert-critical.war-alert-firing').first().waitFor()));
    await chi.page.getByRole('button', { name: /^Ack / }).first().click();
    await ana.page.getByText('acked by Chi').first().waitFor();
  });

  test('[PO6] a lost connection says so, keeps what was typed, and catches up without loss', async () => {
    await bo.context.setOffline(true);
    await bo.page.getByText('Connection lost.').waitFor();
    await bo.page.getByLabel('Message').fill('typed while away');
    await ana.page.getByLabel('Message').fill('we look at payments');
    await ana.page.getByLabel('Message').press('Enter');
    await channelLine(ana, 'we look at payments').waitFor();
    await bo.context.setOffline(false);
    await channelLine(bo, 'we look at payments').waitFor();
    expect(await channelLine(bo, 'we look at payments').count()).toBe(1);
    await bo.page.getByRole('button', { name: 'Send' }).click();
    await channelLine(ana, 'typed while away').waitFor();
    expect(await channelLine(ana, 'typed while away').count()).toBe(1);
  });

  test('[PO7] the facilitator’s message, script and fault reach the pod; notes and faults stay on the desk', async () => {
    const { page } = facilitator;
    await page.getByRole('button', { name: 'Message …' }).click();
    await page.getByLabel('Text').fill('How long will this take?');
    await page.getByRole('button', { name: 'Post it to the players' }).click();
    await channelLine(ana, 'How long will this take?').waitFor();
    await page.getByLabel('Note', { exact: true }).fill('nobody asked what is normal');
    await page.getByRole('button', { name: 'Add the note' }).click();
    await page.locator('.desk-notes', { hasText: 'nobody asked' }).waitFor();
    await page.getByRole('button', { name: /^Skip: .*Checkout engineer/ }).click();
    await page.getByRole('button', { name: /^Fire now: .*Payment provider/ }).click();
    await channelLine(ana, 'elevated response times').waitFor();
    await page.getByRole('button', { name: 'Fault …' }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('button', { name: /Fault/ }).click();
    await page.getByRole('option', { name: /^Slow link/ }).click();
    await form.getByRole('button', { name: /Target/ }).click();
    await page.getByRole('option', { name: 'catalog->redis', exact: true }).click();
    await form.getByRole('button', { name: 'Inject it' }).click();
    await page.locator('.desk-faults', { hasText: 'catalog->redis' }).waitFor();
  });

  test('[PO14] the pod declares and acts; everybody sees it land', async () => {
    const { page } = ana;
    await page.getByLabel('Message').blur();
    await page.keyboard.press('d');
    await page.getByLabel('Title').fill('Checkout hangs');
    await page.getByLabel('Why this severity').fill('Nobody can pay');
    await page.getByRole('button', { name: 'Declare', exact: true }).click();
    await bo.page.locator('.war-step-current', { hasText: 'Declared' }).waitFor();
    await bo.page.getByRole('button', { name: 'Defer payments' }).first().click();
    await bo.page.getByRole('button', { name: 'Defer payments: orders' }).click();
    await expect.poll(() => edge.house.host.currentView()?.controls.length).toBe(1);
    await passUntilLanded(edge);
    await ana.page.locator('.war-control-landed').waitFor();
  });

  test('[PO8] a player who opens the desk’s address gets the gate, and no word of the truth', async () => {
    const other = await bo.context.newPage();
    await other.goto(`${edge.url}/desk`);
    await other.getByLabel('Facilitator key').waitFor();
    expect(await other.getByText(title).count()).toBe(0);
    expect((await other.request.get(`${edge.url}/api/v1/facilitator/desk`)).status()).toBe(403);
    expect((await other.request.get(`${edge.url}/api/v1/drills/${drillId}/debrief`)).status()).toBe(409);
    await other.close();
  });

  test('[PO9] pause and end are the facilitator’s; nothing sealed had reached a player until the end', async () => {
    const { page } = facilitator;
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Pause the drill' }).click();
    await ana.page.getByText('Paused by the facilitator.').waitFor();
    const desk = (await edge.call('GET', '/api/v1/facilitator/desk', { headers: facilitatorKey })).body as unknown as Desk;
    const secrets = [key, 'nobody asked what is normal', ...secretsOf(desk)];
    expect(secrets).toContain(title);
    for (const who of [ana, bo, chi]) expect(sealedWordsIn(who, secrets)).toEqual([]);
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('button', { name: 'End and debrief' }).click();
    await page.getByRole('button', { name: 'End it and open the debrief' }).click();
    await ana.page.locator('b', { hasText: 'The drill has ended.' }).waitFor();
    // It would lead to the debrief by itself.
    await ana.page.getByRole('button', { name: /^Stay here/ }).click();
    await edge.house.clock.advance(1000);
    await page.getByText('Everything was undone.').waitFor();
  });

  test('[PO10] a lost drill is debriefed like any other: truth, figures, the facilitator’s notes, own words beside them', async () => {
    const { page } = ana;
    await page.getByRole('link', { name: 'Go to the debrief' }).click();
    await page.getByRole('button', { name: 'Skip, show me the truth' }).click();
    await page.getByRole('button', { name: 'Skip it' }).click();
    await page.getByRole('heading', { name: title }).waitFor();
    await page.getByText('No resolve held').waitFor();
    await page.getByRole('tab', { name: 'Story' }).click();
    await page.locator('.debrief-timeline li').nth(5).waitFor();
    await page.locator('.debrief-charts canvas').first().waitFor();
    await page.getByRole('tab', { name: 'Review' }).click();
    await page.getByText('nobody asked what is normal').waitFor();
  });

  test('[PO11] two people edit one answer: the second sees both texts and loses none', async () => {
    const open = async ({ page }: Person): Promise<void> => {
      await page.goto(`${edge.url}/drill/${drillId}/postmortem`);
      await page.getByRole('button', { name: /^Answer: How would you tell this/ }).click();
    };
    await bo.page.goto(`${edge.url}/drill/${drillId}/debrief`);
    await bo.page.getByRole('button', { name: 'Skip, show me the truth' }).click();
    await bo.page.getByRole('button', { name: 'Skip it' }).click();
    await bo.page.getByRole('heading', { name: title }).waitFor();
    await open(ana);
    await open(bo);
    await ana.page.getByLabel(/How would you tell this/).fill('by Ana');
    await ana.page.getByRole('button', { name: 'Save' }).click();
    await ana.page.locator('.postmortem-prompt', { hasText: 'by Ana' }).waitFor();
    await bo.page.getByLabel(/How would you tell this/).fill('by Bo');
    await bo.page.getByRole('button', { name: 'Save' }).click();
    await bo.page.getByText('changed this text while you wrote').waitFor();
    await bo.page.getByRole('button', { name: 'Keep both' }).click();
    await bo.page.getByRole('button', { name: 'Save' }).click();
    await bo.page.locator('.postmortem-text', { hasText: 'by Bo' }).waitFor();
    const markdown = await (await fetch(`${edge.url}/api/v1/drills/${drillId}/postmortem.md`)).text();
    expect(markdown).toContain('by Ana');
    expect(markdown).toContain('by Bo');
  });

  test('[PO12] again with the next group opens the same incident, and a stale tab is told so', async () => {
    const { page } = facilitator;
    await again();
    await bo.page.goto(`${edge.url}/drill/${drillId}`);
    await bo.page.getByText(`${drillId} is not running`).waitFor();
    await page.getByRole('button', { name: /Emergency stop/ }).click();
    await page.getByRole('button', { name: 'Undo everything now' }).click();
    await page.getByText('Called off.').waitFor();
  });

  test('[PO13] the consoles stayed clean', () => {
    // A refused key, code and offline socket are answers the browser itself notes.
    const expected = /403|404|ERR_INTERNET_DISCONNECTED|409/;
    expect([facilitator, ana, bo, chi].flatMap(({ complaints }) => complaints).filter((line) => !expected.test(line))).toEqual([]);
  });
});
