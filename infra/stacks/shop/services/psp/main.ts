import type { Server } from 'node:http';
import { announceReady, endWithParent, readBoot } from '../../../../process/lifeline.ts';
import { Charges, type Provider } from './charges.ts';
import { createPspServer } from './server.ts';

/** JSON in `BROWNOUT_BOOT` of the outside payment providers; one process stands for all of them. */
export interface PspBoot {
  /** Each with where it listens on 127.0.0.1. */
  endpoints: (Provider & { port: number })[];
  /** Decides latencies and declines. */
  seed: number;
}

const { endpoints, seed } = readBoot<PspBoot>();
const servers = await Promise.all(endpoints.map(serve));
announceReady();
endWithParent(() => Promise.all(servers.map(close)).then(() => {}));

function serve({ port, ...provider }: PspBoot['endpoints'][number]): Promise<Server> {
  const server = createPspServer(new Charges(seed, provider), Date.now);
  server.keepAliveTimeout = 60_000;
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
