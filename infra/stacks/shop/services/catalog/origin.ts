import type { Queryable } from '../../kit/kit.ts';

export interface Product {
  id: number;
  name: string;
  cents: number;
  category: string;
  description: string;
  rating: number;
}

export interface ProductList {
  items: { id: number; name: string; cents: number }[];
}

export interface ProductPage extends ProductList {
  page: number;
}

/** Reads from the database; slow by nature, see `sql/schema.sql`. */
export class Origin {
  constructor(private readonly db: Queryable) {}

  /** Null when there is no such product. */
  product(id: number): Promise<Product | null> {
    return this.page('select product_page($1) as page', [id], 'product page');
  }

  /** Category null lists everything. Pages count from 1. */
  browse(category: string | null, page: number): Promise<ProductPage> {
    return this.page('select browse_page($1, $2) as page', [category, page], 'browse page');
  }

  search(words: string): Promise<ProductList> {
    return this.page('select search_page($1) as page', [words], 'search page');
  }

  private async page<T>(text: string, values: readonly unknown[], name: string): Promise<T> {
    const { rows } = await this.db.query<{ page: T }>(text, values, { name });
    return rows[0]?.page as T;
  }
}
