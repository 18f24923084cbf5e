import { join } from 'node:path';
import type { Originals } from '../../../core/sandbox/messages.ts';
import { kafkaKeeperBoot } from '../../engines/kafka/original/keeper-boot.ts';
import { prepareCluster } from '../../engines/kafka/original/prepare.ts';
import type { Command } from '../../engines/keeper/keep-child.ts';
import type { KeeperBoot } from '../../engines/keeper/keeper-boot.ts';
import { originalArguments } from '../../engines/redis/original.ts';
import { kafkaAddresses, kafkaPlan, toxiproxyArguments } from '../engine-boots.ts';
import type { EngineKit, EngineStart } from './engine-kit.ts';
import { ownPostgres } from './own-postgres.ts';
import type { KitParts } from './parts.ts';
import { untilListening } from './port-watch.ts';

const keeper = 'sandbox/engine-keeper.js';

/** The originals, as installed on this machine, each under a keeper that ends it with the sandbox. */
export function nativeKit(parts: KitParts, originals: Originals): EngineKit {
  const { boot, context } = parts;
  const { stack, layout } = context;
  const single = (port: number, command: Command): EngineStart => ({
    port,
    program: { file: keeper, boot: { first: [], programs: [command] } satisfies KeeperBoot },
    prepare: (signal) => untilListening(port, signal),
  });
  return {
    toxiproxy: () =>
      single(layout.toxiproxyPort, {
        name: 'toxiproxy-server',
        program: originals.toxiproxy.program,
        args: toxiproxyArguments(layout, boot.seed),
        // At its usual level it tells every connection.
        env: { ...process.env, LOG_LEVEL: 'warn' },
      }),
    redis: () =>
      single(layout.redisPort, {
        name: 'redis-server',
        program: originals.redis.program,
        args: originalArguments({ port: layout.redisPort, ...stack.engines.redis }),
      }),
    kafka: () => {
      const plan = kafkaPlan(stack, layout);
      const brokers = kafkaAddresses(layout);
      return {
        port: layout.kafka[0]?.port ?? 0,
        program: { file: keeper, boot: kafkaKeeperBoot(plan, originals.kafka, join(boot.dataDir, 'kafka')) },
        prepare: (signal) => prepareCluster({ brokers, boot: plan.boot }, signal),
      };
    },
    postgres: ownPostgres(parts, originals.postgres),
  };
}
