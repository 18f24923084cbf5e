import pg from 'pg';
import type { PostgresAddress } from '../admin/postgres-admin.ts';
import { serviceUser } from '../database.ts';

/** A session of somebody who works beside the services, with the rights that they have. */
export class WorkerSession {
  private readonly client: pg.Client;
  private isEnded = false;

  constructor(address: PostgresAddress, name: string) {
    this.client = new pg.Client({
      host: '127.0.0.1',
      ...address,
      user: serviceUser,
      application_name: name,
      connectionTimeoutMillis: 5000,
    });
    const noteEnd = (): void => {
      this.isEnded = true;
    };
    this.client.on('error', noteEnd);
    this.client.on('end', noteEnd);
  }

  /** False once it was closed, or ended by somebody else. */
  get isOpen(): boolean {
    return !this.isEnded;
  }

  /** @returns the server's process id. @throws the driver's error; `53300` when no place is left */
  async open(): Promise<number> {
    try {
      await this.client.connect();
      const { rows } = await this.client.query<{ pid: number }>('select pg_backend_pid() as pid');
      return rows[0]?.pid ?? 0;
    } catch (error) {
      this.isEnded = true;
      throw error;
    }
  }

  /** @throws the driver's error */
  async run(text: string): Promise<number> {
    return (await this.client.query(text)).rowCount ?? 0;
  }

  /** Rolls back and closes, also in the middle of a statement. */
  async close(): Promise<void> {
    if (this.isEnded) return;
    this.isEnded = true;
    await this.client.end().catch(() => {});
  }
}
