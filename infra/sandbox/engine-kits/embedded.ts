import { kafkaBoot, toxiproxyArguments } from '../engine-boots.ts';
import type { EngineKit } from './engine-kit.ts';
import { ownPostgres } from './own-postgres.ts';
import type { KitParts } from './parts.ts';

/** Our own Toxiproxy, Kafka and Redis, and the Postgres of npm: nothing has to be installed. */
export function embeddedKit(parts: KitParts): EngineKit {
  const { boot, context } = parts;
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
    postgres: ownPostgres(parts),
  };
}
