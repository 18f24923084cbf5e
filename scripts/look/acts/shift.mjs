// The first watch of a shift, in which developers want to ship, and the ledger behind it.
import { clear, isSteady, skipDiagnosis } from '../moves.mjs';

/** Its first watch has two change requests in its first minute. */
const title = 'Half past ten to three';
const requestsMs = 120_000;

export async function playShift({ camera, house }) {
  const { page, context } = await camera.person();
  const { shiftId, drillId } = await takeShift({ camera, house, page });
  await camera.part(() => lookAtRequests({ camera, page }));
  const other = await context.newPage();
  await camera.picture('shift-running', other, async () => {
    await other.goto(`${house.url}/shift/${shiftId}`);
    await other.getByText('You are in this watch.').waitFor();
  });
  await house.command(drillId, { type: 'endAndDebrief', reason: 'the watch is over' });
  await camera.picture('shift-owed', other, () => other.getByRole('link', { name: /^To the debrief of/ }).waitFor({ timeout: 60_000 }));
  await other.goto(`${house.url}/drill/${drillId}/debrief`);
  await skipDiagnosis(other);
  await camera.picture('shift-ledger', other, async () => {
    await other.getByRole('link', { name: 'Back to the shift' }).click();
    await other.getByRole('button', { name: 'Open the next watch' }).waitFor();
  });
  await camera.countScripts('shift', other);
  await context.close();
}

/** Begun again, as a new shift, where the shop was not steady. */
async function takeShift({ camera, house, page }) {
  for (let tries = 1; tries <= 3; tries += 1) {
    await house.ready();
    await page.goto(`${house.url}/shift`);
    await page.getByRole('button', { name: `Take it: ${title}` }).click();
    await page.waitForURL(/\/drill\/INC-/);
    const drillId = page.url().split('/').at(-1);
    house.owns(drillId);
    const shiftId = await page.getByRole('link', { name: /^SHIFT-/ }).textContent();
    if (tries === 1) await camera.picture('shift-lobby', page);
    await page.getByRole('button', { name: 'Begin', exact: true }).click();
    if (await isSteady(page)) return { shiftId, drillId };
    console.log(`  try ${tries}: the shop was not steady`);
  }
  throw new Error('the shop was never steady: this machine has too much else to do');
}

async function lookAtRequests({ camera, page }) {
  await camera.picture('shift-requests', page, () => page.locator('.req-card').nth(1).waitFor({ timeout: requestsMs }));
  await camera.picture('shift-request', page, async () => {
    await page.getByRole('button', { name: /^Review… orders 3.9.0/ }).click();
    await page.getByRole('dialog').locator('table').first().waitFor();
  });
  await camera.picture('shift-conditions', page, () => page.getByRole('radio', { name: 'Approve with conditions' }).check());
  await page.getByRole('radio', { name: 'Hold', exact: true }).check();
  await page.getByRole('button', { name: 'Hold', exact: true }).click();
  await clear(page);
}
