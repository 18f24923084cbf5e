/** The way through the traces: from an alert to failed and slow requests, into one of them, beside a typical one, and back by its link. */
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { type Person, paged } from './chromium.ts';

/** In a drill in which somebody is paged, for whoever plays it; their console is for the rest of their drill to judge (PA9). */
export function describeTraces(player: () => Person): void {
  const list = (): Locator => player().page.getByRole('list', { name: 'Traces' }).getByRole('button');
  /** Shortest duration in the list, `12 ms` or `1.2 s`; NaN while there is none. By text content: lines out of sight are not laid out. */
  const quickestMs = async (): Promise<number> => {
    const texts = await player().page.locator('.ev-trace-ms').allTextContents();
    const found = texts.map((text) => Number.parseFloat(text) * (text.endsWith(' ms') ? 1 : 1000));
    return found.length === 0 ? Number.NaN : Math.min(...found);
  };

  test('[TR1] one press on the alert lists traces of it as points and lines; what was sampled is said', async () => {
    const { page } = player();
    const firing = page.locator('.war-alert-critical.war-alert-firing').first();
    await firing.waitFor(paged);
    await firing.getByRole('button', { name: /^Traces of/ }).click();
    await list().first().waitFor();
    await page.getByText(/Kept: every error, everything over 500 ms.*\d traces since .* requests\./).waitFor();
    await page.getByRole('slider', { name: 'Trace by time; Enter opens it' }).waitFor();
  });

  test('[TR2] a search by duration shows nothing that is quicker; clearing shows all again', async () => {
    const { page } = player();
    const clear = page.getByRole('search', { name: 'Search traces' }).getByRole('button', { name: 'Clear' });
    // The alert asked for failed or slow ones.
    await clear.click();
    await page.getByText('at any time').waitFor();
    await expect.poll(quickestMs).toBeLessThan(500);
    await page.getByLabel('Minimum duration').fill('500ms');
    await page.keyboard.press('Enter');
    await expect.poll(quickestMs).toBeGreaterThanOrEqual(500);
    await clear.click();
    await expect.poll(quickestMs).toBeLessThan(500);
  });

  test('[TR3] a drag over the points asks for what was brushed', async () => {
    const { page } = player();
    await list().first().waitFor();
    const box = await page.locator('.ev-scatter canvas').boundingBox();
    if (!box) throw new Error('the scatter is not there');
    await page.mouse.move(box.x + box.width * 0.3, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 10, box.y + box.height - 25, { steps: 5 });
    await page.mouse.up();
    await page.getByRole('button', { name: /at any time instead/ }).waitFor();
    await page.getByRole('button', { name: /at any time instead/ }).click();
  });

  test('[TR4] the keys walk along the points, Enter opens one; the waterfall is walked by keys too', async () => {
    const { page } = player();
    await list().first().waitFor();
    await page.getByRole('slider', { name: 'Trace by time; Enter opens it' }).focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    const tree = page.getByRole('tree', { name: 'Spans of the trace' });
    await tree.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Span details' }).getByText('own time').waitFor();
    await page.keyboard.press('+');
    await expect.poll(() => page.getByRole('button', { name: 'Whole trace' }).isEnabled()).toBe(true);
    await page.keyboard.press('0');
    await expect.poll(() => page.getByRole('button', { name: 'Whole trace' }).isEnabled()).toBe(false);
  });

  test('[TR5] beside a typical one, the operation that makes the difference is named', async () => {
    const { page } = player();
    await page.getByRole('button', { name: 'Compare with a typical one' }).click();
    await page.getByText(/This trace took/).waitFor();
    await page.getByRole('columnheader', { name: 'Own time +' }).waitFor();
    await page.getByRole('button', { name: '← Waterfall' }).click();
    await page.getByRole('tree', { name: 'Spans of the trace' }).waitFor();
  });
}
