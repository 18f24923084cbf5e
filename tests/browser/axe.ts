/** What axe finds on a page, by light and by dark. */
import { source as axeSource } from 'axe-core';
import type { Page } from 'playwright-core';

const themes = ['light', 'dark'] as const;

/**
 * Serious findings on what is on the screen, in both themes. Left out: the spoken announcements of the component library, which outlive
 * their button.
 * @param within only what this selector names: a dialog, a panel
 */
export async function seriousFindings(page: Page, within?: string): Promise<string[]> {
  return page.evaluate(
    async ({ source, within: only, names }) => {
      // The policy of the page forbids inline scripts: axe is evaluated by the driver, not by the page.
      new Function(source).call(globalThis);
      const { axe } = globalThis as unknown as {
        axe: { run: (context: object) => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
      };
      const { dataset } = document.documentElement;
      const before = dataset['theme'];
      const found: string[] = [];
      for (const theme of names) {
        dataset['theme'] = theme;
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const { violations } = await axe.run({ ...(only === null ? {} : { include: [[only]] }), exclude: [['[data-live-announcer]']] });
        for (const { id, impact, nodes } of violations)
          if (impact === 'serious' || impact === 'critical') found.push(`${theme}, ${id}: ${nodes[0]?.html.slice(0, 160)}`);
      }
      if (before === undefined) delete dataset['theme'];
      else dataset['theme'] = before;
      return found;
    },
    { source: axeSource, within: within ?? null, names: themes },
  );
}
