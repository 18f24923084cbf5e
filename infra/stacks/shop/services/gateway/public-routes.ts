import type { HttpMethod, RouteOptions } from '../../kit/kit.ts';

/** One request of the public API and who answers it. */
export interface PublicRoute {
  method: HttpMethod;
  path: string;
  dependency: 'catalog' | 'orders';
  /** Path at the dependency, with the same parameters. */
  target: string;
  options: RouteOptions;
  /** The services behind are told who the customer is, with a passport. */
  signsIn?: true;
}

// The gateway passes bodies on as they came, and reads no more of them than who the customer is.
const browse: RouteOptions = { deadlineMs: 3_000, journey: 'browse', rawBody: true };
const checkout: RouteOptions = { deadlineMs: 10_000, journey: 'checkout', rawBody: true };
const other: RouteOptions = { deadlineMs: 5_000, rawBody: true };

export const publicRoutes: readonly PublicRoute[] = [
  { method: 'GET', path: '/products', dependency: 'catalog', target: '/products', options: browse },
  { method: 'GET', path: '/products/:id', dependency: 'catalog', target: '/products/:id', options: browse },
  { method: 'GET', path: '/search', dependency: 'catalog', target: '/search', options: browse },
  { method: 'POST', path: '/carts/:cartId/items', dependency: 'orders', target: '/carts/:cartId/items', options: other },
  { method: 'POST', path: '/checkout', dependency: 'orders', target: '/orders', options: checkout, signsIn: true },
  { method: 'GET', path: '/orders/:id', dependency: 'orders', target: '/orders/:id', options: other },
];

/** The path to ask the dependency for: parameters and query of the public request put into the target. */
export function targetPath(target: string, params: Record<string, string>, query: Record<string, string>): string {
  const path = target.replace(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams(query).toString();
  return search === '' ? path : `${path}?${search}`;
}
