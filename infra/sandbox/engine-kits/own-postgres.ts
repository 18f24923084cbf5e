import { join } from 'node:path';
import type { InstalledPostgres } from '../../engines/postgres/binaries.ts';
import { startPostgres } from '../../engines/postgres/start.ts';
import { shopContents } from '../database.ts';
import type { EngineKit } from './engine-kit.ts';
import type { KitParts } from './parts.ts';

/** A cluster of the sandbox's own in its data directory, run by the programs of npm or by those that are installed. */
export function ownPostgres({ boot, context, sql }: KitParts, installed?: InstalledPostgres): EngineKit['postgres'] {
  const { database, maxConnections } = context.stack.engines.postgres;
  return (onLine) =>
    startPostgres({
      dataDir: join(boot.dataDir, 'postgres'),
      port: context.layout.postgresPort,
      durable: false,
      maxConnections,
      contents: shopContents({ database, sql }),
      ...(installed ? { installed } : {}),
      onLine,
    });
}
