import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Originals } from '../../../../core/sandbox/messages.ts';
import type { Command } from '../../keeper/keep-child.ts';
import type { KeeperBoot } from '../../keeper/keeper-boot.ts';
import { clusterId, nodeProperties, type OriginalPlan, propertiesText } from './properties.ts';

/** Three brokers share a small machine with a shop: short compiles, one collector thread, and a heap that holds what a drill produces. */
export const javaLimits = { heap: ['-Xmx128m'], performance: ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'] };

const javaOptions = [
  ...javaLimits.heap,
  ...javaLimits.performance,
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
  // A connection that is refused while the others start is not news.
  '-Dorg.slf4j.simpleLogger.log.org.apache.kafka.clients.NetworkClient=error',
];

/** Writes the settings of every node into `folder` and says what a keeper has to run there: one Java process per node. */
export function kafkaKeeperBoot(plan: OriginalPlan, { java, classPath }: Originals['kafka'], folder: string): KeeperBoot {
  const run = (name: string, args: string[]): Command => ({ name, program: java, args: [...javaOptions, '-cp', classPath, ...args] });
  const nodes = plan.boot.nodes.map((node) => {
    const name = `kafka-${node.id}`;
    const home = join(folder, name);
    mkdirSync(home, { recursive: true });
    const file = join(home, 'server.properties');
    writeFileSync(file, propertiesText(nodeProperties(plan, node, join(home, 'data'))));
    return { name, file };
  });
  return {
    first: nodes.map(({ name, file }) => run(`${name} (format)`, ['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', file])),
    programs: nodes.map(({ name, file }) => run(name, ['kafka.Kafka', file])),
  };
}
