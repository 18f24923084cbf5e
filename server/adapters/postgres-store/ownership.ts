/**
 * Which servers on this database live: each has a number and holds an advisory lock of that number for as long as it runs. A lock
 * belongs to a connection, so a server that dies, however it dies, lets go of it.
 */
import pg from 'pg';

/** First half of the lock's key; the second is the server's number. */
const ownerLock = 727_002;
const retryMs = 1000;

export interface Ownership {
  /** Number of this server, never given twice. */
  readonly owner: number;
  close(): Promise<void>;
}

/** Whether the server whose number the column `owner` of a query holds still lives. */
export const ownerLives = `exists (
  select 1 from pg_locks
  where locktype = 'advisory' and granted and classid = ${ownerLock} and objid = owner
    and database = (select oid from pg_database where datname = current_database()))`;

/** Resolves when the lock is held. A connection that breaks later is opened again, and the lock taken again. @throws Error */
export async function openOwnership(connectionString: string): Promise<Ownership> {
  let closed = false;
  let retry: NodeJS.Timeout | undefined;
  let client = await connect(connectionString);
  const { rows } = await client.query<{ n: string }>(`select nextval('brownout.server_number') as n`);
  const owner = Number(rows[0]?.n);

  const hold = async (fresh: pg.Client): Promise<void> => {
    try {
      await fresh.query('select pg_advisory_lock($1, $2)', [ownerLock, owner]);
    } catch (error) {
      await fresh.end().catch(() => {});
      throw error;
    }
    client = fresh;
    client.once('end', again);
    if (closed) await client.end();
  };
  const again = (): void => {
    if (closed) return;
    retry = setTimeout(() => void connect(connectionString).then(hold).catch(again), retryMs);
    retry.unref();
  };
  await hold(client);

  return {
    owner,
    async close() {
      closed = true;
      clearTimeout(retry);
      await client.end().catch(() => {});
    },
  };
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString,
    application_name: 'brownout-server',
    connectionTimeoutMillis: 5000,
    query_timeout: 10_000,
    keepAlive: true,
  });
  // Without a listener a connection that breaks would end the process; its end is what counts.
  client.on('error', () => {});
  await client.connect();
  // A machine that vanished must not hold its lock for hours.
  await client.query('set tcp_keepalives_idle = 20; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3');
  return client;
}
