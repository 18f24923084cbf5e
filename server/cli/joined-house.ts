/** The server the command line works with: the running one, else one of its own for the time of the command. */

import { endWhenAsked, interrupted } from '../ending.ts';
import { chooseEngines, EnginesUnavailable } from '../engine-choice.ts';
import { openHouse } from '../house.ts';
import { findRunning } from '../runtime-file.ts';
import { settingsOrRefuse } from './settings-or-refuse.ts';

export interface JoinedHouse {
  url: string;
  facilitatorKey: string;
  leave(): Promise<void>;
}

export interface HouseWish {
  /** Whether the command needs a running shop, or only the store. */
  withSandbox: boolean;
  /** As `--engines` says; a running server must have them. */
  engines?: string | undefined;
}

/** @throws EnginesUnavailable */
export async function joinHouse({ withSandbox, engines: wanted }: HouseWish): Promise<JoinedHouse> {
  const settings = { ...settingsOrRefuse(), port: 0, host: '127.0.0.1' };
  const running = await findRunning(settings.dataDir);
  if (running && wanted !== undefined && wanted !== running.engines)
    throw new EnginesUnavailable(
      `Brownout runs already, on ${running.engines} engines (${running.url}): stop it first, or leave --engines out.`,
    );
  if (running) return { url: running.url, facilitatorKey: running.facilitatorKey, leave: async () => {} };
  const engines = chooseEngines(wanted);
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const opening = openHouse({
    settings,
    engines,
    withSandbox,
    log: say,
    onProgress: ({ component, state, tookMs }) => say(`${component} ${state} ${tookMs} ms`),
    onListening: () => {},
  });
  endWhenAsked(async () => (await opening).stop(), interrupted);
  const house = await opening;
  if (withSandbox && !house.ready) {
    await house.stop();
    throw new Error('The sandbox did not start; the reason is above.');
  }
  return { url: house.url, facilitatorKey: house.facilitatorKey, leave: () => house.stop() };
}
