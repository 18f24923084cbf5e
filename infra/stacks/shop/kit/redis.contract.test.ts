import { connect, createServer, type Server, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PolicyValue } from '../../../../core/stack/schema.ts';
import { type RedisServer, startRedis } from '../../../engines/redis/server.ts';
import { CommandTimeout } from './errors.ts';
import type { Redis } from './kit.ts';
import { type RunningService, startService } from './start-service.ts';
import { testBoot } from './testing/boot.ts';
import { attribute, type Collector, openCollector } from './testing/collector.ts';

let engine: RedisServer;
let collector: Collector;
let link: Link;
const running: RunningService[] = [];

/** What lies between the service and its cache: passes everything, holds answers back, or cuts the line. */
interface Link {
  port: number;
  held: boolean;
  /** Passes on what was held back. */
  release(): void;
  cut(): Promise<void>;
  close(): Promise<void>;
}

async function openLink(target: number): Promise<Link> {
  const sockets = new Set<Socket>();
  const late: (() => void)[] = [];
  const server: Server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket
        .on('error', () => {})
        .on('close', () => {
          client.destroy();
          upstream.destroy();
        });
    }
    client.on('data', (data) => upstream.write(data));
    upstream.on('data', (data) => {
      if (opened.held) late.push(() => client.write(data));
      else client.write(data);
    });
  });
  const end = (): Promise<void> =>
    new Promise((resolve) => {
      if (server.listening) server.close(() => resolve());
      else resolve();
      for (const socket of sockets) socket.destroy();
    });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const release = (): void => {
    opened.held = false;
    for (const pass of late.splice(0)) pass();
  };
  const opened: Link = { port: typeof address === 'object' && address ? address.port : 0, held: false, release, cut: end, close: end };
  return opened;
}

beforeEach(async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  engine = await startRedis({ bind: '127.0.0.1', port: 0, maxmemory: 0, policy: 'noeviction' });
  link = await openLink(engine.port);
  collector = await openCollector();
});
afterEach(async () => {
  for (const service of running.splice(0)) await service.stop();
  await link.close();
  await engine.close();
  await collector.close();
  vi.restoreAllMocks();
});

async function open(policies: Record<string, PolicyValue> = {}): Promise<Redis> {
  let redis: Redis | undefined;
  const address = { host: '127.0.0.1', port: link.port };
  const boot = testBoot('catalog-1', { redis: address, otlpBase: collector.base, desired: { policies } });
  const service = await startService(boot, (kit) => {
    redis = kit.redis();
  });
  running.push(service);
  await service.ready;
  return redis as Redis;
}

describe('the kit on Redis', () => {
  it('keeps a value for its time', async () => {
    const redis = await open();
    await redis.set('product:1', 'page', 150);
    expect(await redis.get('product:1')).toBe('page');
    await vi.waitFor(async () => expect(await redis.get('product:1')).toBeNull(), 30_000);
    await redis.set('product:2', 'page', 60_000);
    await redis.del('product:2');
    expect(await redis.get('product:2')).toBeNull();
  });

  it('has no patience of its own: a silent server keeps a command waiting', async () => {
    const redis = await open();
    link.held = true;
    const reading = redis.get('product:1').then(() => 'answered');
    expect(await Promise.race([reading, wait(500, 'waiting')])).toBe('waiting');
    await link.cut();
    await expect(reading).rejects.toThrow();
  });

  it('gives up after the time a policy allows, throws the late answer away, and is well again with the next one', async () => {
    const redis = await open({ 'redis.timeoutMs': 80 });
    await redis.set('product:1', 'page', 60_000);
    link.held = true;
    await expect(redis.get('product:1')).rejects.toBeInstanceOf(CommandTimeout);
    link.release();
    await vi.waitFor(async () => expect(await redis.get('product:1')).toBe('page'), 30_000);
  });

  it('fails at once while there is no connection', async () => {
    const redis = await open();
    await link.cut();
    await vi.waitFor(() => expect(redis.get('product:1')).rejects.toThrow(), 30_000);
    const startedAtMs = performance.now();
    for (let read = 0; read < 20; read++) await expect(redis.get('product:1')).rejects.toThrow();
    expect(performance.now() - startedAtMs).toBeLessThan(1_000);
  });

  it('shows commands and their failures in telemetry, with the link they cross', async () => {
    const redis = await open();
    await redis.get('product:1');
    await link.cut();
    await vi.waitFor(() => expect(redis.get('product:1')).rejects.toThrow(), 30_000);
    const points = () =>
      collector.metrics
        .filter(({ item }) => item.name === 'db.client.operation.duration')
        .flatMap(({ item }) => item.histogram?.dataPoints ?? []);
    await vi.waitFor(() => {
      expect(points().some((point) => attribute(point, 'error.type') === undefined)).toBe(true);
      expect(points().some((point) => attribute(point, 'error.type') !== undefined)).toBe(true);
    }, 30_000);
    for (const point of points()) expect(attribute(point, 'brownout.link')).toBe('catalog->redis');
  });
});
