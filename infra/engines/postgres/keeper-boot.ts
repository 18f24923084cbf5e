import type { Account } from '../keeper/account.ts';
import type { ServerSettings } from './settings.ts';

/** What a keeper is started with. */
export interface KeeperBoot extends ServerSettings {
  binDir: string;
  /** Cluster to copy when `dataDir` holds none. */
  template: string;
  runAs: Account | null;
}
