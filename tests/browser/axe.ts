/** What axe finds on a page, by light and by dark. */
import type { Page } from 'playwright-core';
import { seriousFindings as findingsShown } from '../../scripts/look/axe.mjs';

const themes = ['light', 'dark'] as const;

/**
 * Serious findings on what is on the screen, in both themes.
 * @param within only what this selector names: a dialog, a panel
 */
export async function seriousFindings(page: Page, within?: string): Promise<string[]> {
  const before = await page.evaluate(() => document.documentElement.dataset['theme']);
  const found: string[] = [];
  for (const theme of themes) {
    await show(page, theme);
    found.push(...(await findingsShown(page, within)).map((finding) => `${theme}, ${finding}`));
  }
  await show(page, before);
  return found;
}

/** Undefined: as the system has it. */
async function show(page: Page, theme: string | undefined): Promise<void> {
  await page.evaluate(async (wanted) => {
    const { dataset } = document.documentElement;
    if (wanted === undefined) delete dataset['theme'];
    else dataset['theme'] = wanted;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }, theme);
}
