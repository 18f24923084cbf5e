import { ServiceError } from '../../kit/errors.ts';
import type { Kit, RouteReply, RouteRequest } from '../../kit/kit.ts';
import { Origin, type Product } from './origin.ts';
import { PageCache } from './page-cache.ts';
import { quote } from './pricing.ts';
import { parseQuoteRequest } from './quote-request.ts';
import { searchText } from './search-text.ts';

/** Few, because the database serves many services; past the cache, readers hold them while they wait for the storage behind it. */
const poolSize = 2;
const longestSearch = 100;

/** Products, search and prices. Pages come from the cache, prices always from the database. */
export function defineCatalog(kit: Kit): void {
  const db = kit.postgres({ max: poolSize, acquireTimeoutMs: 3_000 });
  const cache = new PageCache(kit, kit.redis());
  const origin = new Origin(db);

  kit.route('GET', '/products', async ({ query }) => {
    const category = query['category'] || null;
    const page = pageNumber(query['page']);
    return page200(await cache.read(`browse:${category ?? ''}:${page}`, () => origin.browse(category, page), 'list'));
  });

  kit.route('GET', '/products/:id', async ({ params }) => {
    const id = productId(params);
    const product = await cache.read(`product:${id}`, () => origin.product(id));
    if (product === 'null') throw new ServiceError(404, 'unknown_product', `there is no product ${id}`);
    return kit.behaviour('imageHints') === true ? ok(withImageHint(JSON.parse(product) as Product)) : page200(product);
  });

  kit.route('GET', '/search', async ({ query }) => {
    const typed = query['q'] ?? '';
    if (typed.trim() === '' || typed.length > longestSearch) throw new ServiceError(400, 'bad_request', 'q must have 1 to 100 characters');
    const matching = kit.behaviour('searchMatching') ?? ((await kit.flag('tolerant-search')) ? 'tolerant' : 'plain');
    const words = searchText(typed, String(matching));
    return page200(await cache.read(`search:${words}`, () => origin.search(words)));
  });

  kit.route('POST', '/quote', async ({ body }) => {
    const request = parseQuoteRequest(body);
    return ok(await quote(db, request, await kit.flag('bundle-pricing')));
  });
}

/** A page that is JSON text already. */
function page200(json: string): RouteReply {
  return { status: 200, json };
}

function ok(body: unknown): RouteReply {
  return { status: 200, body };
}

function pageNumber(text = '1'): number {
  const page = Number(text);
  if (!Number.isInteger(page) || page < 1 || page > 10_000) throw new ServiceError(400, 'bad_request', 'page must be an integer from 1');
  return page;
}

function productId({ id = '' }: RouteRequest['params']): number {
  if (!/^[1-9]\d{0,8}$/.test(id)) throw new ServiceError(404, 'unknown_product', `there is no product ${id.slice(0, 20)}`);
  return Number(id);
}

function withImageHint(product: Product): Product & { image: { path: string; width: number; height: number } } {
  return { ...product, image: { path: `/images/${product.id}.webp`, width: 640, height: 480 } };
}
