import { announceReady, endWithParent, readBoot } from '../process/lifeline.ts';
import type { LoadBoot, LoadMessage, LoadRequest } from './boot.ts';
import { startGenerator } from './generator.ts';
import { openShopRecords } from './shop-records.ts';

const boot = readBoot<LoadBoot>();
const starting = startGenerator(boot, openShopRecords(boot.ledgerDatabase), (second) => {
  if (process.connected) process.send?.({ type: 'ledger', second } satisfies LoadMessage);
});
endWithParent(async () => (await starting).stop());
const generator = await starting;
process.on('message', (message: LoadRequest) => {
  if (message.type === 'rate') generator.setRate(message.ratePerSecond);
});
announceReady();
