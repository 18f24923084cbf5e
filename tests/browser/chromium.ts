/** A Chromium of this machine, driven as a person would; everything it was sent is kept for the search for sealed text. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const candidates = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const executablePath = candidates.find((path) => path !== undefined && existsSync(path));
const required = process.env['BROWNOUT_REQUIRE_BROWSER'] === '1';

/** False where there is no Chromium and none is required: the tests are skipped, and say so. */
export const canRun = executablePath !== undefined || required;
export const skipNote = canRun ? '' : ' (skipped: no Chromium found; install one or set CHROMIUM to its path)';

export async function launch(): Promise<Browser> {
  if (!executablePath) throw new Error('BROWNOUT_REQUIRE_BROWSER is set, but there is no Chromium');
  return chromium.launch({
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
}

export interface Person {
  page: Page;
  context: BrowserContext;
  /** All that the server sent: socket frames and answers. */
  received(): string;
  /** Errors in the console and of the page. */
  complaints: string[];
}

/** A browser of their own: storage and connection are shared with nobody. */
export async function person(browser: Browser, viewport = { width: 1440, height: 900 }): Promise<Person> {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
  const page = await context.newPage();
  let received = '';
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => (received += payload.toString())));
  page.on('response', (response) => {
    if (!/\/(api|socket\.io)\//.test(response.url())) return;
    void response.text().then(
      (text) => (received += text),
      () => {},
    );
  });
  return { page, context, received: () => received, complaints };
}

/** Nothing of the truth may be in what a player's browser was sent while the drill ran. */
export function sealedWordsIn(received: string, secrets: readonly string[]): string[] {
  const words = [
    'faultRequested',
    'faultWitnessed',
    'causeRemoved',
    'propagation',
    'detectionGap',
    '"accepted"',
    'capabilities',
    'seenWhen',
    ...secrets,
  ];
  return words.filter((word) => received.includes(word));
}
