import { ServiceError } from '../../kit/errors.ts';
import type { Queryable } from '../../kit/kit.ts';
import { bundlePrice } from './bundle-pricing.ts';
import type { QuoteLine, QuoteRequest } from './quote-request.ts';

interface QuotedLine extends QuoteLine {
  name: string;
  unitCents: number;
}

export interface Quote {
  currency: string;
  lines: QuotedLine[];
  totalCents: number;
}

export interface PricedProduct {
  product_id: number;
  name: string;
  cents: number;
}

/**
 * Prices the lines of a checkout as they are now, never from the cache. With `byBundle` a product that is sold in a bundle costs
 * its part of the bundle. @throws ServiceError `unknown_product`
 */
export async function quote(db: Queryable, request: QuoteRequest, byBundle: boolean): Promise<Quote> {
  const products = await loadProducts(db, request.lines);
  const lines: QuotedLine[] = [];
  for (const { productId, quantity } of request.lines) {
    const product = products.get(productId);
    if (!product) throw new ServiceError(422, 'unknown_product', `there is no product ${productId}`);
    const unitCents = byBundle ? await bundlePrice(db, product) : product.cents;
    lines.push({ productId, name: product.name, quantity, unitCents });
  }
  const totalCents = lines.reduce((total, { quantity, unitCents }) => total + quantity * unitCents, 0);
  return { currency: request.currency, lines, totalCents };
}

async function loadProducts(db: Queryable, lines: readonly QuoteLine[]): Promise<Map<number, PricedProduct>> {
  const { rows } = await db.query<PricedProduct>(
    'select product_id, name, cents from products where product_id = any($1::integer[])',
    [lines.map(({ productId }) => productId)],
    { name: 'load prices' },
  );
  return new Map(rows.map((row) => [row.product_id, row]));
}
