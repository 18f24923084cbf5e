/** A Chromium of this machine, where there is one. */
import type { Page } from 'playwright-core';
import { chromiumArguments, chromiumPath } from '../../scripts/chromium.mjs';
import type { Ends } from './ends.ts';

/** A page of 1440 × 900; null where no Chromium is found. */
export async function openPage(ends: Ends): Promise<Page | null> {
  if (!chromiumPath) return null;
  // Only who measures a browser needs its driver.
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumArguments });
  ends.add(() => browser.close());
  return (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
}

interface Felt {
  /** Worst time from an input until the next frame was painted, ms; of the Event Timing API, to 8 ms. */
  worst: number;
  longestFrame: number;
}

/** Notes what a person feels from here on. */
export async function watchFeel(page: Page): Promise<void> {
  await page.evaluate(() => {
    const felt: Felt = { worst: 0, longestFrame: 0 };
    Object.assign(globalThis, { felt });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if ((entry as PerformanceEntry & { interactionId: number }).interactionId > 0) felt.worst = Math.max(felt.worst, entry.duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
    let last = performance.now();
    const frame = (): void => {
      const now = performance.now();
      felt.longestFrame = Math.max(felt.longestFrame, now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

/** What was felt since the last look. */
export async function takeFelt(page: Page): Promise<Felt> {
  // Entries come after the frame they tell of.
  await page.waitForTimeout(300);
  return page.evaluate(() => {
    const { felt } = globalThis as unknown as { felt: Felt };
    const taken = { ...felt };
    Object.assign(felt, { worst: 0, longestFrame: 0 });
    return taken;
  });
}
