/** The page in a real browser, over a real sandbox. Needs a Chromium on the machine; `npm test` says so where there is none. */
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually, type Program, startProgram, temporaryData, unusedPort } from '../support/program.ts';

const candidates = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const executablePath = candidates.find((path) => path !== undefined && existsSync(path));
const required = process.env['BROWNOUT_REQUIRE_BROWSER'] === '1';
const name =
  executablePath || required
    ? 'the page in Chromium'
    : 'the page in Chromium (skipped: no Chromium found; install one or set CHROMIUM to its path)';

describe.skipIf(!executablePath && !required)(name, () => {
  const data = temporaryData();
  /** Everything the browser was sent, for the search for sealed text. */
  let received = '';
  const complaints: string[] = [];
  let server: Program;
  let browser: Browser;
  let page: Page;
  let url = '';

  beforeAll(async () => {
    if (!executablePath) throw new Error('BROWNOUT_REQUIRE_BROWSER is set, but there is no Chromium');
    const port = await unusedPort();
    url = `http://127.0.0.1:${port}`;
    server = startProgram('server/main.js', { environment: { BROWNOUT_DATA: data.dir, PORT: String(port), BROWNOUT_RATE: '60' } });
    await eventually(async () => (await fetch(`${url}/readyz`)).status === 200, { what: 'the server is ready', timeoutMs: 60_000 });
    browser = await chromium.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    });
    page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => (received += payload.toString())));
    // The program itself names milestones; what counts is what it is told about this drill.
    page.on('response', (response) => {
      if (!response.url().includes('/api/')) return;
      void response.text().then(
        (text) => (received += text),
        () => {},
      );
    });
    await page.goto(url);
  });

  afterAll(async () => {
    await browser?.close();
    server?.kill('SIGINT');
    await server?.ended;
    data.remove();
  });

  test('[PG1] shows the health of the sandbox and live golden signals', async () => {
    await page.getByText('The shop is up and under load.').first().waitFor();
    for (const component of ['postgres', 'kafka', 'redis', 'toxiproxy', 'gateway-1', 'fulfilment-2']) {
      await page.locator('#health li.up', { hasText: component }).first().waitFor();
    }
    const gateway = page.locator('#signals tr', { hasText: 'gateway' }).first().locator('td').first();
    await eventually(async () => Number.parseFloat((await gateway.textContent()) ?? '') > 20, {
      what: 'the gateway shows its rate',
      timeoutMs: 30_000,
    });
  });

  test('[PG2] a practice drill starts in one click, pages when users feel it, and can be acknowledged', async () => {
    await page.getByLabel('Practice').selectOption('after-lunch-errors');
    await page.getByRole('button', { name: 'Practise now' }).click();
    await page.locator('header .incident').waitFor();
    expect(await page.locator('header .incident').textContent()).toMatch(/^INC-\d{4}$/);
    const page1 = page.locator('.alert.page.firing').first();
    await page1.waitFor({ timeout: 180_000 });
    await page1.getByRole('button', { name: 'Acknowledge' }).click();
    await page.locator('.alert.page.acknowledged').first().waitFor();
    await page.locator('header .badge', { hasText: 'Acknowledged' }).waitFor();
  });

  test('[PG3] nothing sealed has reached the browser while the drill ran', async () => {
    expect(received.length).toBeGreaterThan(10_000);
    const key = /facilitator key\s+(\S+)/.exec(server.output())?.[1] ?? '';
    const id = await page.locator('header .incident').textContent();
    const answer = await fetch(`${url}/api/v1/facilitator/drills/${id}/log`, { headers: { authorization: `Bearer ${key}` } });
    expect(answer.status).toBe(200);
    for (const word of [
      'faultRequested',
      'faultWitnessed',
      'causeRemoved',
      'propagation',
      'detectionGap',
      '"accepted":',
      'capabilities',
      key,
    ]) {
      expect(received.includes(word), `the browser was sent ${word}`).toBe(false);
    }
    expect((await fetch(`${url}/api/v1/drills/${id}/debrief`)).status).toBe(409);
  });

  test('[PG4] the end shows outcome and post-mortem, which can be downloaded', async () => {
    const key = /facilitator key\s+(\S+)/.exec(server.output())?.[1] ?? '';
    const id = (await page.locator('header .incident').textContent()) ?? '';
    const body = JSON.stringify({ type: 'endAndDebrief', commandId: 'end-1', reason: 'the session is over' });
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    expect((await fetch(`${url}/api/v1/facilitator/drills/${id}/commands`, { method: 'POST', headers, body })).status).toBe(200);
    await page.getByRole('link', { name: 'Read the post-mortem' }).waitFor();
    const markdown = await (await fetch(`${url}/api/v1/drills/${id}/postmortem.md`)).text();
    expect(markdown).toContain(id);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download it as Markdown' }).click();
    expect((await download).suggestedFilename()).toBe(`${id}-postmortem.md`);
  });

  test('[PG5] the console stayed clean', () => {
    expect(complaints).toEqual([]);
  });
});
