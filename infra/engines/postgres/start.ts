import { existsSync, statSync } from 'node:fs';
import { resolve as absolute, dirname } from 'node:path';
import { type InstalledPostgres, installedBinaries, type PostgresBinaries, prepareBinaries } from './binaries.ts';
import type { KeeperBoot } from './keeper-boot.ts';
import { launchKeeper, type PostgresServer, PostgresStartFailed } from './launch.ts';
import type { ServerSettings } from './settings.ts';
import { createFilledTemplate, createTemplate } from './template.ts';

export type { PostgresServer } from './launch.ts';

export interface PostgresOptions extends Omit<ServerSettings, 'major'> {
  /** Programs of this machine instead of those of npm. */
  installed?: InstalledPostgres;
  /** Takes what the server says, line by line. */
  onLine?: (line: string) => void;
  /** What a new data directory holds; an empty cluster when left out. */
  contents?: Contents;
}

/** Made once per key and copied from then on. */
export interface Contents {
  /** Names the contents: letters and digits. Different contents need different keys. */
  key: string;
  /** Fills an empty cluster that runs on this port. */
  fill: (port: number) => Promise<void>;
}

/**
 * Starts Postgres (18, unless another is given) on a data directory, which is made when it is absent, under a keeper that ends it when this process ends.
 * The directory must be of this machine and, when this process is root, in a place everybody may traverse.
 * @throws UnsupportedPlatform @throws PostgresStartFailed with the server's last lines
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { onLine, contents, installed, ...settings } = { ...options, dataDir: absolute(options.dataDir) };
  const binaries = await (installed ? installedBinaries(installed) : prepareBinaries());
  if (binaries.runAs) requireTraversable(settings.dataDir);
  const empty = await createTemplate(binaries);
  const template = contents ? await fillTemplate({ binaries, empty, contents, port: settings.port }) : empty;
  return launchKeeper({ ...settings, ...keeperPart(binaries), template }, onLine);
}

interface Filling {
  binaries: PostgresBinaries;
  empty: string;
  contents: Contents;
  port: number;
}

function fillTemplate({ binaries, empty, contents, port }: Filling): Promise<string> {
  return createFilledTemplate(binaries, contents.key, async (dataDir) => {
    // Durable, because only that is shut down cleanly, and a template must not need recovery.
    const server = await launchKeeper({ dataDir, port, durable: true, maxConnections: 10, ...keeperPart(binaries), template: empty });
    try {
      await contents.fill(port);
    } finally {
      await server.stop();
    }
  });
}

function keeperPart({ binDir, major, runAs }: PostgresBinaries): Pick<KeeperBoot, 'binDir' | 'major' | 'runAs'> {
  return { binDir, major, runAs };
}

/** As root, Postgres runs under another account, which must be able to walk down to its data. */
function requireTraversable(dataDir: string): void {
  for (let folder = dirname(dataDir); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) {
      throw new PostgresStartFailed(
        `Postgres does not run as root, and its account cannot enter ${folder}: use a data directory under /var/tmp`,
      );
    }
  }
}
