/** The shop's database on a Postgres of its own, for contract tests. */

import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { UnsupportedPlatform } from '../../../engines/postgres/platform.ts';
import { startPostgres } from '../../../engines/postgres/start.ts';
import { freePort } from '../../../process/free-port.fixture.ts';
import type { Postgres, Queryable, QueryResult } from '../kit/kit.ts';

interface ShopDatabase {
  db: Postgres;
  /** What schema.sql and seed.sql took together. */
  setupMs: number;
  /** First column of the first row. */
  value<T>(text: string, values?: readonly unknown[]): Promise<T>;
  stop(): Promise<void>;
}

/** Has it for all tests of a file, which are skipped where this machine cannot start one. */
export function useShopDatabase(): Omit<ShopDatabase, 'stop'> {
  let started: ShopDatabase | string = 'not started';
  const shop = (): ShopDatabase => {
    if (typeof started === 'string') throw new Error(started);
    return started;
  };
  beforeAll(async () => {
    started = await startShopDatabase();
  });
  afterAll(async () => {
    if (typeof started !== 'string') await started.stop();
  });
  beforeEach(({ skip }) => skip(typeof started === 'string', String(started)));
  return {
    get db() {
      return shop().db;
    },
    get setupMs() {
      return shop().setupMs;
    },
    value: (text, values) => shop().value(text, values),
  };
}

/** Starts it; a text instead says why this machine cannot. */
async function startShopDatabase(): Promise<ShopDatabase | string> {
  const root = await mkdtemp('/var/tmp/brownout-shop-');
  await chmod(root, 0o755);
  const port = await freePort();
  try {
    const server = await startPostgres({ dataDir: join(root, 'data'), port, durable: false, maxConnections: 40 });
    const stopServer = async (): Promise<void> => {
      await server.stop();
      await rm(root, { recursive: true, force: true });
    };
    return await prepare(port, stopServer).catch(async (error: unknown) => {
      await stopServer();
      throw error;
    });
  } catch (error) {
    await rm(root, { recursive: true, force: true });
    if (error instanceof UnsupportedPlatform) return error.message;
    throw error;
  }
}

async function prepare(port: number, stopServer: () => Promise<void>): Promise<ShopDatabase> {
  const at = { host: '127.0.0.1', port, user: 'postgres' };
  const admin = new pg.Client({ ...at, database: 'postgres' });
  await admin.connect();
  await admin.query('create database shop');
  await admin.end();
  const pool = new pg.Pool({ ...at, database: 'shop', max: 12 });
  const scripts = await Promise.all(['schema.sql', 'seed.sql'].map((name) => readFile(join(import.meta.dirname, name), 'utf8')));
  const startedAtMs = performance.now();
  for (const script of scripts) await pool.query(script);
  const setupMs = performance.now() - startedAtMs;
  return {
    db: poolAsPostgres(pool),
    setupMs,
    value: async <T>(text: string, values: readonly unknown[] = []) => {
      const { rows } = await pool.query<Record<string, unknown>>(text, [...values]);
      return Object.values(rows[0] ?? {})[0] as T;
    },
    stop: async () => {
      await pool.end();
      await stopServer();
    },
  };
}

function poolAsPostgres(pool: pg.Pool): Postgres {
  const on = (target: pg.Pool | pg.PoolClient): Queryable => ({
    async query<Row>(text: string, values: readonly unknown[]): Promise<QueryResult<Row>> {
      const result = await target.query(text, [...values]);
      return { rows: result.rows as Row[], rowCount: result.rowCount ?? 0 };
    },
  });
  return {
    ...on(pool),
    async transaction(run) {
      const client = await pool.connect();
      try {
        await client.query('begin');
        const result = await run(on(client));
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback');
        throw error;
      } finally {
        client.release();
      }
    },
  };
}
