import { join } from 'node:path';
import { startPostgres } from '../../engines/postgres/start.ts';
import { shopContents } from '../database.ts';
import { kafkaBoot, toxiproxyArguments } from '../engine-boots.ts';
import type { EngineKit } from './engine-kit.ts';
import type { KitParts } from './parts.ts';

/** Our own Toxiproxy, Kafka and Redis, and the Postgres of npm: nothing has to be installed. */
export function embeddedKit({ boot, context, sql }: KitParts): EngineKit {
  const { stack, layout } = context;
  return {
    toxiproxy: () => ({
      port: layout.toxiproxyPort,
      program: { file: 'engines/toxiproxy.js', args: toxiproxyArguments(layout, boot.seed) },
    }),
    redis: () => ({
      port: layout.redisPort,
      program: { file: 'engines/redis.js', boot: { port: layout.redisPort, ...stack.engines.redis } },
    }),
    kafka: () => ({ port: layout.kafka[0]?.port ?? 0, program: { file: 'engines/kafka.js', boot: kafkaBoot(stack, layout) } }),
    postgres: (onLine) => {
      const { database, maxConnections } = stack.engines.postgres;
      return startPostgres({
        dataDir: join(boot.dataDir, 'postgres'),
        port: layout.postgresPort,
        durable: false,
        maxConnections,
        contents: shopContents({ database, sql }),
        onLine,
      });
    },
  };
}
