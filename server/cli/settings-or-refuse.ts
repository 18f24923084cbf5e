import { readSettings, type Settings } from '../settings.ts';
import { UsageError } from './usage.ts';

/** @throws UsageError a wrong setting is wrong usage, as it is for the server */
export function settingsOrRefuse(): Settings {
  try {
    return readSettings();
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
