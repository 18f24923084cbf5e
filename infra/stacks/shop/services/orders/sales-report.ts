import type { Postgres } from '../../kit/kit.ts';

/** What was sold with one status. */
export interface SalesLine {
  status: string;
  orders: number;
  cents: number;
  /** What the payment providers took for it. */
  feeCents: number;
}

/** A report may be late; it never holds a connection for as long as a table is locked. */
const limitMs = 2_000;

const salesSql = `
  select o.status, count(*)::integer as orders, sum(o.total_cents)::float8 as cents, coalesce(sum(p.fee_cents), 0)::float8 as "feeCents"
    from orders o left join payments p using (order_id)
   where o.created_at > now() - interval '10 minutes' group by o.status order by o.status`;

/** Orders, money and providers' fees of the last ten minutes, by status. @throws the driver's error, also when it takes too long. */
export async function salesByStatus(db: Postgres): Promise<SalesLine[]> {
  const { rows } = await db.transaction(async (transaction) => {
    await transaction.query(`set local statement_timeout = ${limitMs}`, [], { name: 'set' });
    return transaction.query<SalesLine>(salesSql, [], { name: 'sales report' });
  });
  return rows;
}
