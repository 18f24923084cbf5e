import type { ProxyCollection } from '../collection.ts';
import { writeToxic, writeToxics } from './json-write.ts';
import { jsonReply, noContent } from './reply.ts';
import type { Handler, Route } from './route.ts';
import { readToxicCreation, readToxicUpdate } from './toxic-body.ts';

/** The routes that make, show, change and remove toxics. */
export function toxicRoutes(collection: ProxyCollection): Route[] {
  const update: Handler = ({ proxy, toxic: name, body }) => {
    const { toxics } = collection.get(proxy);
    const toxic = toxics.get(name);
    toxics.update(toxic, readToxicUpdate(body, toxic));
    return jsonReply(200, writeToxic(toxic));
  };
  return [
    {
      path: '/proxies/:proxy/toxics',
      methods: {
        GET: ({ proxy }) => jsonReply(200, writeToxics(collection.get(proxy).toxics.all())),
        POST: ({ proxy, body }) => {
          const { toxics } = collection.get(proxy);
          const toxic = readToxicCreation(body, (name) => toxics.refuseDuplicate(name));
          toxics.add(toxic);
          return jsonReply(200, writeToxic(toxic));
        },
      },
    },
    {
      path: '/proxies/:proxy/toxics/:toxic',
      methods: {
        GET: ({ proxy, toxic }) => jsonReply(200, writeToxic(collection.get(proxy).toxics.get(toxic))),
        POST: update,
        PATCH: update,
        DELETE: ({ proxy, toxic: name }) => {
          const { toxics } = collection.get(proxy);
          toxics.remove(toxics.get(name));
          return noContent;
        },
      },
    },
  ];
}
