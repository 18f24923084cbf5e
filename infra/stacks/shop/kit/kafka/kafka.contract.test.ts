import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SlotDesired } from '../../../../../core/sandbox/messages.ts';
import { startBroker } from '../../../../engines/kafka/broker.ts';
import { freePort } from '../../../../process/free-port.fixture.ts';
import type { ConsumedMessage, Kit } from '../kit.ts';
import { type RunningService, startService } from '../start-service.ts';
import { testBoot, testSecret } from '../testing/boot.ts';
import { attribute, type Collector, openCollector } from '../testing/collector.ts';

/** One topic per test: a new group reads a topic from its beginning. */
const topics = Array.from({ length: 8 }, (_, index) => `topic-${index}`);
let topic = '';
const running: RunningService[] = [];
let brokers: string[];
let stopBroker: () => Promise<void>;
let collector: Collector;

beforeAll(async () => {
  const port = await freePort();
  const listener = { name: 'all', host: '127.0.0.1', port, advertisedHost: '127.0.0.1', advertisedPort: port };
  brokers = [`127.0.0.1:${port}`];
  stopBroker = await startBroker(
    {
      nodes: [{ id: 1, listeners: [listener] }],
      topics: topics.map((name) => ({ name, partitions: 2 })),
      retentionBytesPerPartition: 1e6,
      initialRebalanceDelayMs: 50,
    },
    () => {},
  );
});
afterAll(() => stopBroker());
beforeEach(async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  topic = topics.pop() ?? '';
  collector = await openCollector();
});
afterEach(async () => {
  for (const service of running.splice(0).reverse()) await service.stop();
  await collector.close();
  vi.restoreAllMocks();
});

let group = 0;
interface Member {
  service: RunningService;
  kit: Kit;
  handled: ConsumedMessage[];
  send(key: string): Promise<unknown>;
}

/** A service that produces and consumes; `onMessage` may throw. */
async function member(
  options: { groupId?: string; consumer?: SlotDesired['consumer']; onMessage?: (message: ConsumedMessage) => void } = {},
): Promise<Member> {
  const handled: ConsumedMessage[] = [];
  let kit: Kit | undefined;
  let send: Member['send'] = async () => {};
  const kafka = { brokers, clientId: 'shop-1', link: 'shop-1->kafka' };
  const boot = testBoot('shop-1', { otlpBase: collector.base, kafka, desired: { consumer: options.consumer ?? 'running' } });
  const service = await startService(boot, (given) => {
    kit = given;
    const producer = given.producer();
    send = (key) => producer.send({ topic, key, value: JSON.stringify({ key }), headers: { version: '1' } });
    given.consumer({
      groupId: options.groupId ?? `group-${++group}`,
      topics: [topic],
      handle: async (message) => {
        options.onMessage?.(message);
        handled.push(message);
      },
    });
    given.route('POST', '/send/:key', async ({ params }) => ({ status: 202, body: await send(params['key'] ?? '') }));
  });
  running.push(service);
  await service.ready;
  return { service, kit: kit as Kit, handled, send };
}

const control = (service: RunningService, method: string, path: string, body?: unknown): Promise<Response> =>
  fetch(`http://127.0.0.1:${service.port}/control/${path}`, {
    method,
    headers: { 'x-control-secret': testSecret, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const consumerState = async (service: RunningService): Promise<string> => {
  const state = (await (await control(service, 'GET', 'state')).json()) as { consumer: string };
  return state.consumer;
};
const keys = (messages: readonly ConsumedMessage[]): string[] => messages.map(({ key }) => key);

describe('the kit on Kafka', () => {
  it('carries value, headers and tenant from producer to consumer', async () => {
    const { handled, send } = await member();
    expect(await send('a')).toMatchObject({ partition: expect.any(Number), offset: expect.stringMatching(/^\d+$/) });
    await vi.waitFor(() => expect(handled).toHaveLength(1), 30_000);
    expect(handled[0]).toMatchObject({ topic, key: 'a', value: '{"key":"a"}', headers: { version: '1', tenant: 'sandbox-1' } });
  });

  it('continues the trace of the request that sent the record', async () => {
    const { service } = await member({
      onMessage: () => {
        throw new Error('not this one');
      },
    });
    const response = await fetch(`http://127.0.0.1:${service.port}/send/traced`, { method: 'POST' });
    const traceId = response.headers.get('x-trace-id');
    const find = (name: string) => collector.spans.find(({ item }) => item.name === name && item.traceId === traceId)?.item;
    await vi.waitFor(() => expect(find(`process ${topic}`)).toBeDefined(), 30_000);
    const consumed = find(`process ${topic}`);
    expect(consumed?.parentSpanId).toMatch(/^[0-9a-f]{16}$/);
    expect(consumed?.kind).toBe(5);
    expect(attribute(consumed, 'brownout.link')).toBe('shop-1->kafka');
  });

  it('hands a message over again after its handling failed, and does not skip it', async () => {
    let failures = 2;
    const { handled, send } = await member({
      onMessage: () => {
        if (failures-- > 0) throw new Error('not yet');
      },
    });
    await send('again');
    await vi.waitFor(() => expect(keys(handled)).toEqual(['again']), 30_000);
    expect(failures).toBeLessThan(0);
  });

  it('a cordoned consumer leaves its group, and what came meanwhile is handled when it is back', async () => {
    const { service, handled, send } = await member();
    await send('before');
    await vi.waitFor(() => expect(keys(handled)).toEqual(['before']), 30_000);
    const desired = testBoot('shop-1').desired;
    await control(service, 'PUT', 'desired', { ...desired, consumer: 'cordoned' });
    await vi.waitFor(async () => expect(await consumerState(service)).toBe('cordoned'), 30_000);
    await send('meanwhile');
    await control(service, 'PUT', 'desired', desired);
    await vi.waitFor(async () => expect(await consumerState(service)).toBe('running'), 30_000);
    await vi.waitFor(() => expect(keys(handled)).toEqual(['before', 'meanwhile']), 30_000);
  });

  it('a paused consumer takes nothing, also over a rebalance and a new start, and goes on where it stood', async () => {
    const groupId = `group-${++group}`;
    const desired = testBoot('shop-1').desired;
    const first = await member({ groupId });
    await first.send('before');
    await vi.waitFor(() => expect(keys(first.handled)).toEqual(['before']), 30_000);
    await control(first.service, 'PUT', 'desired', { ...desired, consumer: 'paused' });
    expect(await consumerState(first.service)).toBe('paused');
    const second = await member({ groupId, consumer: 'paused' });
    for (const key of ['a', 'b', 'c', 'd']) await first.send(key);
    // Several fetches long; a member that were not paused would have them within one.
    await wait(1_500);
    expect([...keys(first.handled), ...keys(second.handled)]).toEqual(['before']);
    expect(await consumerState(second.service)).toBe('paused');
    for (const { service } of [first, second]) await control(service, 'PUT', 'desired', desired);
    const handled = (): string[] => [...keys(first.handled), ...keys(second.handled)].sort();
    await vi.waitFor(() => expect(handled()).toEqual(['a', 'b', 'before', 'c', 'd']), 30_000);
  });

  it('a drained member commits and leaves, so that the next one goes on where it stopped', async () => {
    const groupId = `group-${++group}`;
    const first = await member({ groupId });
    await first.send('one');
    await vi.waitFor(() => expect(keys(first.handled)).toEqual(['one']), 30_000);
    const startedAtMs = performance.now();
    expect((await control(first.service, 'POST', 'drain')).status).toBe(200);
    expect(performance.now() - startedAtMs).toBeLessThan(2_500);
    const second = await member({ groupId });
    await second.send('two');
    await vi.waitFor(() => expect(keys(second.handled)).toEqual(['two']), 30_000);
  });

  it('shows sends, handling and commits in telemetry', async () => {
    const { handled, send } = await member();
    await send('seen');
    await vi.waitFor(() => expect(handled).toHaveLength(1), 30_000);
    const operations = (): Set<string> =>
      new Set(
        collector.metrics
          .filter(({ item }) => item.name.startsWith('messaging.'))
          .flatMap(({ item }) =>
            (item.histogram?.dataPoints ?? []).map((point) => `${item.name} ${attribute(point, 'messaging.operation.name')}`),
          ),
      );
    await vi.waitFor(() => {
      for (const wanted of [
        'messaging.client.operation.duration send',
        'messaging.client.operation.duration commit',
        'messaging.process.duration process',
      ]) {
        expect(operations()).toContain(wanted);
      }
    }, 30_000);
  });
});
