// What axe finds serious on a page. Left out: the spoken announcements of the component library, which outlive their button.
import axe from 'axe-core';

/** @returns {Promise<string[]>} rule and place of each serious or critical finding */
export function seriousFindings(page) {
  return page.evaluate(async (text) => {
    // The policy of the page forbids inline scripts: axe is evaluated by the driver, not by the page.
    if (!globalThis.axe) new Function(text).call(globalThis);
    const { violations } = await globalThis.axe.run({ exclude: [['[data-live-announcer]']] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
  }, axe.source);
}
