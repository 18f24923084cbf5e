import { ServiceError } from '../../kit/errors.ts';
import type { Queryable } from '../../kit/kit.ts';
import type { CartLine } from './order.ts';

const foreignKeyViolation = '23503';
const mostOfOneProduct = 99;

/** Adds to a cart, which exists from its first item on, and answers the whole cart. @throws ServiceError 404 `product_not_found` */
export async function addToCart(db: Queryable, cartId: string, line: CartLine): Promise<CartLine[]> {
  try {
    const { rows } = await db.query<CartLine>(
      `with cart as (
         insert into carts (cart_id) values ($1) on conflict (cart_id) do update set touched_at = now()
       ), added as (
         insert into cart_items as held (cart_id, product_id, quantity) values ($1, $2, $3)
         on conflict (cart_id, product_id) do update set quantity = least(held.quantity + excluded.quantity, ${mostOfOneProduct})
         returning product_id, quantity
       )
       select product_id as "productId", quantity from added
       union all
       select product_id, quantity from cart_items where cart_id = $1 and product_id <> $2
       order by 1`,
      [cartId, line.productId, line.quantity],
      { name: 'add to cart' },
    );
    return rows;
  } catch (error) {
    if ((error as { code?: string }).code !== foreignKeyViolation) throw error;
    throw new ServiceError(404, 'product_not_found', `There is no product ${line.productId}`);
  }
}

/** What the customer ordered last; nothing for a new customer. */
export async function lastOrderLines(db: Queryable, customerId: string): Promise<CartLine[]> {
  const { rows } = await db.query<CartLine>(
    `select product_id as "productId", quantity from order_lines
      where order_id = (select order_id from orders where customer_id = $1 and accepted_at is not null order by created_at desc limit 1)
      order by 1`,
    [customerId],
    { name: 'load last order' },
  );
  return rows;
}
