// A learner alone, and an optimisation drill: whoever plays holds the clock.
import { eventually } from '../house.mjs';
import { clear, isSteady } from '../moves.mjs';

/** The longest until the baseline of an optimisation drill stands still: six times its length. */
const baselineMs = 420_000;
/** From then on until the newest window is full. */
const windowMs = 120_000;

export async function playPractice({ camera, house }) {
  await house.ready();
  const { page, context } = await camera.person();
  await page.goto(house.url);
  await page.getByRole('button', { name: 'Practise now' }).click();
  await page.waitForURL(/\/drill\/INC-/);
  const drillId = page.url().split('/').at(-1);
  house.owns(drillId);
  await camera.picture('practice-room', page, () => page.getByRole('heading', { name: 'What is normal here?' }).waitFor());
  await isSteady(page);
  await camera.picture('practice-paused', page, async () => {
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByRole('button', { name: 'Go on', exact: true }).waitFor();
  });
  await camera.picture('practice-end', page, () => page.getByRole('button', { name: 'End the drill' }).click());
  await clear(page);
  await house.callOff(drillId);
  await context.close();
}

export async function playGoal({ camera, house }) {
  const { page, context } = await camera.person();
  const drillId = await beginGoal({ house, page });
  await camera.picture('goal', page, async () => {
    const card = page.locator('.goal-figures');
    await eventually(async () => (await card.locator('dd', { hasText: /ms$/ }).count()) >= 2, {
      what: 'a baseline, and a figure of now',
      timeoutMs: windowMs,
    });
  });
  await house.callOff(drillId);
  await context.close();
}

/** Begun again, up to three times, where the shop was not steady. */
async function beginGoal({ house, page }) {
  for (let tries = 1; tries <= 3; tries += 1) {
    await house.ready();
    await page.goto(house.url);
    await page.getByRole('button', { name: 'Play Wednesday two o clock' }).click();
    await page.waitForURL(/\/drill\/INC-/);
    const drillId = page.url().split('/').at(-1);
    house.owns(drillId);
    if (await isSteady(page, baselineMs)) return drillId;
    console.log(`  try ${tries}: the shop was not steady`);
  }
  throw new Error('the shop was never steady: this machine has too much else to do');
}
