/** A Chromium of this machine, driven as a person would; everything it was sent is kept for the search for sealed text. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { Desk } from '../../core/protocol/desk.ts';
import { chromiumArguments, chromiumPath } from '../../scripts/chromium.mjs';

const required = process.env['BROWNOUT_REQUIRE_BROWSER'] === '1';

/** False where there is no Chromium and none is required: the tests are skipped, and say so. */
export const canRun = chromiumPath !== undefined || required;
export const skipNote = canRun ? '' : ' (skipped: no Chromium found; install one or set CHROMIUM to its path)';

export async function launch(): Promise<Browser> {
  if (!chromiumPath) throw new Error('BROWNOUT_REQUIRE_BROWSER is set, but there is no Chromium');
  return chromium.launch({ executablePath: chromiumPath, args: chromiumArguments });
}

export interface Person {
  page: Page;
  context: BrowserContext;
  /** All data that the server sent: socket frames and answers. */
  received(): string;
  /** And everything else: pages, scripts, styles. */
  receivedFiles(): string;
  /** Errors in the console and of the page. */
  complaints: string[];
}

/** How long anything awaited on a page may take: three times of what the slowest takes on a machine of the usual speed. */
const patienceMs = 120_000;

/** A browser of their own: storage and connection are shared with nobody. */
export async function person(browser: Browser, viewport = { width: 1440, height: 900 }): Promise<Person> {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  let received = '';
  let files = '';
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(`${message.text()} ${message.location().url}`));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => (received += payload.toString())));
  page.on('response', (response) => {
    const isData = /\/(api|socket\.io)\//.test(response.url());
    void response.text().then(
      (text) => (isData ? (received += text) : (files += text)),
      () => {},
    );
  });
  return { page, context, received: () => received, receivedFiles: () => files, complaints };
}

/** The longest until a shop is up, or its steady state proven or not. */
export const warm = { timeout: 240_000 };
/** The longest from the start of a drill until users feel its fault and somebody is paged. */
export const paged = { timeout: 240_000 };

/**
 * Begins a drill from home and waits until its steady state is proven. A machine with other things to do makes a shop unsteady, and its
 * drill invalid, rightly: it is begun again then, as a person would.
 * @param button which on home begins it
 */
export async function beginSteadily({ page }: Person, { url, button }: { url: string; button: string }): Promise<void> {
  const proven = page.locator('.war-line', { hasText: 'Steady state proven' });
  const unsteady = page.getByText('No steady state:');
  for (let tries = 1; tries <= 3; tries += 1) {
    await page.goto(url);
    await page.getByText('The shop is up and under load.').waitFor(warm);
    await page.getByRole('button', { name: button, exact: true }).click();
    await proven.or(unsteady).first().waitFor(warm);
    if (await proven.isVisible()) return;
    console.log(`try ${tries}: ${await unsteady.first().innerText()}`);
  }
  throw new Error('The shop was never steady: this machine has too much else to do.');
}

/** Words of the truth, the sheet and the script still to come, as the desk knows them now: none of them may be in a player's browser. */
export function secretsOf({ title, truth, sheet, script }: Desk): string[] {
  const { mechanism, why, conditions, decoys, propagation } = truth;
  const spread = propagation.map(({ effect }) => effect);
  const told = script.flatMap(({ state, kind, label }) => (state === 'next' && kind === 'message' ? [label] : []));
  const seen = sheet.seenWhen.map(({ seen: text }) => text);
  return [title, mechanism, why, ...conditions, ...decoys, ...spread, ...sheet.questions, ...sheet.deadEnds, ...seen, ...told];
}

/** Nothing of the truth may be in what a player's browser was sent while the drill ran: neither by its form nor by its words. */
export function sealedWordsIn(who: Person, secrets: readonly string[]): string[] {
  const forms = [
    'faultRequested',
    'faultWitnessed',
    'causeRemoved',
    'propagation',
    'detectionGap',
    '"accepted"',
    'capabilities',
    'seenWhen',
  ];
  const everything = who.received() + who.receivedFiles();
  return [...forms.filter((form) => who.received().includes(form)), ...secrets.filter((secret) => everything.includes(secret))];
}
