// What axe finds serious on a page. Left out: the spoken announcements of the component library, which outlive their button.
import axe from 'axe-core';

/**
 * @param {import('playwright-core').Page} page
 * @param {string} [within] only what this selector names: a dialog, a panel
 * @returns {Promise<string[]>} rule and place of each serious or critical finding, in the theme that is shown
 */
export async function seriousFindings(page, within) {
  // The policy of the page forbids inline scripts: axe is evaluated by the driver, not by the page. It is long, and sent once to a page.
  if (!(await page.evaluate(() => 'axe' in globalThis)))
    await page.evaluate((text) => void new Function(text).call(globalThis), axe.source);
  return page.evaluate(async (only) => {
    const { violations } = await globalThis.axe.run(
      { ...(only === null ? {} : { include: [[only]] }), exclude: [['[data-live-announcer]']] },
      // What passes is not collected element by element.
      { resultTypes: ['violations'] },
    );
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
  }, within ?? null);
}
