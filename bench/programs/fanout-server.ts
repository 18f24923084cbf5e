/** The real edges of the house (Express, socket.io, room feed) with nothing behind them, sending signals at a fixed pace. */
import type { AddressInfo } from 'node:net';
import type { SignalFrame } from '../../core/protocol/signals.ts';
import { announceReady, endWithParent } from '../../infra/process/lifeline.ts';
import { createApp } from '../../server/app.ts';
import { openTestHouse } from '../../server/host/test-house.fixture.ts';
import { stampName } from './stamp.ts';

/** Asks for so many signals, so far apart. */
export interface FanoutRequest {
  type: 'signals';
  count: number;
  everyMs: number;
}

const { parts } = await openTestHouse();
const app = createApp(parts);
await new Promise<void>((resolve) => app.server.listen(0, '127.0.0.1', resolve));

/** As large as a real one: every service, every link, every partition that is read. */
function frame(): SignalFrame {
  const red = { ratePerSecond: 83.4, errorShare: 0.0021, p50Ms: 12.4, p95Ms: 48.2, p99Ms: 93.7 };
  const groups = ['inventory', 'fulfilment'];
  return {
    epochSecond: Math.floor(Date.now() / 1000),
    services: Object.fromEntries(Object.keys(parts.stack.services).map((service) => [service, red])),
    links: Object.fromEntries(parts.stack.links.map(({ id }) => [id, red])),
    partitions: groups.flatMap((group) =>
      Array.from({ length: 6 }, (_, partition) => ({
        group,
        topic: 'orders.placed',
        partition,
        member: `${group}-1`,
        lag: 2,
        lagSeconds: 0.1,
      })),
    ),
    cacheHitPercent: 93.1,
    redisUsedMb: 3.4,
    redisMaxMb: 64,
    eventLoopDelayMs: { [stampName]: performance.timeOrigin + performance.now() },
    ingest: { spans: 182_233, points: 92_333, logs: 1022, refused: 0 },
  };
}

async function send({ count, everyMs }: FanoutRequest): Promise<void> {
  for (let sent = 0; sent < count; sent += 1) {
    app.socket.signals(frame());
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  process.send?.({ type: 'done' });
}

process.on('message', (message: FanoutRequest | { type: 'port' }) => {
  if (message.type === 'signals') void send(message);
  else process.send?.({ type: 'listening', port: (app.server.address() as AddressInfo).port });
});
endWithParent(() => app.socket.close());
announceReady();
