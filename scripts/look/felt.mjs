// What somebody at a page feels: how long an interaction waits for its frame, what moves by itself, and how much JavaScript the page took.
import { gzipSync } from 'node:zlib';

/** Runs in the page, before its own scripts. */
export function watch() {
  const felt = { interactions: new Map(), shift: 0 };
  globalThis.felt = felt;
  // Panels ask every second: the usual 250 entries are full before the last chunk has come.
  performance.setResourceTimingBufferSize(10_000);
  new PerformanceObserver((list) => {
    for (const { interactionId, duration, name } of list.getEntries()) {
      const known = felt.interactions.get(interactionId);
      if (interactionId && (!known || known.duration < duration)) felt.interactions.set(interactionId, { duration, name });
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) felt.shift += value;
  }).observe({ type: 'layout-shift', buffered: true });
}

/**
 * Since the last reading. For a visit of so few interactions INP is the slowest one; those below 16 ms are not told by the browser.
 * @returns {Promise<{ interactions: number, inpMs: number | null, slowest: string | null, shift: number, overflowPx: number }>}
 */
export function readFelt(page) {
  return page.evaluate(() => {
    const { felt } = globalThis;
    const all = [...felt.interactions.values()].sort((a, b) => b.duration - a.duration);
    const read = { interactions: all.length, inpMs: all[0]?.duration ?? null, slowest: all[0]?.name ?? null, shift: felt.shift };
    felt.interactions.clear();
    felt.shift = 0;
    return { ...read, overflowPx: Math.max(0, document.documentElement.scrollWidth - innerWidth) };
  });
}

/** Figures of several readings of one page as one. */
export function together(readings) {
  const slowest = readings.toSorted((a, b) => (b.inpMs ?? 0) - (a.inpMs ?? 0))[0];
  return {
    interactions: readings.reduce((sum, { interactions }) => sum + interactions, 0),
    inpMs: slowest?.inpMs ?? null,
    slowest: slowest?.slowest ?? null,
    shift: Number(readings.reduce((sum, { shift }) => sum + shift, 0).toFixed(4)),
  };
}

const sizes = new Map();

async function gzipBytes(address) {
  if (!sizes.has(address)) sizes.set(address, gzipSync(await (await fetch(address)).text()).length);
  return sizes.get(address);
}

/**
 * JavaScript of the document that is open, each file packed by gzip: `initial` is what its HTML asks for, `lazy` what came when it was needed.
 * Open it anew before, or what was opened earlier in the same document counts, too.
 */
export async function scriptsOf(page) {
  const { origin } = new URL(page.url());
  const html = await (await fetch(origin)).text();
  const initial = [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, path]) => new URL(path, origin).href);
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  const lazy = [...new Set(loaded)].filter((name) => name.startsWith(origin) && name.endsWith('.js') && !initial.includes(name));
  const kib = async (list) => Number(((await Promise.all(list.map(gzipBytes))).reduce((sum, bytes) => sum + bytes, 0) / 1024).toFixed(1));
  return { initialKib: await kib(initial), lazyKib: await kib(lazy), chunks: lazy.map((name) => name.split('/').at(-1)) };
}
