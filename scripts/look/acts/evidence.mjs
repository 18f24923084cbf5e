// Every tab of evidence, as operations look at it.
import { clear, keys } from '../moves.mjs';

/** The longest until a profile of three seconds is drawn. */
const profileMs = 60_000;

export async function lookAtEvidence({ camera, page }) {
  const tab = (name, key, seen = async () => {}) =>
    camera.picture(name, page, async () => {
      await keys(page, 'g', key);
      await seen();
    });
  await keys(page, 'g', 'm');
  await page.getByRole('button', { name: /^Link payments->psp/ }).click();
  await tab('room-metrics', 'h', () => page.locator('.ev-heat canvas').waitFor());
  await tab('room-traces', 't', () => page.locator('.ev-trace-list button').first().waitFor());
  await camera.picture('room-trace', page, async () => {
    await page.locator('.ev-trace-list button').first().click();
    await page
      .getByRole('treeitem', { name: /POST \/charges/ })
      .first()
      .click();
    await page.getByRole('region', { name: 'Span details' }).waitFor();
  });
  await tab('room-logs', 'l', async () => {
    await everyLine(page);
    await page.getByRole('button', { name: 'Lines', exact: true }).click();
    await page.locator('.ev-log-line').first().waitFor();
  });
  await camera.picture('room-patterns', page, async () => {
    await page.getByRole('button', { name: 'Patterns' }).click();
    await page.locator('.ev-log-patterns tbody tr').first().waitFor();
  });
  await camera.part(() => linkPatterns(page));
  await tab('room-profile', 'p', () => takeProfile(page));
  await tab('room-changes', 'c');
  await tab('room-tickets', 'i');
  await tab('room-slos', 's', () => page.locator('.ev-slo').first().waitFor());
  await camera.picture('room-runbook', page, async () => {
    await page
      .getByRole('button', { name: /^Runbook of/ })
      .first()
      .click();
    await page.locator('.ev-runbook').waitFor();
  });
  await page
    .getByRole('button', { name: 'Close the runbook' })
    .click({ timeout: 2000 })
    .catch(() => {});
  await tab('room-kafka', 'k', () => page.getByRole('region', { name: 'Group fulfilment' }).waitFor());
  await tab('room-redis', 'e', () => page.getByRole('table', { name: 'Figures of the cache' }).waitFor());
  await tab('room-postgres', 'd', () => page.getByRole('table').first().waitFor());
  await lookAtPapers({ camera, page });
}

/** The trace that was just opened, and what was picked on the map, would leave only their own lines: a slow request of which nobody wrote has none. */
async function everyLine(page) {
  const logs = page.locator('.ev-logs');
  await logs.waitFor();
  for (const filter of [logs.getByRole('button', { name: /^of trace / }), page.getByRole('button', { name: 'Whole shop' })])
    if ((await filter.count()) > 0 && (await filter.isEnabled())) await filter.click();
}

/** On the board, for the debrief: of a list what it showed is kept, while a figure and a trace are recorded anyway. */
async function linkPatterns(page) {
  await page.getByRole('tab', { name: /^Board/ }).click();
  const card = page.locator('.war-hypothesis').first();
  await card.getByRole('button', { name: '+ link what I see' }).click();
  await card.getByRole('button', { name: /^log patterns of / }).waitFor();
  await page.getByRole('tab', { name: 'Channel' }).click();
}

async function takeProfile(page) {
  const seconds = page.getByRole('textbox', { name: /^For/ });
  await seconds.fill('3');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Take profile' }).click();
  const newest = page
    .getByRole('list', { name: /^Profiles of this drill/ })
    .getByRole('button')
    .first();
  await newest.waitFor({ timeout: profileMs });
  await newest.click({ timeout: profileMs });
  await page.locator('.ev-profile').waitFor({ timeout: profileMs });
}

/** What the teams of the shop wrote down. */
async function lookAtPapers({ camera, page }) {
  const paper = (name, title, row) =>
    camera.picture(name, page, async () => {
      await page.getByRole('group', { name: 'Paper' }).getByRole('button', { name: title }).click();
      if (row !== undefined) await page.locator('.papers .ev-link', { hasText: row }).first().click();
    });
  await keys(page, 'g', 'o');
  await camera.picture('room-architecture', page, async () => {
    await page.getByRole('group', { name: 'Level' }).getByRole('button').nth(1).click();
  });
  await paper('room-openapi', 'OpenAPI', '/checkout');
  await paper('room-asyncapi', 'AsyncAPI', 'orders.placed');
  await paper('room-decisions', 'Decisions', '');
  await paper('room-releases', 'Releases', 'orders 3.9.0');
  await camera.picture('room-papers-refused', page, async () => {
    await page.route('**/api/v1/stack/papers/events', (route) => route.abort());
    await page.getByRole('group', { name: 'Paper' }).getByRole('button', { name: 'AsyncAPI' }).click();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
  });
  await page.unroute('**/api/v1/stack/papers/events');
  await keys(page, 'g', 'm');
  await clear(page);
}
