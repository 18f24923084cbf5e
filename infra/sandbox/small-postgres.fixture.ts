/** A small shop's database on a real server of its own, for tests of what is done to it. */

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { UnsupportedPlatform } from '../engines/postgres/platform.ts';
import { startPostgres } from '../engines/postgres/start.ts';
import { freePort } from '../process/free-port.fixture.ts';
import { PostgresAdmin, type Pristine } from './admin/postgres-admin.ts';
import { shopContents } from './database.ts';

const database = 'small';
const maxConnections = 12;
/** Tables that the heavy statement of `storm` reads, and little in them. */
const sql = [
  `create table products (product_id integer primary key, name text not null, cents integer not null);
   insert into products select n, 'thing ' || n, n from generate_series(1, 300) as n;
   create index products_by_name on products (name);
   create table order_lines (product_id integer not null, quantity integer not null, unit_cents integer not null);
   insert into order_lines select n, 1, n from generate_series(1, 300) as n;`,
];
/** Sessions that the tests themselves have. */
export const houseOfTests = ['maintenance', 'shop-1', 'looking'];

export class SmallPostgres {
  private readonly clients: pg.Client[] = [];

  private constructor(
    readonly admin: PostgresAdmin,
    readonly pristine: Pristine,
    private readonly stopServer: () => Promise<void>,
  ) {}

  /** @returns the reason where this machine has no Postgres to run. */
  static async start(): Promise<SmallPostgres | string> {
    const root = await mkdtemp('/var/tmp/brownout-small-');
    await chmod(root, 0o755);
    const port = await freePort();
    const contents = shopContents({ database, sql });
    try {
      const server = await startPostgres({ dataDir: join(root, 'data'), port, durable: false, maxConnections, contents });
      const admin = new PostgresAdmin({ port, database });
      return new SmallPostgres(admin, await admin.remember(), async () => {
        admin.close();
        await server.stop();
        await rm(root, { recursive: true, force: true });
      });
    } catch (error) {
      await rm(root, { recursive: true, force: true });
      if (error instanceof UnsupportedPlatform) return error.message;
      throw error;
    }
  }

  /** A session as a service has it; nobody else ends it without being noticed. */
  async session(settings: pg.ClientConfig = {}): Promise<pg.Client> {
    const { address } = this.admin;
    const client = new pg.Client({ host: '127.0.0.1', ...address, user: 'shop', application_name: 'shop-1', ...settings });
    client.on('error', () => {});
    this.clients.push(client);
    await client.connect();
    return client;
  }

  async endSessions(): Promise<void> {
    await Promise.allSettled(this.clients.splice(0).map((client) => client.end()));
  }

  stop(): Promise<void> {
    return this.stopServer();
  }
}
