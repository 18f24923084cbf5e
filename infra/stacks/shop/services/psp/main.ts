import type { Server } from 'node:http';
import type { BooksMessage } from '../../../../process/books.ts';
import { announceReady, endWithParent, readBoot } from '../../../../process/lifeline.ts';
import { ChargeBook } from './charge-book.ts';
import { Charges, type Provider } from './charges.ts';
import { createPspServer } from './server.ts';

/** JSON in `BROWNOUT_BOOT` of the outside payment providers; one process stands for all of them. */
export interface PspBoot {
  /** Each with where it listens on 127.0.0.1. */
  endpoints: (Provider & { port: number })[];
  /** Decides latencies and declines. */
  seed: number;
}

const tellEveryMs = 1000;

const book = new ChargeBook();
const { endpoints, seed } = readBoot<PspBoot>();
const servers = await Promise.all(endpoints.map(serve));
announceReady();
setInterval(tell, tellEveryMs);
endWithParent(() => Promise.all(servers.map(close)).then(() => {}));

/** To the supervisor alone: no caller of the provider is told, nor does it cross a link. */
function tell(): void {
  if (process.connected) process.send?.({ type: 'books', ordersTwice: book.ordersTwice } satisfies BooksMessage);
}

function serve({ port, ...provider }: PspBoot['endpoints'][number]): Promise<Server> {
  const server = createPspServer(new Charges(seed, provider, { book }), Date.now);
  server.keepAliveTimeout = 60_000;
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
