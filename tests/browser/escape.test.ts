/** Escape closes a form wherever the focus is in it, also in the field that confirms a broad action. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canRun, launch, skipNote } from './chromium.ts';
import { openScreens, type Screens } from './screens.ts';

describe.skipIf(!canRun)(`a form of an action${skipNote}`, () => {
  let browser: Browser;
  let screens: Screens;
  beforeAll(async () => {
    browser = await launch();
    screens = await openScreens(browser);
  });
  afterAll(async () => {
    await screens?.close();
    await browser?.close();
  });

  test('[EC1] is put away from within the field in which its target is typed, and sends nothing', async () => {
    const ana = await screens.edge.start({ playerName: 'Ana' });
    await screens.pass(16);
    const page = await screens.visit(`/drill/${ana.drillId}`, ana);
    await page.getByRole('button', { name: /^Cache/ }).click();
    await page.getByRole('menuitem', { name: /^Flush the cache/ }).click();
    const name = page.getByRole('textbox', { name: 'Type redis to confirm' });
    await name.fill('red');
    await name.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(screens.edge.house.host.currentView()?.controls).toEqual([]);
  });
});
