// What people do in more than one act.
import { eventually, warmMs } from './house.mjs';

/** The longest from the start of a drill until somebody is paged. */
const pagedMs = 240_000;

/** Puts away what is open: a list, then the dialog below it. What was typed is kept. */
export async function clear(page) {
  for (let tries = 0; tries < 4 && (await page.locator('[role="dialog"], [role="listbox"], [role="menu"]').count()) > 0; tries += 1)
    await page.keyboard.press('Escape');
  const close = page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true });
  if (await close.isVisible()) await close.click();
  await page.evaluate(() => document.activeElement?.blur());
}

/** Keys of the room, one after the other; none of them may fall into a field. */
export async function keys(page, ...pressed) {
  await clear(page);
  for (const key of pressed) await page.keyboard.press(key);
}

/** @param scope page or dialog that holds the list @param label of the list @param option how it begins */
export async function choose(scope, label, option) {
  const page = typeof scope.page === 'function' ? scope.page() : scope;
  await scope.getByRole('button', { name: label }).first().click();
  await page
    .getByRole('option', { name: new RegExp(`^${option.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`) })
    .first()
    .click();
}

/** Through the page of the join code. @param seat as it is titled; null to choose in the room */
async function join(page, { url, code, name, seat }) {
  await page.goto(`${url}/join/${code}`);
  await page.getByLabel('Your name').fill(name);
  if (seat !== null) await choose(page, 'Seat', seat);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('button', { name: 'I am ready' }).click();
}

/**
 * Waits until the steady state of the drill on this page is proven.
 *
 * @param timeoutMs the longest that is waited for it
 * @returns false when the shop was not steady and the drill is invalid
 */
export async function isSteady(page, timeoutMs = warmMs) {
  const proven = page.locator('.war-line', { hasText: 'Steady state proven' });
  const unsteady = page.getByText('No steady state:');
  await proven.or(unsteady).first().waitFor({ timeout: timeoutMs });
  return proven.first().isVisible();
}

/**
 * A drill in which the pod sits and whose steady state is proven; begun again, up to three times, where other work made the shop unsteady.
 * @param lobby what is to be seen before the first one begins
 * @returns {Promise<{ drillId: string, code: string }>}
 */
export async function beginSteadily(house, { request, pod, watcher, lobby = async () => {} }) {
  for (let tries = 1; tries <= 3; tries += 1) {
    await house.ready();
    const opened = await house.open(request);
    for (const { person, name, seat } of pod) await join(person.page, { url: house.url, code: opened.code, name, seat });
    if (tries === 1) await lobby(opened);
    await house.command(opened.drillId, { type: 'begin' });
    if (await isSteady(watcher)) return opened;
    console.log(`  try ${tries}: the shop was not steady`);
  }
  throw new Error('the shop was never steady: this machine has too much else to do');
}

export async function isPaged(page) {
  await page.locator('.war-alert-critical.war-alert-firing').first().waitFor({ timeout: pagedMs });
}

export async function openDesk(page, { url, key }) {
  await page.goto(`${url}/desk`);
  await page.getByLabel('Facilitator key').fill(key);
  await page.getByRole('button', { name: 'Open the desk' }).click();
  await page.getByLabel('Facilitator key').waitFor({ state: 'hidden' });
}

/** Says that it is over, once no page calls; again when users did not stay well. @param before what is to be seen of the form */
export async function resolve(page, before) {
  const ended = page.locator('b', { hasText: 'The drill has ended.' });
  const reopened = page.getByText('Reopened: the resolve could not be confirmed.');
  for (let tries = 1; tries <= 3; tries += 1) {
    await eventually(async () => (await page.locator('.war-alert-critical').count()) === 0, { what: 'no page calls any more' });
    await keys(page, 'r');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Summary/).fill('The provider answers late; payments are deferred.');
    if (await dialog.getByRole('button', { name: /Still on: / }).isVisible()) await choose(dialog, 'Still on:', 'Checkout team');
    if (tries === 1) await before();
    await dialog.getByRole('button', { name: 'Resolve', exact: true }).click();
    await reopened.waitFor({ state: 'hidden' });
    await ended.or(reopened).first().waitFor({ timeout: warmMs });
    if (await ended.isVisible()) return;
    console.log(`  try ${tries}: users did not stay well`);
  }
  throw new Error('the resolve never held');
}

/** Over the question what it was, to the truth. */
export async function skipDiagnosis(page) {
  await page.getByRole('button', { name: 'Skip, show me the truth' }).click();
  await page.getByRole('button', { name: 'Skip it' }).click();
}
