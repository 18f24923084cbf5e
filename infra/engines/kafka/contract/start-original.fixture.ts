import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Originals } from '../../../../core/sandbox/messages.ts';
import { freePorts } from '../../../process/free-port.fixture.ts';
import { distFile } from '../../../process/paths.ts';
import type { KafkaBoot } from '../boot.ts';
import { kafkaKeeperBoot } from '../original/keeper-boot.ts';
import { prepareCluster } from '../original/prepare.ts';
import type { StartKafka } from './cluster-under-test.fixture.ts';

const internalListener = 'admin';
const startWithinMs = 100_000;
const rememberedCharacters = 4000;

/** Starts Apache Kafka as a sandbox does; brokers speak to each other over a listener of their own. */
export function originalKafka(original: Originals['kafka']): StartKafka {
  return async (asked) => {
    const { boot, controllerPort, brokers } = await withInternalListener(asked);
    const folder = await mkdtemp(join(tmpdir(), 'brownout-kafka-'));
    const keeperBoot = kafkaKeeperBoot({ boot, controllerPort, internalListener }, original, folder);
    const keeper = fork(distFile('sandbox/engine-keeper.js'), [], {
      env: { ...process.env, BROWNOUT_BOOT: JSON.stringify(keeperBoot) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let said = '';
    for (const stream of [keeper.stdout, keeper.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        said = (said + chunk.toString()).slice(-rememberedCharacters);
      });
    }
    const ended = once(keeper, 'close');
    const stop = async (): Promise<void> => {
      keeper.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    };
    const gone = ended.then(([code]) => Promise.reject(new Error(`Kafka ended with exit code ${code}:\n${said}`)));
    gone.catch(() => {});
    await Promise.race([prepareCluster({ brokers, boot }, AbortSignal.timeout(startWithinMs)), gone]).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    return stop;
  };
}

async function withInternalListener(boot: KafkaBoot): Promise<{ boot: KafkaBoot; controllerPort: number; brokers: string[] }> {
  const host = '127.0.0.1';
  const [controllerPort = 0, ...ports] = await freePorts(boot.nodes.length + 1);
  const nodes = boot.nodes.map(({ id, listeners }, index) => {
    const port = ports[index] ?? 0;
    return { id, listeners: [{ name: internalListener, host, port, advertisedHost: host, advertisedPort: port }, ...listeners] };
  });
  return { boot: { ...boot, nodes }, controllerPort, brokers: ports.map((port) => `${host}:${port}`) };
}
