import { checkBoot, type KafkaBoot } from './boot.ts';
import { Cluster } from './cluster.ts';
import { openListener } from './listener.ts';

/** Starts all nodes; resolves when every listener is bound, with the function that ends them. @throws Error naming a bad boot field or the address that cannot be bound */
export async function startBroker(boot: KafkaBoot, log: (line: string) => void): Promise<() => Promise<void>> {
  checkBoot(boot);
  const cluster = new Cluster(boot);
  const wanted = boot.nodes.flatMap(({ id, listeners }) => listeners.map((listener) => ({ cluster, nodeId: id, listener, log })));
  const opened = await Promise.allSettled(wanted.map(openListener));
  const stop = async (): Promise<void> => {
    await Promise.all(opened.map((result) => (result.status === 'fulfilled' ? result.value() : undefined)));
    cluster.stop();
  };
  const failed = opened.find((result) => result.status === 'rejected');
  if (!failed) return stop;
  await stop();
  throw failed.reason;
}
