import type { Reply } from './reply.ts';

/** What a handler gets: the path's parts by name, and the whole body. */
interface ApiRequest {
  proxy: string;
  toxic: string;
  body: string;
}

export type Handler = (request: ApiRequest) => Reply | Promise<Reply>;

/** A path and its methods. `:proxy` and `:toxic` stand for one part each; `any` answers every method. */
export interface Route {
  path: string;
  methods: Partial<Record<'GET' | 'POST' | 'PATCH' | 'DELETE' | 'any', Handler>>;
}

/** How a request was matched. */
export type Match = { kind: 'handler'; handler: Handler; proxy: string; toxic: string } | { kind: 'wrongMethod' } | { kind: 'notFound' };

/** Finds the handler of a decoded path. */
export function matchRoute(routes: readonly Route[], method: string, path: string): Match {
  const parts = path.split('/');
  for (const route of routes) {
    const params = matchPath(route.path.split('/'), parts);
    if (!params) continue;
    const handler = route.methods[method as keyof Route['methods']] ?? route.methods.any;
    return handler ? { kind: 'handler', handler, ...params } : { kind: 'wrongMethod' };
  }
  return { kind: 'notFound' };
}

function matchPath(pattern: readonly string[], parts: readonly string[]): { proxy: string; toxic: string } | undefined {
  if (pattern.length !== parts.length) return undefined;
  const params = { proxy: '', toxic: '' };
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index] ?? '';
    if (expected === ':proxy' || expected === ':toxic') {
      if (part === '') return undefined;
      params[expected === ':proxy' ? 'proxy' : 'toxic'] = part;
    } else if (part !== expected) return undefined;
  }
  return params;
}
