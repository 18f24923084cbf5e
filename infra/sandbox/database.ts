import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Contents } from '../engines/postgres/start.ts';

export interface ShopDatabase {
  database: string;
  /** Run in order on the empty database, as the user of the services. */
  sql: readonly string[];
}

/** The services' user: it owns its tables and is no superuser, so a used-up pool locks it out and not us. */
export const serviceUser = 'shop';
/** Our own user: Postgres keeps connections back for it. */
export const adminUser = 'postgres';

const identifier = /^[a-z_][a-z0-9_]*$/;

/** What was counted while it was filled is nobody's in a drill. */
const forgetFilling = 'select pg_stat_statements_reset()';

/** Rows that were written are counted before `vacuum analyze` counts them; after it they would be added once more. */
const countRows = ['select pg_stat_force_next_flush()', 'vacuum analyze'];

/** A cluster with this database in it, for `startPostgres`. */
export function shopContents(shop: ShopDatabase): Contents {
  const hash = createHash('sha256').update(JSON.stringify([shop, serviceUser, leanCluster, forgetFilling, countRows]));
  return { key: hash.digest('hex').slice(0, 16), fill: (port) => fillDatabase(port, shop) };
}

/** Every database that nobody uses is 7 MB and 300 files to copy at each start; this cluster will never make another one. */
const leanCluster = [
  "update pg_database set datistemplate = false where datname like 'template_'",
  'drop database template0',
  'drop database template1',
  'drop database postgres',
];

/** A cluster of its own, without the databases nobody needs. @throws Error with the statement's own message. */
async function fillDatabase(port: number, shop: ShopDatabase): Promise<void> {
  await makeShop(port, shop);
  await withClient({ port, database: shop.database }, async (client) => {
    for (const statement of [...leanCluster, forgetFilling]) await client.query(statement);
  });
}

/** Makes user, database, tables and first rows. @throws Error with the statement's own message. */
async function makeShop(port: number, { database, sql }: ShopDatabase): Promise<void> {
  await withClient({ port, database: 'template1' }, async (client) => {
    await client.query(`create role ${serviceUser} login`);
    await client.query(`create database ${checkedName(database)} owner ${serviceUser} strategy file_copy`);
  });
  await withClient({ port, database }, async (client) => {
    await client.query('create extension pg_stat_statements');
    await client.query(`alter schema public owner to ${serviceUser}`);
    await client.query(`set role ${serviceUser}`);
    for (const statements of sql) await client.query(statements);
    await client.query('reset role');
    for (const statement of countRows) await client.query(statement);
  });
}

function checkedName(database: string): string {
  if (!identifier.test(database)) throw new Error(`engines.postgres.database "${database}": use lower-case letters, digits and _`);
  return database;
}

/**
 * Makes the database anew on a server that others have used: settings, statistics, tables and the services' user are as at first.
 * @throws Error with the statement's own message
 */
export async function refillDatabase(port: number, shop: ShopDatabase): Promise<void> {
  await withClient({ port, database: 'template1' }, async (client) => {
    await client.query('alter system reset all');
    await client.query('select pg_reload_conf()');
    await client.query(`drop database if exists ${checkedName(shop.database)} with (force)`);
    await client.query(`drop role if exists ${serviceUser}`);
  });
  await makeShop(port, shop);
  await withClient({ port, database: shop.database }, (client) => client.query(forgetFilling));
}

/** Rows of `products`, which the load generator must know to ask for real ones. */
export async function countProducts({ port, database }: { port: number; database: string }): Promise<number> {
  return withClient({ port, database }, async (client) => {
    const { rows } = await client.query<{ count: number }>('select count(*)::int as count from products');
    return rows[0]?.count ?? 0;
  });
}

async function withClient<T>(target: { port: number; database: string }, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ host: '127.0.0.1', user: adminUser, ...target, application_name: 'provisioning' });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}
