import type { Log, Producer, Queryable } from '../../kit/kit.ts';
import type { OutboxRow } from './order-store.ts';

const rowsAtOnce = 50;

const claimSql = `
  update outbox set claimed_until = now() + interval '15 seconds'
   where outbox_id in (select outbox_id from outbox where claimed_until < now() order by outbox_id limit ${rowsAtOnce} for update skip locked)
  returning outbox_id as "outboxId", topic, record_key as key, payload as value, headers`;

interface OutboxParts {
  db: Queryable;
  producer: Producer;
  log: Log;
}

/** Brings what orders owe to Kafka: at once, and later what could not be brought at once. At least once each. */
export class Outbox {
  readonly #parts: OutboxParts;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /** Publishes rows just written. A failure is logged and left to `publishLeftOver`: the order is accepted already. */
  async publish(rows: readonly OutboxRow[]): Promise<void> {
    const { log } = this.#parts;
    const sent = await Promise.allSettled(rows.map((row) => this.#send(row)));
    sent.forEach((result, index) => {
      const row = rows[index];
      if (result.status === 'rejected')
        log.error(`record of ${row?.topic} not published, the outbox keeps it`, { orderId: row?.key, error: result.reason });
    });
    const published = rows.filter((_, index) => sent[index]?.status === 'fulfilled');
    // Not waited for: a row that stays although it was published is published twice, which consumers bear.
    this.#forget(published).catch((error: unknown) => log.warn('published rows stay in the outbox', { error }));
  }

  /** Publishes rows that no living checkout is looking after, oldest first. @throws when the producer or the database fails. */
  async publishLeftOver(): Promise<void> {
    const { rows } = await this.#parts.db.query<OutboxRow>(claimSql, [], { name: 'claim outbox' });
    const oldestFirst = rows.sort((a, b) => Number(a.outboxId) - Number(b.outboxId));
    for (const row of oldestFirst) {
      await this.#send(row);
      await this.#forget([row]);
    }
    if (rows.length > 0) this.#parts.log.info(`published ${rows.length} records left over in the outbox`);
  }

  async #send({ topic, key, value, headers }: OutboxRow): Promise<void> {
    await this.#parts.producer.send({ topic, key, value, headers });
  }

  async #forget(rows: readonly OutboxRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#parts.db.query('delete from outbox where outbox_id = any($1)', [rows.map(({ outboxId }) => outboxId)], {
      name: 'clear outbox',
    });
  }
}
