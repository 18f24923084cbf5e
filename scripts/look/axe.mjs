// What axe finds serious on a page. Left out: the spoken announcements of the component library, which outlive their button.
import { source } from 'axe-core';

/**
 * @param {import('playwright-core').Page} page
 * @param {string} [within] only what this selector names: a dialog, a panel
 * @returns {Promise<string[]>} rule and place of each serious or critical finding, in the theme that is shown
 */
export function seriousFindings(page, within) {
  return page.evaluate(
    async ({ text, only }) => {
      // The policy of the page forbids inline scripts: axe is evaluated by the driver, not by the page.
      if (!globalThis.axe) new Function(text).call(globalThis);
      const { violations } = await globalThis.axe.run({
        ...(only === null ? {} : { include: [[only]] }),
        exclude: [['[data-live-announcer]']],
      });
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
    },
    { text: source, only: within ?? null },
  );
}
