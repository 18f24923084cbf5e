import { announceReady, endWithParent, readBoot } from '../../../../process/lifeline.ts';
import { Charges } from './charges.ts';
import { createPspServer } from './server.ts';

/** JSON in `BROWNOUT_BOOT` of the outside payment provider. */
export interface PspBoot {
  /** Where it listens on 127.0.0.1. */
  port: number;
  /** Decides latencies and declines. */
  seed: number;
}

const boot = readBoot<PspBoot>();
const server = createPspServer(new Charges(boot.seed), Date.now);
server.keepAliveTimeout = 60_000;
server.listen(boot.port, '127.0.0.1', () => announceReady());
endWithParent(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
});
