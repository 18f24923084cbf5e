import { emptyCluster, prepareCluster } from '../../engines/kafka/original/prepare.ts';
import { RedisAdmin } from '../admin/redis-admin.ts';
import { refillDatabase } from '../database.ts';
import { kafkaAddresses, kafkaPlan } from '../engine-boots.ts';
import { Proxies } from '../proxies.ts';
import type { EngineKit } from './engine-kit.ts';
import type { KitParts } from './parts.ts';
import { untilListening, untilSilent } from './port-watch.ts';

/**
 * The containers of docker-compose.yml, which outlive a sandbox: each is emptied of what the last one left before the next uses it.
 * They are not ours to end.
 */
export function dockerKit({ context, sql }: KitParts): EngineKit {
  const { stack, layout } = context;
  return {
    toxiproxy: () => ({
      port: layout.toxiproxyPort,
      prepare: async (signal) => {
        await untilListening(layout.toxiproxyPort, signal);
        await new Proxies(layout.toxiproxyPort, []).removeAll();
      },
    }),
    redis: () => ({
      port: layout.redisPort,
      prepare: async (signal) => {
        await untilListening(layout.redisPort, signal);
        const admin = new RedisAdmin(layout.redisPort);
        await admin.flush();
        await admin.apply(stack.engines.redis);
        admin.close();
      },
    }),
    kafka: () => ({
      port: layout.kafka[0]?.port ?? 0,
      prepare: async (signal) => {
        const { boot } = kafkaPlan(stack, layout);
        const brokers = kafkaAddresses(layout);
        await emptyCluster({ brokers, boot }, signal);
        await prepareCluster({ brokers, boot }, signal);
      },
    }),
    postgres: async (_onLine, signal) => {
      const port = layout.postgresPort;
      await untilListening(port, signal);
      await refillDatabase(port, { database: stack.engines.postgres.database, sql });
      return { ended: untilSilent(port), stop: async () => {} };
    },
  };
}
