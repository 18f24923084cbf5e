// The war room while a page calls: what is declared, said, promised to the public, given out as tasks, suspected, and found by keys.
import { choose, clear, keys } from '../moves.mjs';

export async function lookAtRoom({ camera, people: { ana, bo, chi } }) {
  await camera.part(() => lookAtIncident({ camera, page: ana.page }));
  await camera.part(() => lookAtWords({ camera, page: chi.page }));
  await camera.part(() => lookAtRecord({ camera, page: ana.page }));
  await camera.part(() => lookAtTasks({ camera, page: ana.page }));
  await camera.part(() => lookAtBoard({ camera, page: ana.page }));
  await camera.part(() => lookAtKeys({ camera, page: ana.page }));
  await camera.part(() => lookAtActions({ camera, page: bo.page }));
  await camera.picture('room', ana.page, async () => {
    await keys(ana.page, 'g', 'm');
    await ana.page.getByRole('tab', { name: 'Channel' }).click();
    await ana.page
      .getByRole('button', { name: 'Whole shop' })
      .click({ timeout: 1000 })
      .catch(() => {});
  });
  await camera.countScripts('war room', ana.page);
}

async function lookAtIncident({ camera, page }) {
  await camera.picture('room-paged', page, () => clear(page));
  await camera.picture('room-declare', page, async () => {
    await keys(page, 'a');
    await page.locator('.war-alert-acknowledged').first().waitFor();
    await keys(page, 'd');
    await page.getByLabel('Title').fill('Checkout hangs for most customers');
    await page.getByLabel('Why this severity').fill('Orders are being lost');
    await page.getByLabel(/^What users feel/).fill('The buy button turns and turns; pages are well');
  });
  await page.getByRole('button', { name: 'Declare', exact: true }).click();
  await page.locator('.war-step-current', { hasText: 'Declared' }).waitFor();
  await camera.picture('room-severity', page, async () => {
    await keys(page, 'v');
    await choose(page.getByRole('dialog'), 'Severity', 'SEV1');
    await page.getByLabel(/^Why it is another one/).fill('Nobody can pay any more');
  });
}

/** Communications hold these. */
async function lookAtWords({ camera, page }) {
  await camera.picture('room-update', page, async () => {
    await keys(page, 's');
    await page.getByLabel('Conditions: what users feel').fill('All is well for browsers; 3 % of checkouts hang since 19:43.');
    await page.getByLabel('Actions: what is being done about it').fill('Bo follows slow checkouts along their traces.');
    await page.getByLabel(/^Needs/).fill('A word from payments: does the provider answer?');
  });
  await page.getByRole('button', { name: 'Post the update' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await camera.picture('room-world', page, async () => {
    await clear(page);
    await page.getByRole('tab', { name: 'World' }).click();
  });
  await camera.picture('room-summary', page, async () => {
    await page.getByRole('button', { name: 'Executives …' }).click();
    await page.getByLabel('What it means for customers').fill('Most customers cannot pay at the moment; nothing that was paid is lost.');
    await page.getByLabel(/^What comes next/).fill('We accept orders and charge them later. We need nothing.');
  });
  await clear(page);
  await camera.picture('room-publish', page, async () => {
    await page.getByRole('button', { name: 'Publish …' }).click();
    await page.getByLabel('Name of the incident').fill('Payments take long');
    await choose(page.getByRole('dialog'), 'Impact', 'Major');
    await page.getByLabel('What the public reads').fill('Some orders cannot be paid at the moment. We are on it.');
  });
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

async function lookAtRecord({ camera, page }) {
  await camera.picture('room-decision', page, async () => {
    await keys(page, 'c');
    await page.getByLabel('We do').fill('Payments are deferred');
    await page.getByLabel('Because').fill('Orders are worth more than a charge at once');
  });
  await page.getByRole('button', { name: 'Record it' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await camera.picture('room-note', page, async () => {
    await keys(page, 'n');
    await page.getByLabel('What was seen or said').fill('payments has flat CPU and many requests in flight');
  });
  await page.getByRole('button', { name: 'Keep it' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

async function lookAtTasks({ camera, page }) {
  await page.getByRole('tab', { name: /^Tasks/ }).click();
  await camera.picture('room-task', page, async () => {
    await keys(page, 't');
    await page.getByLabel('What is to be done').fill('Find out where a slow checkout spends its time');
    await choose(page.getByRole('dialog'), 'Owner', 'Bo');
  });
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await keys(page, 't');
  await page.getByLabel('What is to be done').fill('Ask the provider whether they know');
  await page.getByRole('button', { name: 'Add it' }).click();
  await camera.picture('room-tasks', page, () => page.locator('.war-task').nth(1).waitFor());
}

const suspicions = [
  { text: 'Checkouts wait for their charge', component: 'orders', kind: 'Dependency', why: null },
  { text: 'The provider answers late', component: 'psp', kind: 'Dependency', why: 'Checkouts wait for their charge' },
  { text: 'The orders deploy of this evening', component: 'orders', kind: 'Change', why: null },
  { text: 'Nothing stops a checkout from waiting', component: 'orders', kind: 'Configuration', why: 'Checkouts wait for their charge' },
];

async function suspect(page, { text, component, kind, why }) {
  await keys(page, 'y');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('We suspect that …').fill(text);
  await choose(dialog, 'Suspected component', component);
  await choose(dialog, 'Kind of cause', kind);
  if (why !== null) await choose(dialog, 'It answers', why);
}

async function lookAtBoard({ camera, page }) {
  const view = (title) => page.getByRole('group', { name: 'View of the board' }).getByRole('button', { name: title });
  await keys(page, 'g', 'b');
  for (const each of suspicions) {
    if (each.kind === 'Change') await camera.picture('room-hypothesis', page, () => suspect(page, each));
    else await suspect(page, each);
    await page.getByRole('button', { name: 'Add it' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  }
  const card = (text) => page.locator('.war-hypothesis', { hasText: text });
  await card('The orders deploy').getByRole('button', { name: 'refuted', exact: true }).click();
  await card('The provider answers late').getByRole('button', { name: 'supported', exact: true }).click();
  await camera.picture('room-board', page, () => page.locator('.war-hypothesis-supported').first().waitFor());
  await camera.picture('room-whys', page, () => view('5 whys').click());
  await camera.picture('room-fishbone', page, () => view('Fishbone').click());
  await camera.picture('room-fishbone-large', page, () => page.getByRole('button', { name: 'Draw it large' }).click());
  await clear(page);
  await view('List').click();
  await camera.picture('room-sort', page, () => page.getByRole('button', { name: 'Sort: The orders deploy of this evening' }).click());
  await clear(page);
}

async function lookAtKeys({ camera, page }) {
  await camera.picture('room-palette', page, async () => {
    await clear(page);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search' }).fill('pay');
  });
  await camera.picture('room-find-action', page, async () => {
    await keys(page, '.');
    await page.getByRole('combobox', { name: 'Search' }).fill('offset');
  });
  await camera.picture('room-keys', page, async () => {
    await keys(page, '?');
    await page.getByRole('dialog').waitFor();
  });
  await clear(page);
  await camera.picture('room-slash', page, async () => {
    await page.getByRole('tab', { name: 'Channel' }).click();
    await page.getByLabel('Message').fill('/');
    await page.getByRole('listbox', { name: 'Commands' }).waitFor();
  });
  await page.getByLabel('Message').fill('');
  await clear(page);
}

/** Operations hold the controls. None of these is sent. */
async function lookAtActions({ camera, page }) {
  const menu = (title) => page.getByRole('button', { name: new RegExp(`^${title}`) }).click();
  await camera.picture('room-menu', page, async () => {
    await clear(page);
    await menu('Traffic');
  });
  await camera.picture('room-action', page, async () => {
    await page.getByRole('menuitem', { name: /^Defer payments/ }).click();
    await page.getByText('kubectl set env deployment/orders').waitFor();
  });
  await camera.picture('room-confirm', page, async () => {
    await clear(page);
    await menu('Cache');
    await page.getByRole('menuitem', { name: /^Flush the cache/ }).click();
    await page.getByRole('textbox', { name: 'Type redis to confirm' }).fill('red');
  });
  await camera.picture('room-page', page, async () => {
    await keys(page, '.');
    await page.getByRole('combobox', { name: 'Search' }).fill('owner.page');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('Target', { exact: true }).waitFor();
  });
  await clear(page);
}
