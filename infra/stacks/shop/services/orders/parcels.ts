import type { Queryable } from '../../kit/kit.ts';
import type { OrderStatus } from './order.ts';

/** Another order of the same customer, and where its parcel is. */
export interface Parcel {
  orderId: string;
  status: OrderStatus;
  articles: number;
  /** Name of what there is most of in it: by that customers know which one it is. */
  article: string | null;
  requestedAt: string | null;
}

interface ParcelWish {
  orderId: string;
  /** So many of the newest. */
  most: number;
  /** With one statement for all, instead of one for the list and three more for each of it. */
  joined: boolean;
}

interface ParcelRow extends Omit<Parcel, 'requestedAt'> {
  requestedAt: Date | null;
}

const newestSql = `
  select o.order_id from orders o
   where o.customer_id = (select customer_id from orders where order_id = $1) and o.accepted_at is not null
   order by o.created_at desc limit $2`;

const parcelColumns = `o.order_id as "orderId", o.status, s.requested_at as "requestedAt"`;

const articlesOf = (orderId: string): string =>
  `(select coalesce(sum(quantity), 0)::integer from order_lines l where l.order_id = ${orderId}) as articles`;

/** The newest parcels of whoever ordered this, newest first; none for an order that does not exist. */
export async function parcelsBeside(db: Queryable, { orderId, most, joined }: ParcelWish): Promise<Parcel[]> {
  if (joined) return loadTogether(db, orderId, most);
  const { rows } = await db.query<{ order_id: string }>(newestSql, [orderId, most], { name: 'load order ids' });
  const parcels: Parcel[] = [];
  for (const { order_id } of rows) parcels.push(...(await loadOne(db, order_id)));
  return parcels;
}

const articleOf = (orderId: string): string =>
  `(select name from order_lines l where l.order_id = ${orderId} order by quantity desc, product_id limit 1) as article`;

async function loadTogether(db: Queryable, orderId: string, most: number): Promise<Parcel[]> {
  const { rows } = await db.query<ParcelRow>(
    `select ${parcelColumns}, ${articlesOf('o.order_id')}, ${articleOf('o.order_id')}
       from orders o left join shipments s using (order_id)
      where o.order_id in (${newestSql}) order by o.created_at desc`,
    [orderId, most],
    { name: 'load parcels' },
  );
  return rows.map(parcelOf);
}

async function loadOne(db: Queryable, orderId: string): Promise<Parcel[]> {
  const { rows } = await db.query<Omit<ParcelRow, 'articles' | 'article'>>(
    `select ${parcelColumns} from orders o left join shipments s using (order_id) where o.order_id = $1`,
    [orderId],
    { name: 'load parcel' },
  );
  const counted = await db.query<{ articles: number }>(`select ${articlesOf('$1')}`, [orderId], { name: 'count articles' });
  const named = await db.query<{ article: string | null }>(`select ${articleOf('$1')}`, [orderId], { name: 'name article' });
  const lines = { articles: counted.rows[0]?.articles ?? 0, article: named.rows[0]?.article ?? null };
  return rows.map((row) => parcelOf({ ...row, ...lines }));
}

function parcelOf({ requestedAt, ...row }: ParcelRow): Parcel {
  return { ...row, requestedAt: requestedAt?.toISOString() ?? null };
}
