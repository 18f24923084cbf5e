// What is left of a drill: the truth beside the pod's own words, the replay, the post-mortem.
import { choose, clear } from '../moves.mjs';

export async function playRecord({ camera, house, day }) {
  if (!day) throw new Error('no pod has played to an end');
  const { people, drillId } = day;
  await camera.part(() => sayFirst({ camera, house, page: people.bo.page, drillId }));
  await camera.part(() => lookAtDebrief({ camera, house, page: people.ana.page, drillId }));
  await camera.part(() => lookAtPostmortem({ camera, page: people.ana.page }));
  await camera.picture('status-after', people.chi.page, async () => {
    await people.chi.page.goto(`${house.url}/status/${drillId}`);
    await people.chi.page.getByRole('heading', { name: 'Incidents' }).waitFor();
  });
  await camera.picture('home-after', people.ana.page, async () => {
    await people.ana.page.goto(house.url);
    await people.ana.page.getByText(drillId).first().waitFor();
  });
  for (const { context } of Object.values(people)) await context.close();
}

async function sayFirst({ camera, house, page, drillId }) {
  await camera.picture('debrief-first', page, async () => {
    await page.goto(`${house.url}/drill/${drillId}/debrief`);
    await page.getByRole('heading', { name: 'Say first what it was' }).waitFor();
    await choose(page, 'Component', 'payments');
    await page.getByLabel(/^Mechanism/).fill('waits for the provider');
  });
  await page.getByRole('button', { name: 'Lock it and see the truth' }).click();
}

async function lookAtDebrief({ camera, house, page, drillId }) {
  const tab = (name, title) => camera.picture(name, page, () => page.getByRole('tab', { name: title }).click());
  await camera.picture('debrief', page, async () => {
    await page.goto(`${house.url}/drill/${drillId}/debrief`);
    await page.locator('.debrief-proofs canvas').first().waitFor();
  });
  await camera.countScripts('debrief', page);
  await camera.picture('debrief-exhibit', page, async () => {
    await page.locator('.debrief-evidence button', { hasText: 'log patterns of ' }).first().click();
    await page
      .getByRole('dialog')
      .getByText(/^As it was at /)
      .waitFor();
  });
  await clear(page);
  await camera.picture('replay', page, async () => {
    const moment = page.getByLabel('Moment of the drill');
    await moment.focus();
    for (let seconds = 0; seconds < 30; seconds += 1) await page.keyboard.press('ArrowRight');
    await page.locator('.debrief-timeline [aria-current]').waitFor();
    await page.locator('.debrief-charts canvas').first().waitFor();
  });
  await tab('debrief-actions', 'Actions');
  await tab('debrief-communication', 'Communication');
  await tab('debrief-review', 'Review');
}

async function lookAtPostmortem({ camera, page }) {
  await camera.picture('postmortem', page, async () => {
    await page.getByRole('link', { name: 'Write the post-mortem' }).click();
    await page.locator('.postmortem').waitFor();
  });
  await camera.countScripts('post-mortem', page);
  await camera.picture('postmortem-writing', page, async () => {
    await page
      .getByRole('button', { name: /^Answer:/ })
      .first()
      .click();
    await page.locator('.postmortem textarea').first().fill('The provider was **late**, and every checkout waited for it.');
  });
}
