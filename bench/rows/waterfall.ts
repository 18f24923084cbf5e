import { setTimeout as pause } from 'node:timers/promises';
import type { Page, Route } from 'playwright-core';
import type { SpanView } from '../../core/protocol/traces.ts';
import { openPage, takeFelt, watchFeel } from '../harness/browser.ts';
import { startHouse } from '../harness/house.ts';
import { eventually, temporaryFolder } from '../harness/programs.ts';
import type { Measurement, Row } from '../row.ts';

const sizes = [10_000, 50_000];
const ratePerSecond = 20;
const goalMs = 200;
const notFrozenMs = 1000;
const traceId = 'be'.repeat(16);
const interactionsEach = 5;

/** What a person feels who opens a large trace in a running drill, and walks, folds, zooms and scrolls in it. */
export const waterfallRow: Row = {
  name: 'waterfall',
  about: 'a trace of 10,000 and 50,000 spans in Chromium: until it is drawn, worst interaction (INP), longest frame while it scrolls',
  runs: 3,
  async open({ ends, say, note }) {
    const page = await openPage(ends);
    if (!page) {
      note('waterfall: no Chromium found; install one or set CHROMIUM to its path');
      return async () => [];
    }
    const house = await startHouse(ends, { dataFolder: temporaryFolder(ends), ratePerSecond });
    await eventually('a ready sandbox', 120_000, async () => ((await fetch(`${house.url}/readyz`)).status === 200 ? true : null));
    let spans: readonly SpanView[] = [];
    await page.route(`**/traces/${traceId}?**`, (route) => answerPage(route, spans));
    await page.route('**/traces?**', (route) => answerList(route, spans));
    await page.goto(house.url);
    await page.getByRole('button', { name: 'Practise now' }).click();
    await page.getByRole('tab', { name: 'Traces' }).waitFor({ timeout: 60_000 });
    await watchFeel(page);
    return async () => {
      const measurements: Measurement[] = [];
      for (const size of sizes) {
        spans = traceOf(size);
        measurements.push(...(await figuresOf(page, size)));
        say(`${size} spans done`);
      }
      return measurements;
    };
  },
};

async function figuresOf(page: Page, size: number): Promise<Measurement[]> {
  const name = size.toLocaleString('en');
  await page.getByRole('tab', { name: 'Map' }).click();
  await page.getByRole('tab', { name: 'Traces' }).click();
  await page.getByRole('list', { name: 'Traces' }).getByRole('button').first().waitFor();
  await takeFelt(page);
  const sinceMs = performance.now();
  await page.getByRole('list', { name: 'Traces' }).getByRole('button').first().click();
  const tree = page.getByRole('tree', { name: 'Spans of the trace' });
  await tree.waitFor({ timeout: 120_000 });
  const openedMs = performance.now() - sinceMs;
  const opening = await takeFelt(page);
  await interact(page);
  const { worst } = await takeFelt(page);
  await scroll(page);
  const scrolled = await takeFelt(page);
  await page.getByRole('button', { name: '← All traces' }).click();
  return [
    { figure: `${name} spans: drawn after`, unit: 'ms', value: openedMs },
    { figure: `${name} spans: longest frame while it opens`, unit: 'ms', value: opening.longestFrame, goal: { atMost: notFrozenMs } },
    { figure: `${name} spans: worst interaction`, unit: 'ms', value: worst, goal: { atMost: size > 10_000 ? notFrozenMs : goalMs } },
    { figure: `${name} spans: longest frame while it scrolls`, unit: 'ms', value: scrolled.longestFrame, goal: { atMost: goalMs } },
  ];
}

/** Every kind of thing that can be done in it, by keys and by pointer. */
async function interact(page: Page): Promise<void> {
  await page.getByRole('tree').focus();
  for (const key of ['ArrowDown', 'PageDown', 'ArrowLeft', 'ArrowRight', 'End', 'Home', 'Enter', '+', '+', '-', '0', 'e'])
    for (let time = 0; time < interactionsEach; time += 1) await page.keyboard.press(key);
  // The keys may have left something folded.
  const expand = page.getByRole('button', { name: 'Expand all' });
  if ((await expand.count()) > 0) await expand.click();
  for (const button of ['Collapse all', 'Expand all']) await page.getByRole('button', { name: button }).click();
  for (let time = 0; time < interactionsEach; time += 1) await page.getByRole('treeitem').nth(time).click();
  const map = await page.locator('.ev-minimap').boundingBox();
  if (!map) throw new Error('the minimap is not there');
  await page.mouse.move(map.x + map.width * 0.2, map.y + 5);
  await page.mouse.down();
  await page.mouse.move(map.x + map.width * 0.6, map.y + 5, { steps: 5 });
  await page.mouse.up();
  await page.getByRole('button', { name: 'Whole trace' }).click();
}

async function scroll(page: Page): Promise<void> {
  await page.getByRole('tree').hover();
  for (let time = 0; time < 40; time += 1) {
    await page.mouse.wheel(0, 2000);
    await pause(16);
  }
}

async function answerList(route: Route, spans: readonly SpanView[]): Promise<void> {
  const summary = {
    traceId,
    root: 'gateway POST /checkout',
    startMs: Date.now(),
    durationMs: 900,
    spans: spans.length,
    error: true,
    services: ['gateway'],
  };
  await route.fulfill({ json: { traces: [summary], more: false, sampling: null } });
}

async function answerPage(route: Route, spans: readonly SpanView[]): Promise<void> {
  const query = new URL(route.request().url()).searchParams;
  const offset = Number(query.get('offset'));
  await route.fulfill({ json: { spans: spans.slice(offset, offset + Number(query.get('limit'))), total: spans.length } });
}

/** A wide and deep tree: every span has up to eight children, one after the other inside of it. */
function traceOf(size: number): SpanView[] {
  const startMs = Date.now();
  const spans: SpanView[] = [];
  for (let index = 0; index < size; index += 1) {
    const parent = spans[Math.floor((index - 1) / 8)];
    const place = (index - 1) % 8;
    const durationMs = parent ? parent.durationMs / 9 : 900;
    spans.push({
      traceId,
      spanId: index.toString(16).padStart(16, '0'),
      parentSpanId: parent ? parent.spanId : null,
      service: ['gateway', 'orders', 'catalog', 'payments'][index % 4] ?? '',
      slot: 'orders-1',
      name: index === 0 ? 'POST /checkout' : `SELECT order_lines ${index}`,
      kind: 'internal',
      startMs: parent ? parent.startMs + (place + 0.5) * durationMs : startMs,
      durationMs,
      error: index % 997 === 0,
      attributes: { 'db.system.name': 'postgresql', 'db.operation.name': 'SELECT', 'service.version': '3.8.1' },
    });
  }
  return spans;
}
