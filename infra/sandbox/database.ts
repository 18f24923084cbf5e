import pg from 'pg';

export interface ShopDatabase {
  port: number;
  database: string;
  /** Run in order on the empty database, as the user of the services. */
  sql: readonly string[];
}

/** The services' user: it owns its tables and is no superuser, so a used-up pool locks it out and not us. */
export const serviceUser = 'shop';
/** Our own user: Postgres keeps connections back for it. */
export const adminUser = 'postgres';

const identifier = /^[a-z_][a-z0-9_]*$/;

/** Makes user, database, tables and first rows. @throws Error with the statement's own message. */
export async function fillDatabase({ port, database, sql }: ShopDatabase): Promise<void> {
  if (!identifier.test(database)) throw new Error(`engines.postgres.database "${database}": use lower-case letters, digits and _`);
  await withClient({ port, database: 'postgres', user: adminUser }, async (client) => {
    await client.query(`create role ${serviceUser} login`);
    await client.query(`create database ${database} owner ${serviceUser} strategy file_copy`);
  });
  await withClient({ port, database, user: adminUser }, async (client) => {
    await client.query('create extension pg_stat_statements');
    await client.query(`alter schema public owner to ${serviceUser}`);
    await client.query(`set role ${serviceUser}`);
    for (const statements of sql) await client.query(statements);
    await client.query('analyze');
  });
}

/** Rows of `products`, which the load generator must know to ask for real ones. */
export async function countProducts({ port, database }: { port: number; database: string }): Promise<number> {
  return withClient({ port, database, user: adminUser }, async (client) => {
    const { rows } = await client.query<{ count: number }>('select count(*)::int as count from products');
    return rows[0]?.count ?? 0;
  });
}

async function withClient<T>(target: { port: number; database: string; user: string }, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ host: '127.0.0.1', ...target, application_name: 'provisioning' });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}
