// The browser of a run: people at its pages, a picture of each page, and what was felt there.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumArguments, chromiumPath } from '../chromium.mjs';
import { seriousFindings } from './axe.mjs';
import { readFelt, scriptsOf, watch } from './felt.mjs';
import { createRoll } from './roll.mjs';

/** The longest that a press or a page is waited for; what takes longer by design says so itself. */
const patienceMs = 20_000;
/** The longest that a picture waits for what is still being fetched or moves. */
const stillMs = 5000;
/** Of a picture of the docs: all of them together stay below 4 MB. */
const docsBytes = 62_000;
const qualities = [85, 72, 60, 48, 36, 24];

/** @param {{ folder: string, theme: 'dark' | 'light', docs: string | null, hasAxe: boolean }} options */
export async function openCamera({ folder, theme, docs, hasAxe }) {
  for (const place of [folder, docs]) if (place) mkdirSync(place, { recursive: true });
  const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumArguments });
  const scripts = {};
  const findings = {};
  const complaints = new Set();

  async function person(viewport = { width: 1440, height: 900 }) {
    const context = await browser.newContext({ viewport, colorScheme: theme, reducedMotion: 'reduce' });
    context.setDefaultTimeout(patienceMs);
    await context.addInitScript(watch);
    context.on('console', (message) => message.type() === 'error' && complaints.add(`${message.text()} ${message.location().url}`));
    context.on('weberror', (thrown) => complaints.add(thrown.error().message));
    return { page: await context.newPage(), context };
  }

  async function take({ name, docs: isInDocs }, page) {
    await still(page);
    await page.screenshot({ path: join(folder, `${name}-${theme}.png`) });
    if (docs && isInDocs) writeFileSync(join(docs, `${name}-${theme}.webp`), await smallPicture(page));
    const felt = await readFelt(page);
    const serious = hasAxe ? await seriousFindings(page) : [];
    if (serious.length > 0) findings[name] = serious;
    return felt;
  }
  const spoil = (name, page) => page.screenshot({ path: join(folder, `missed-${name}-${theme}.png`) });
  const { told, ...roll } = createRoll({ take, spoil });

  return {
    ...roll,
    person,
    /** Opens the page anew and counts its scripts. @param name of the page, as pictures.mjs has it */
    async countScripts(name, page) {
      await page.reload();
      await still(page);
      scripts[name] = await scriptsOf(page).catch((error) => ({ refused: error.message }));
    },
    summary: () => ({ theme, ...told(), scripts, ...(hasAxe ? { axe: findings } : {}), complaints: [...complaints] }),
    close: () => browser.close(),
  };
}

/** Letters have come, nothing is being fetched that keeps its place by a skeleton, and nothing moves; or that takes too long. */
async function still(page) {
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frames = 0; frames < 3; frames += 1) await new Promise((drawn) => requestAnimationFrame(drawn));
  });
  const isStill = () =>
    page.evaluate(() => {
      const moves = ({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().iterations !== Infinity;
      return !document.querySelector('.ui-skeleton') && !document.getAnimations().some(moves);
    });
  for (const until = Date.now() + stillMs; Date.now() < until && !(await isStill()); ) await page.waitForTimeout(200);
}

/** As WebP, in the best quality that is small enough. */
async function smallPicture(page) {
  const session = await page.context().newCDPSession(page);
  let picture = Buffer.alloc(0);
  for (const quality of qualities) {
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality });
    picture = Buffer.from(data, 'base64');
    if (picture.length <= docsBytes) break;
  }
  await session.detach();
  return picture;
}
