import { setTimeout as pause } from 'node:timers/promises';
import type { Log, Producer, Queryable } from '../../kit/kit.ts';
import type { OutboxRow } from './order-store.ts';

const rowsAtOnce = 50;
const defaultPatienceMs = 1000;

const claimSql = `
  update outbox set claimed_until = now() + interval '15 seconds'
   where outbox_id in (select outbox_id from outbox where claimed_until < now() order by outbox_id limit ${rowsAtOnce} for update skip locked)
  returning outbox_id as "outboxId", topic, record_key as key, payload as value, headers`;

interface OutboxParts {
  db: Queryable;
  producer: Producer;
  log: Log;
  /** How long a checkout waits for its records. Default 1 s. */
  patienceMs?: number;
}

/** Brings what orders owe to Kafka: at once, and later what could not be brought at once. At least once each. */
export class Outbox {
  readonly #parts: OutboxParts;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /**
   * Publishes rows just written, and waits for it at most `patienceMs`: the order is accepted already. What fails is logged and
   * left to `publishLeftOver`.
   */
  async publish(rows: readonly OutboxRow[]): Promise<void> {
    const patience = new AbortController();
    const impatient = pause(this.#parts.patienceMs ?? defaultPatienceMs, undefined, { signal: patience.signal }).catch(() => {});
    await Promise.race([Promise.all(rows.map((row) => this.#publishOne(row))), impatient]);
    patience.abort();
  }

  async #publishOne(row: OutboxRow): Promise<void> {
    const { log } = this.#parts;
    try {
      await this.#send(row);
    } catch (error) {
      log.error(`record of ${row.topic} not published, the outbox keeps it`, { orderId: row.key, error });
      return;
    }
    // Not waited for: a row that stays although it was published is published twice, which consumers bear.
    this.#forget(row).catch((error: unknown) => log.warn('a published row stays in the outbox', { orderId: row.key, error }));
  }

  /** Publishes rows that no living checkout is looking after, oldest first. @throws when the producer or the database fails. */
  async publishLeftOver(): Promise<void> {
    const { rows } = await this.#parts.db.query<OutboxRow>(claimSql, [], { name: 'claim outbox' });
    const oldestFirst = rows.sort((a, b) => Number(a.outboxId) - Number(b.outboxId));
    for (const row of oldestFirst) {
      await this.#send(row);
      await this.#forget(row);
    }
    if (rows.length > 0) this.#parts.log.info(`published ${rows.length} records left over in the outbox`);
  }

  async #send({ topic, key, value, headers }: OutboxRow): Promise<void> {
    await this.#parts.producer.send({ topic, key, value, headers });
  }

  async #forget({ outboxId }: OutboxRow): Promise<void> {
    await this.#parts.db.query('delete from outbox where outbox_id = $1', [outboxId], { name: 'clear outbox' });
  }
}
