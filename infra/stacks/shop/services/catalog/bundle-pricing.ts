import type { Queryable } from '../../kit/kit.ts';

interface Component {
  component_cents: number;
  list_cents: number;
}

interface BundleMember {
  product_id: number;
  cents: number;
}

/**
 * What a product costs as a part of its bundle, in cents: the bundle's price, shared out by list price.
 * A product without a bundle costs its list price.
 */
export async function bundlePrice(db: Queryable, product: BundleMember): Promise<number> {
  const { rows: components } = await db.query<Component>(
    `select c.component_cents, p.cents as list_cents
       from bundle_components c join products p using (product_id)
      where c.bundle_id = (select bundle_id from bundle_components where product_id = $1 limit 1)`,
    [product.product_id],
    { name: 'load bundle' },
  );
  if (components.length === 0) return product.cents;
  // Cents times cents of large bundles leave the range in which numbers are exact.
  const bundleCents = components.reduce((sum, { component_cents }) => sum + BigInt(component_cents), 0n);
  const listCents = components.reduce((sum, { list_cents }) => sum + BigInt(list_cents), 0n);
  return Number((bundleCents * BigInt(product.cents)) / listCents);
}
