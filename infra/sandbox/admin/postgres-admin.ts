import pg from 'pg';
import { adminUser, serviceUser } from '../database.ts';
import { SandboxFailure } from '../failure.ts';
import { factsSql, indexesSql, sessionsSql } from './postgres-facts.ts';

export interface PostgresAddress {
  port: number;
  database: string;
}

/** The database before anybody touched it. */
export interface Pristine {
  facts: readonly string[];
  /** Definition by name. */
  indexes: ReadonlyMap<string, string>;
}

/** A change that needs a lock gives up rather than stand in everybody's way. */
const lockWaitMs = 5_000;
const statementMs = 20_000;

/** The supervisor's own way to the shop's database: direct, not through a proxy, as a user that a full house does not lock out. */
export class PostgresAdmin {
  private connection: Promise<pg.Client> | undefined;

  constructor(readonly address: PostgresAddress) {}

  /** @throws SandboxFailure `apply_failed` with the server's own words */
  async query<Row extends pg.QueryResultRow = pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    try {
      const client = await (this.connection ??= this.connect());
      return (await client.query<Row>(text, values)).rows;
    } catch (error) {
      throw new SandboxFailure('apply_failed', `postgres refused "${text.slice(0, 80)}": ${(error as Error).message}`, {
        component: 'postgres',
      });
    }
  }

  /** Several statements, all or none, as the user that owns the tables. @throws SandboxFailure */
  async runAsOwner(sql: string): Promise<void> {
    await this.query(`begin; set local role ${serviceUser}; ${sql}; commit`).catch(async (error: unknown) => {
      await this.query('rollback');
      throw error;
    });
  }

  /** What the schema and the role of the services are, a line for each fact, sorted. @throws SandboxFailure */
  async facts(): Promise<string[]> {
    const rows = await this.query<{ fact: string }>(factsSql, [serviceUser]);
    return rows.map(({ fact }) => fact);
  }

  /** What the database is, to be compared with later. @throws SandboxFailure */
  async remember(): Promise<Pristine> {
    const indexes = await this.query<{ name: string; definition: string }>(indexesSql);
    return { facts: await this.facts(), indexes: new Map(indexes.map(({ name, definition }) => [name, definition])) };
  }

  /** `invalid`: what a build that was cut short has left. @throws SandboxFailure */
  async indexState(name: string): Promise<'absent' | 'valid' | 'invalid'> {
    const [found] = await this.query<{ valid: boolean }>(
      `select indisvalid as valid from pg_index join pg_class on pg_class.oid = indexrelid
        where relname = $1 and relnamespace = 'public'::regnamespace`,
      [name],
    );
    if (!found) return 'absent';
    return found.valid ? 'valid' : 'invalid';
  }

  /** Sessions of whoever is not in `house`, by name. @throws SandboxFailure */
  strangers(house: readonly string[]): Promise<{ pid: number; name: string }[]> {
    return this.query(sessionsSql, [house]);
  }

  /** Ends the sessions of the services, which open new ones when they need them. @returns how many. @throws SandboxFailure */
  async recycleServices(most = 1000): Promise<number> {
    const rows = await this.query(
      `select pg_terminate_backend(pid) from (
         select pid from pg_stat_activity where usename = $1 and application_name ~ '-[0-9]+$' order by backend_start limit $2) as oldest`,
      [serviceUser, most],
    );
    return rows.length;
  }

  close(): void {
    void this.connection?.then((client) => client.end()).catch(() => {});
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({
      host: '127.0.0.1',
      ...this.address,
      user: adminUser,
      application_name: 'maintenance',
      lock_timeout: lockWaitMs,
      statement_timeout: statementMs,
    });
    const forget = (): void => {
      this.connection = undefined;
    };
    client.on('error', forget);
    client.on('end', forget);
    await client.connect().catch((error: unknown) => {
      forget();
      throw error;
    });
    return client;
  }
}

/** A name of the stack's lists in a statement; some are keywords. */
export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
