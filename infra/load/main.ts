import { announceReady, endWithParent, readBoot } from '../process/lifeline.ts';
import type { LoadBoot, LoadMessage, LoadRequest } from './boot.ts';
import { startGenerator } from './generator.ts';
import { openShopRecords } from './shop-records.ts';

const boot = readBoot<LoadBoot>();
const starting = startGenerator(boot, openShopRecords(boot.ledgerDatabase), (second) => {
  if (process.connected) process.send?.({ type: 'ledger', second } satisfies LoadMessage);
});
endWithParent(async () => (await starting).stop());
const generator = await starting.catch((error: unknown) => {
  const { host, port, database } = boot.ledgerDatabase;
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`the load generator needs the shop's database ${database} at ${host}:${port}, filled with products: ${reason}\n`);
  process.exit(1);
});
process.on('message', (message: LoadRequest) => {
  if (message.type === 'rate') generator.setRate(message.ratePerSecond);
  else generator.setShape(message.shape);
});
announceReady();
