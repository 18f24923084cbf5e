import type { Log, Producer, ProducerMessage, Queryable } from '../../kit/kit.ts';
import { Batcher } from './batcher.ts';
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
  /** Records that are sent together, and how long the first of them waits for others. Default: each by itself, at once. */
  batch?: { most: () => number; waitMs: () => number };
}

/** Brings what orders owe to Kafka: at once, and later what could not be brought at once. At least once each. */
export class Outbox {
  readonly #parts: OutboxParts;
  /** Rows that were published and are still in the table. */
  readonly #published: string[] = [];
  readonly #batcher: Batcher<OutboxRow>;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    const { most = () => 1, waitMs = () => 0 } = parts.batch ?? {};
    this.#batcher = new Batcher({ most, waitMs, send: (rows) => parts.producer.sendAll(rows.map(messageOf)) });
  }

  /**
   * Publishes rows just written, and waits for it at most `patienceMs`: the order is accepted already. What fails is logged and
   * left to `publishLeftOver`.
   */
  async publish(rows: readonly OutboxRow[]): Promise<void> {
    await settledWithin(Promise.all(rows.map((row) => this.#publishOne(row))), this.#parts.patienceMs ?? defaultPatienceMs);
  }

  async #publishOne(row: OutboxRow): Promise<void> {
    try {
      await (this.#isBatched ? this.#batcher.add(row) : this.#send(row));
      this.#published.push(row.outboxId);
    } catch (error) {
      this.#parts.log.error(`record of ${row.topic} not published, the outbox keeps it`, { orderId: row.key, error });
    }
  }

  /**
   * Removes what was published. Rows are removed some at a time, to spare the checkout a statement; a row that is not removed in
   * time is published twice, which consumers bear. @throws when the database fails; the rows stay noted.
   */
  async clear(): Promise<void> {
    const published = this.#published.splice(0);
    if (published.length === 0) return;
    try {
      await this.#parts.db.query('delete from outbox where outbox_id = any($1)', [published], { name: 'clear outbox' });
    } catch (error) {
      this.#published.push(...published);
      throw error;
    }
  }

  /** Publishes rows that no living checkout is looking after, oldest first. @throws when the producer or the database fails. */
  async publishLeftOver(): Promise<void> {
    const { rows } = await this.#parts.db.query<OutboxRow>(claimSql, [], { name: 'claim outbox' });
    const oldestFirst = rows.sort((a, b) => Number(a.outboxId) - Number(b.outboxId));
    for (const row of oldestFirst) {
      await this.#send(row);
      this.#published.push(row.outboxId);
    }
    await this.clear();
    if (rows.length > 0) this.#parts.log.info(`published ${rows.length} records left over in the outbox`);
  }

  get #isBatched(): boolean {
    return (this.#parts.batch?.most() ?? 1) > 1;
  }

  async #send(row: OutboxRow): Promise<void> {
    await this.#parts.producer.send(messageOf(row));
  }
}

function messageOf({ topic, key, value, headers }: OutboxRow): ProducerMessage {
  return { topic, key, value, headers };
}

/** Waits for `work`, at most `ms`; it goes on afterwards. */
async function settledWithin(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, timeUp]);
  clearTimeout(timer);
}
