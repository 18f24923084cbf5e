import { createServer, type Server } from 'node:http';
import { listenError, resolveAddress } from './address.ts';
import { apiListener } from './api/listener.ts';
import { readPopulation } from './api/proxy-body.ts';
import { proxyRoutes } from './api/proxy-routes.ts';
import { jsonReply } from './api/reply.ts';
import type { Route } from './api/route.ts';
import { toxicRoutes } from './api/toxic-routes.ts';
import { systemClock } from './clock.ts';
import { ProxyCollection } from './collection.ts';
import { expositionType, type Family, writeFamilies } from './metrics/exposition.ts';
import { runtimeFamilies } from './metrics/runtime.ts';
import { TrafficMetrics, unmetered } from './metrics/traffic.ts';

/** The release whose API and behaviour this server has. */
export const version = '2.12.0';

interface ToxiproxyOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** Decides every toxicity roll, jitter and slice; any text. */
  seed: string;
  proxyMetrics?: boolean;
  runtimeMetrics?: boolean;
  /** Creates proxies before the API answers, so that whoever asks first finds them, as with the original. It has to see to what fails. */
  prepare?(populate: Populate): Promise<void>;
}

/** Creates proxies from the text of a configuration file. @throws ApiError or Error with the first failure; earlier ones stay. */
export type Populate = (json: string) => Promise<void>;

export interface Toxiproxy {
  /** Port of the HTTP API. */
  readonly port: number;
  /** Stops every proxy and the API. */
  close(): Promise<void>;
}

/** Starts a server, with the proxies that were prepared. @throws Error when the API's address is taken. */
export async function startToxiproxy(options: ToxiproxyOptions): Promise<Toxiproxy> {
  const traffic = options.proxyMetrics ? new TrafficMetrics() : undefined;
  const collection = new ProxyCollection({
    clock: systemClock,
    seed: options.seed,
    meterFor: (labels) => traffic?.meterFor(labels) ?? unmetered,
  });
  const families = (): Family[] => [...(options.runtimeMetrics ? runtimeFamilies() : []), ...(traffic?.families() ?? [])];
  const metered = options.proxyMetrics || options.runtimeMetrics;
  const routes = [...proxyRoutes(collection), ...toxicRoutes(collection), versionRoute, ...(metered ? [metricsRoute(families)] : [])];
  const http = createServer({ keepAliveTimeout: 60_000, requestTimeout: 15_000 }, apiListener(routes));
  await options.prepare?.(async (json) => {
    const { error } = await collection.populate(readPopulation(json));
    if (error !== undefined) throw error;
  });
  const port = await listen(http, options).catch(async (error: Error) => {
    await collection.close();
    throw error;
  });
  return {
    port,
    close: async () => {
      await collection.close();
      await closeHttp(http);
    },
  };
}

const versionRoute: Route = {
  path: '/version',
  methods: {
    GET: () => ({ status: 200, headers: { 'Content-Type': 'application/json;charset=utf-8' }, body: `{"version": "${version}"}\n` }),
  },
};

function metricsRoute(families: () => Family[]): Route {
  return {
    path: '/metrics',
    methods: { any: () => ({ ...jsonReply(200, writeFamilies(families())), headers: { 'Content-Type': expositionType } }) },
  };
}

async function listen(http: Server, { host, port }: ToxiproxyOptions): Promise<number> {
  const { host: address } = await resolveAddress(`${host}:0`);
  await new Promise<void>((resolve, reject) => {
    http.once('error', (error) => reject(listenError({ host: address, port }, error)));
    http.listen({ host: address, port }, resolve);
  });
  const bound = http.address();
  return bound && typeof bound === 'object' ? bound.port : port;
}

function closeHttp(http: Server): Promise<void> {
  return new Promise((resolve) => {
    http.close(() => resolve());
    http.closeAllConnections();
  });
}
