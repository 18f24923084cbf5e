import type { Postgres } from '../../kit/kit.ts';

export interface ReservedLine {
  productId: number;
  quantity: number;
}

/** What is left over is given back at the next run; a lock on the table must not keep a connection for long. */
const releaseLimitMs = 5_000;

/** The stock in Postgres. The functions it calls are in sql/schema.sql. */
export class StockStore {
  readonly #db: Postgres;

  constructor(db: Postgres) {
    this.#db = db;
  }

  /** Holds all lines or none, once per order. Answers the products that are short. */
  async reserve(orderId: string, lines: ReservedLine[]): Promise<number[]> {
    const { rows } = await this.#db.query<{ short: number[] }>(
      'select reserve_stock($1, $2::json) as short',
      [orderId, JSON.stringify(lines)],
      {
        name: 'reserve stock',
      },
    );
    return rows[0]?.short ?? [];
  }

  /** Lets what the order holds leave the stock. False when that happened before. */
  async take(orderId: string): Promise<boolean> {
    const { rows } = await this.#db.query<{ taken: boolean }>('select take_stock($1) as taken', [orderId], { name: 'take stock' });
    return rows[0]?.taken ?? false;
  }

  /** Gives back what was held longer than `olderThanMs` without an accepted order. Answers how many lines. @throws also when it takes too long */
  async releaseStale(olderThanMs: number): Promise<number> {
    const { rows } = await this.#db.transaction(async (transaction) => {
      await transaction.query(`set local statement_timeout = ${releaseLimitMs}`, [], { name: 'set' });
      return transaction.query<{ released: number }>(`select release_stale_reservations($1 * interval '1 ms') as released`, [olderThanMs], {
        name: 'release stale reservations',
      });
    });
    return rows[0]?.released ?? 0;
  }
}
