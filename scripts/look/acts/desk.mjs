// The facilitator's desk while a drill runs, and what its pause looks like in the room.
import { choose, clear } from '../moves.mjs';

export async function lookAtDesk({ camera, house, page, drillId, player }) {
  await camera.picture('desk', page, async () => {
    await page.getByLabel('Note', { exact: true }).fill('Nobody asked what is normal.');
    await page.getByRole('button', { name: 'Add the note' }).click();
    await page.locator('.desk-notes', { hasText: 'Nobody asked' }).waitFor();
  });
  await camera.picture('desk-sheet', page, () => page.getByRole('button', { name: 'Sheet', exact: true }).click());
  await camera.picture('desk-message', page, async () => {
    await clear(page);
    await page.getByRole('button', { name: 'Message …' }).click();
    await page.getByLabel('Text').fill('Two newspapers ask us what is going on. What may I tell them?');
  });
  await camera.picture('desk-fault', page, async () => {
    await clear(page);
    await page.getByRole('button', { name: 'Fault …' }).click();
    const dialog = page.getByRole('dialog');
    await choose(dialog, 'Fault', 'Slow link');
    await choose(dialog, 'Target', 'catalog->redis');
  });
  await camera.picture('desk-pause', page, async () => {
    await clear(page);
    await page.getByRole('button', { name: 'Pause' }).click();
  });
  await clear(page);
  await camera.picture('room-paused', player, async () => {
    await house.command(drillId, { type: 'pause', reason: 'a question for the pod' });
    await player.getByText('Paused by the facilitator.').waitFor();
  });
  await house.command(drillId, { type: 'resume' });
  await player.getByText('Paused by the facilitator.').waitFor({ state: 'hidden' });
  await camera.countScripts('desk', page);
}
