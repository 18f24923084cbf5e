import type { Queryable, SliMeter } from '../../kit/kit.ts';

/** The SLI that is counted here, by its name in slos/. */
const sliName = 'order-freshness';

// Both instants are the database's. The upper edge travels as text, because a JavaScript Date would cut its microseconds.
const countSql = `
  with edge as (select now() - $3 * interval '1 ms' as upper)
  select edge.upper::text as upper,
         count(o.order_id) filter (where s.requested_at <= o.accepted_at + $3 * interval '1 ms')::integer as good,
         count(o.order_id)::integer as total
    from edge
    left join orders o on o.accepted_by = $1 and o.accepted_at > coalesce($2::timestamptz, edge.upper) and o.accepted_at <= edge.upper
    left join shipments s using (order_id)
   group by edge.upper`;

interface FreshnessParts {
  db: Queryable;
  sli: SliMeter;
  slot: string;
}

/** Counts each order this slot accepted, once, when its threshold has passed: good when its shipment was requested in time. */
export class FreshnessMeter {
  readonly #parts: FreshnessParts;
  /** Orders accepted up to this instant are counted; null before the first count. */
  #countedUpTo: string | null = null;

  constructor(parts: FreshnessParts) {
    this.#parts = parts;
  }

  /** Counts what came due since the last call; the first call only finds its place. Does nothing without the SLI. */
  async count(): Promise<void> {
    const { db, sli, slot } = this.#parts;
    const thresholdMs = sli.thresholdMs(sliName);
    if (thresholdMs === undefined) return;
    const { rows } = await db.query<{ upper: string; good: number; total: number }>(countSql, [slot, this.#countedUpTo, thresholdMs], {
      name: 'count fresh orders',
    });
    const row = rows[0];
    if (!row) return;
    this.#countedUpTo = row.upper;
    if (row.good > 0) sli.count(sliName, 'good', row.good);
    if (row.total > row.good) sli.count(sliName, 'bad', row.total - row.good);
  }
}
