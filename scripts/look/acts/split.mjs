// A split desk: what each seat sees, and what it does not.
import { beginSteadily, clear, isPaged, keys } from '../moves.mjs';

export async function playSplit({ camera, house }) {
  const [commander, operations, communications] = [await camera.person(), await camera.person(), await camera.person()];
  const pod = [
    { person: commander, name: 'Ana', seat: 'Incident commander' },
    { person: operations, name: 'Bo', seat: 'Operations' },
    { person: communications, name: 'Chi', seat: 'Communications' },
  ];
  const request = { scenarioId: 'wednesday-noon', seed: 1, splitDesk: true };
  const lobby = () =>
    camera.picture('split-lobby', commander.page, () => commander.page.getByText('Split desk.', { exact: true }).waitFor());
  const { drillId } = await beginSteadily(house, { request, pod, watcher: commander.page, lobby });
  await isPaged(operations.page);
  await camera.picture('split-operations', operations.page, async () => {
    await keys(operations.page, 'g', 'i');
    await operations.page.getByText('split desk', { exact: true }).first().waitFor();
  });
  await camera.picture('split-communications', communications.page, () => communications.page.locator('.split-centre').waitFor());
  await camera.picture('split-commander', commander.page, async () => {
    await keys(commander.page, 'y');
    await commander.page.getByLabel('We suspect that …').fill('Bo says that the database waits for something');
    await commander.page.getByRole('button', { name: 'Add it' }).click();
    await commander.page.locator('.war-hypothesis').first().waitFor();
  });
  await camera.picture('room-hint', commander.page, () => keys(commander.page, 'h'));
  await clear(commander.page);
  const wall = await camera.person({ width: 1920, height: 1080 });
  await camera.picture('split-wall', wall.page, async () => {
    await wall.page.goto(`${house.url}/drill/${drillId}/wall`);
    await wall.page.locator('.wall-steps').waitFor();
  });
  await house.callOff(drillId);
  for (const { context } of [commander, operations, communications, wall]) await context.close();
}
