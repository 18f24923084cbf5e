/** What moves on a page without anybody having touched it, as the browser itself counts it. */
import type { Page } from 'playwright-core';

interface LayoutShift extends PerformanceEntry {
  value: number;
  /** Within half a second of a press or a key, or of another size of the window. */
  hadRecentInput: boolean;
  sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
}

interface Shifts {
  /** Sum over all of the time; what browsers call cumulative layout shift is the worst five seconds of it. */
  sum: number;
  /** Each with what moved, from where to where. */
  moved: string[];
}

/** Before the page is opened. */
export async function watchShifts(page: Pick<Page, 'addInitScript'>): Promise<void> {
  await page.addInitScript(() => {
    const seen = { sum: 0, moved: [] as string[] };
    const place = ({ x, y, width, height }: DOMRectReadOnly): string => [x, y, width, height].map(Math.round).join(',');
    const take = (entries: readonly PerformanceEntry[]): void => {
      for (const { value, hadRecentInput, sources } of entries as LayoutShift[]) {
        if (hadRecentInput) continue;
        seen.sum += value;
        const words = sources.map(({ node, previousRect, currentRect }) => {
          const name = (node as Element | null)?.className || node?.parentElement?.className || node?.nodeName;
          return `${name} "${(node?.textContent ?? '').slice(0, 30)}" ${place(previousRect)} to ${place(currentRect)}`;
        });
        seen.moved.push(`${value.toFixed(4)} ${words.join(' + ')}`);
      }
    };
    const observer = new PerformanceObserver((list) => take(list.getEntries()));
    observer.observe({ type: 'layout-shift', buffered: true });
    const readShifts = (): Shifts => {
      take(observer.takeRecords());
      const { sum, moved } = seen;
      Object.assign(seen, { sum: 0, moved: [] });
      return { sum, moved };
    };
    Object.assign(globalThis, { readShifts });
  });
}

/** Since the last reading, or since the page was opened; what was told so far has been drawn. */
export function shiftsOn(page: Page): Promise<Shifts> {
  return page.evaluate(async () => {
    for (let frames = 0; frames < 3; frames += 1) await new Promise((drawn) => requestAnimationFrame(drawn));
    return (globalThis as unknown as { readShifts(): Shifts }).readShifts();
  });
}
