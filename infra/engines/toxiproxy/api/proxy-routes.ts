import type { ProxyCollection } from '../collection.ts';
import { toApiError } from './api-error.ts';
import { writePopulated, writeProxies, writeProxy } from './json-write.ts';
import { readPopulation, readProxyCreation, readProxyUpdate } from './proxy-body.ts';
import { jsonReply, noContent, type Reply } from './reply.ts';
import type { Handler, Route } from './route.ts';

/** The routes that make, show, change and remove proxies. */
export function proxyRoutes(collection: ProxyCollection): Route[] {
  const update: Handler = async ({ proxy, body }) => {
    collection.get(proxy); // An unknown proxy is 404 even when the body is bad.
    return jsonReply(200, writeProxy(await collection.update(proxy, readProxyUpdate(body))));
  };
  return [
    {
      path: '/proxies',
      methods: {
        GET: () => jsonReply(200, writeProxies(collection.all())),
        POST: async ({ body }) => jsonReply(201, writeProxy(await collection.add(readProxyCreation(body)))),
      },
    },
    {
      path: '/proxies/:proxy',
      methods: {
        GET: ({ proxy }) => jsonReply(200, writeProxy(collection.get(proxy))),
        POST: update,
        PATCH: update,
        DELETE: async ({ proxy }) => {
          await collection.remove(proxy);
          return noContent;
        },
      },
    },
    { path: '/populate', methods: { POST: ({ body }) => populate(collection, body) } },
    {
      path: '/reset',
      methods: {
        POST: async () => {
          await collection.reset();
          return noContent;
        },
      },
    },
  ];
}

async function populate(collection: ProxyCollection, body: string): Promise<Reply> {
  try {
    const { proxies, error } = await collection.populate(readPopulation(body));
    if (error === undefined) return jsonReply(201, writePopulated(proxies, undefined));
    const refusal = toApiError(error);
    return jsonReply(refusal.status, writePopulated(proxies, refusal));
  } catch (error) {
    const refusal = toApiError(error);
    return jsonReply(refusal.status, writePopulated([], refusal));
  }
}
