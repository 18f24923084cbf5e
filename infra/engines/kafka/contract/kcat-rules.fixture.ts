import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTopic, kafkaClient, waiting } from './clients.fixture.ts';
import type { ClusterUnderTest } from './cluster-under-test.fixture.ts';

const KCAT = 'kcat';

/** The same asked by librdkafka, which is stricter: versions, answer order and batches are all checked. */
export function describeKcat(running: () => ClusterUnderTest, { isOurs }: { isOurs: boolean }): void {
  let cluster: ClusterUnderTest;
  let topic: string;
  const killers: (() => Promise<void>)[] = [];

  beforeEach(async () => {
    cluster = running();
    topic = `topic-${randomUUID()}`;
    const admin = kafkaClient(cluster.brokers('orders'), 'setup').admin();
    await admin.connect();
    await createTopic(admin, cluster.brokers('orders'), { topic, numPartitions: 6 });
    await admin.disconnect();
  });
  afterEach(async () => {
    for (const kill of killers.splice(0)) await kill();
  });

  async function kcat(args: string[], input = ''): Promise<string> {
    const child = spawn(KCAT, ['-b', cluster.brokers('orders').join(','), ...args]);
    const [exited, output, errors] = [once(child, 'exit'), text(child.stdout), text(child.stderr)];
    child.stdin.end(input);
    expect([(await exited)[0], await errors]).toEqual([0, expect.not.stringContaining('ERROR')]);
    return output;
  }

  /** A member of a group that runs until the test ends, with the lines it printed. */
  function member(groupId: string): { lines: string[]; partitions(): number } {
    const child = spawn(KCAT, ['-b', cluster.brokers('orders').join(','), '-G', groupId, topic, '-X', 'auto.offset.reset=earliest', '-u']);
    const seen = { lines: [] as string[], log: '' };
    // Unbuffered output comes in pieces that end anywhere, so the reader joins them into lines.
    createInterface({ input: child.stdout }).on('line', (line) => seen.lines.push(line));
    child.stderr.on('data', (chunk: Buffer) => {
      seen.log += String(chunk);
    });
    killers.push(async () => {
      const exited = once(child, 'exit');
      child.kill();
      await exited;
    });
    return {
      lines: seen.lines,
      partitions: () =>
        (
          seen.log
            .match(/assigned: .*/g)
            ?.at(-1)
            ?.match(/\[\d+\]/g) ?? []
        ).length,
    };
  }

  const lines = (from: number, to: number): string =>
    Array.from({ length: to - from }, (_, index) => `k${from + index}:v${from + index}\n`).join('');
  const sorted = (output: string): string[] => output.trim().split('\n').sort();
  const values = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, index) => `v${from + index}`).sort();

  it('lists nodes and leaders', async () => {
    const listing = await kcat(['-L', '-t', topic]);
    for (const [index, broker] of cluster.brokers('orders').entries()) expect(listing).toContain(`broker ${index + 1} at ${broker}`);
    const leaders = [...listing.matchAll(/partition \d, leader (\d), replicas: \1, isrs: \1/g)].map(([, leader]) => leader);
    expect(leaders).toHaveLength(6);
    expect(new Set(leaders)).toEqual(new Set(['1', '2', '3']));
    // Which node leads which partition is ours alone to say: see `fixedLeaders` in the known differences.
    if (isOurs) expect(listing).toMatch(/partition 5, leader 3, replicas: 3, isrs: 3/);
  });

  it.each([
    ['plain', []],
    ['idempotent', ['-X', 'enable.idempotence=true']],
    ['compressed', ['-z', 'gzip']],
    ['without acks', ['-X', 'acks=0']],
  ])('gives back what was produced %s', async (_, options) => {
    await kcat(['-P', '-t', topic, '-K', ':', ...options], lines(0, 60));
    expect(sorted(await kcat(['-C', '-t', topic, '-e', '-q']))).toEqual(values(0, 60));
  });

  it('shares a topic between two members of a group, without loss', async () => {
    await kcat(['-P', '-t', topic, '-K', ':'], lines(0, 30));
    const groupId = `group-${randomUUID()}`;
    const first = member(groupId);
    await vi.waitFor(() => expect(first.lines).toHaveLength(30), waiting);
    const second = member(groupId);
    await vi.waitFor(() => expect([first.partitions(), second.partitions()]).toEqual([3, 3]), waiting);
    await kcat(['-P', '-t', topic, '-K', ':'], lines(30, 90));
    await vi.waitFor(() => expect([...new Set([...first.lines, ...second.lines])].sort()).toEqual(values(0, 90)), waiting);
    expect(second.lines.length).toBeGreaterThan(0);
  });
}
