import { expect, test } from 'vitest';
import type { Peer } from '../testing/network.ts';
import type { Target } from '../testing/targets.ts';
import { Fixture, type Pair, ruleOfOurs } from './fixture.ts';

/** Longer than any test: what is held this long was let go by something else. */
const HOUR_MS = 3_600_000;
/** A timer of the server may count from a moment before the client's clock was read. */
const CLOCK_SLACK_MS = 2;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs + CLOCK_SLACK_MS;
}

async function roundTrip({ client, server }: Pair): Promise<void> {
  const [atServer, atClient] = [server.received.length + 1, client.received.length + 1];
  client.write('?');
  await server.receive(atServer);
  server.write('!');
  await client.receive(atClient);
}

/** Fails when it comes at all; awaited against something that surely comes later. */
async function nothingBefore(peer: Peer, later: Promise<unknown>): Promise<void> {
  const before = peer.received.length;
  await later;
  expect(peer.received.length).toBe(before);
}

async function setUp(fixture: Fixture, toxics: Record<string, unknown>[]) {
  const upstream = await fixture.upstream();
  const proxy = await fixture.proxy(upstream, toxics);
  return { upstream, proxy, ...(await fixture.pair(proxy, upstream)) };
}

/** Proves that a byte just written had time to arrive: a later one in the other direction has. */
async function pingUpstream({ client, server }: Pair): Promise<void> {
  const expected = server.received.length + 1;
  client.write('.');
  await server.receive(expected);
}

/** Latency and changes to toxics on live connections. */
export function describeDelays(target: Target): void {
  const fixture = new Fixture(target);

  test.each(['upstream', 'downstream'])('latency delays the %s direction only', async (stream) => {
    const { client, server } = await setUp(fixture, [{ type: 'latency', stream, attributes: { latency: 150 } }]);
    const [[slowFrom, slowTo], [fastFrom, fastTo]] =
      stream === 'upstream'
        ? [
            [client, server],
            [server, client],
          ]
        : [
            [server, client],
            [client, server],
          ];
    const slow = timed(() => slowTo.receive(4));
    slowFrom.write('slow');
    fastFrom.write('fast');
    await nothingBefore(slowTo, fastTo.receive(4));
    expect(await slow).toBeGreaterThanOrEqual(150);
  });

  test('latency with jitter keeps order', async () => {
    const { client, server } = await setUp(fixture, [{ type: 'latency', attributes: { latency: 20, jitter: 19 } }]);
    const sent = Array.from({ length: 300 }, (_, index) => `${index};`).join('');
    for (const part of sent.match(/\d+;/g) ?? []) server.write(part);
    expect((await client.receive(sent.length)).toString()).toBe(sent);
  });

  test('the close of a connection waits for delayed data', async () => {
    const { client, server } = await setUp(fixture, [{ type: 'latency', attributes: { latency: 100 } }]);
    server.socket.end('last words');
    expect([await client.ended, client.text]).toEqual(['end', 'last words']);
  });

  test('a toxic added to a live connection works at once; removed, what it holds arrives in order', async () => {
    const { proxy, client, server } = await setUp(fixture, []);
    await roundTrip({ client, server });
    await fixture.addToxic(proxy, { type: 'latency', name: 'hold', attributes: { latency: HOUR_MS } });
    for (const part of ['a', 'b', 'c']) {
      server.write(part);
      await nothingBefore(client, pingUpstream({ client, server }));
    }
    await fixture.request('DELETE', `/proxies/${proxy.name}/toxics/hold`);
    expect((await client.receive(4)).toString()).toBe('!abc');
  });

  test('an updated toxic lets go of what it holds and works with its new settings on the live connection', async () => {
    const { proxy, client, server } = await setUp(fixture, [{ type: 'latency', name: 'hold', attributes: { latency: HOUR_MS } }]);
    server.write('a');
    await nothingBefore(client, pingUpstream({ client, server }));
    await fixture.request('PATCH', `/proxies/${proxy.name}/toxics/hold`, { attributes: { latency: 100 } });
    expect((await client.receive(1)).toString()).toBe('a');
    const took = timed(() => client.receive(2));
    server.write('b');
    expect(await took).toBeGreaterThanOrEqual(100);
  });

  test('reset removes toxics from live connections', async () => {
    const { client, server } = await setUp(fixture, [{ type: 'latency', attributes: { latency: HOUR_MS } }]);
    server.write('held');
    await nothingBefore(client, pingUpstream({ client, server }));
    await fixture.toxiproxy.reset();
    expect((await client.receive(4)).toString()).toBe('held');
  });
}

/** Toxics that end connections. */
export function describeClosers(target: Target): void {
  const fixture = new Fixture(target);

  test('timeout 0 drops data; removing it closes the connection', async () => {
    const { proxy, client, server } = await setUp(fixture, [{ type: 'timeout', name: 'gone' }]);
    server.write('lost');
    await nothingBefore(client, pingUpstream({ client, server }));
    await fixture.request('DELETE', `/proxies/${proxy.name}/toxics/gone`);
    expect([await client.ended, client.text]).toEqual(['end', '']);
  });

  test('timeout closes by itself', async () => {
    const { client } = await setUp(fixture, [{ type: 'timeout', attributes: { timeout: 100 } }]);
    expect([await client.ended, client.text]).toEqual(['end', '']);
  });

  test('reset_peer resets connections made after it, on both sides', async () => {
    const { client, server } = await setUp(fixture, [{ type: 'reset_peer', attributes: { timeout: 50 } }]);
    const took = timed(() => client.ended);
    server.write('lost');
    expect(await client.ended).toBe('ECONNRESET');
    expect(await took).toBeGreaterThanOrEqual(50);
    expect([await server.ended, client.text]).toEqual(['ECONNRESET', '']);
  });

  test('reset_peer closes older connections in the ordinary way', async () => {
    const { proxy, client, server } = await setUp(fixture, []);
    await roundTrip({ client, server });
    await fixture.addToxic(proxy, { type: 'reset_peer' });
    server.write('lost');
    expect([await client.ended, client.text]).toEqual(['end', '!']);
  });

  test('connections made while a reset_peer exists end with RST even if its roll missed', async () => {
    const { client, server } = await setUp(fixture, [{ type: 'reset_peer', toxicity: 0 }]);
    await roundTrip({ client, server });
    server.socket.end();
    expect(await client.ended).toBe('ECONNRESET');
  });

  ruleOfOurs(target, 'removalDoesNotBlock')('removing a reset_peer that is about to fire answers at once, and it fires', async () => {
    const { proxy, client, server } = await setUp(fixture, [{ type: 'reset_peer', name: 'soon', attributes: { timeout: 1000 } }]);
    const ended = client.ended.then(() => 'fired');
    server.write('lost');
    await pingUpstream({ client, server });
    const removed = fixture.request('DELETE', `/proxies/${proxy.name}/toxics/soon`).then(() => 'removed');
    expect(await Promise.race([ended, removed])).toBe('removed');
    expect(await ended).toBe('fired');
  });

  test('limit_data passes exactly so many bytes, counted over an update, and closes', async () => {
    const { proxy, client, server } = await setUp(fixture, [{ type: 'limit_data', name: 'limit', attributes: { bytes: 100 } }]);
    server.write('abcd');
    await client.receive(4);
    await fixture.request('PATCH', `/proxies/${proxy.name}/toxics/limit`, { attributes: { bytes: 6 } });
    server.write('efgh');
    expect([await client.ended, client.text]).toEqual(['end', 'abcdef']);
  });
}

/** Toxics that hold back the close or the pace. */
export function describePace(target: Target): void {
  const fixture = new Fixture(target);

  test('slow_close passes data at once and delays the close', async () => {
    const { client, server } = await setUp(fixture, [{ type: 'slow_close', attributes: { delay: 150 } }]);
    const took = timed(() => client.ended);
    server.socket.end('data');
    await client.receive(4);
    await client.ended;
    expect(await took).toBeGreaterThanOrEqual(150);
  });

  test('removing a slow_close closes a waiting connection immediately', async () => {
    const { proxy, client, server } = await setUp(fixture, [{ type: 'slow_close', name: 'slow', attributes: { delay: HOUR_MS } }]);
    server.socket.end('data');
    await client.receive(4);
    await fixture.request('DELETE', `/proxies/${proxy.name}/toxics/slow`);
    expect(await client.ended).toBe('end');
  });

  test('slicer cuts data into pieces with pauses and keeps the content', async () => {
    const { client, server } = await setUp(fixture, [{ type: 'slicer', attributes: { average_size: 10, size_variation: 3, delay: 5000 } }]);
    const sent = 'abcdefghij'.repeat(10);
    const took = timed(() => client.receive(100));
    server.write(sent);
    expect((await client.receive(100)).toString()).toBe(sent);
    expect(client.chunks.length).toBeGreaterThan(1);
    expect(await took).toBeGreaterThanOrEqual(7 * 5);
  });

  ruleOfOurs(target, 'hostileAttributes')('a slicer of size 0 slices into bytes', async () => {
    const { client, server } = await setUp(fixture, [{ type: 'slicer' }]);
    server.write('abc');
    expect((await client.receive(3)).toString()).toBe('abc');
  });

  test('bandwidth passes no more than its rate', async () => {
    const { client, server } = await setUp(fixture, [{ type: 'bandwidth', attributes: { rate: 100 } }]);
    const sent = Buffer.alloc(30_000, 'k');
    const took = timed(() => client.receive(sent.length));
    server.write(sent);
    expect((await client.receive(sent.length)).equals(sent)).toBe(true);
    expect(await took).toBeGreaterThanOrEqual(290);
  });

  test('bandwidth 0 stalls, and removing it lets everything go', async () => {
    const { proxy, client, server } = await setUp(fixture, [{ type: 'bandwidth', name: 'stall' }]);
    server.write('abc');
    await nothingBefore(client, pingUpstream({ client, server }));
    await fixture.request('DELETE', `/proxies/${proxy.name}/toxics/stall`);
    expect((await client.receive(3)).toString()).toBe('abc');
  });
}

/** Which connections a toxic hits. */
export function describeChance(target: Target): void {
  const fixture = new Fixture(target);

  test('toxicity 0 has no effect, toxicity is rolled anew on update', async () => {
    const { proxy, client, server } = await setUp(fixture, [
      { type: 'latency', name: 'maybe', toxicity: 0, attributes: { latency: HOUR_MS } },
    ]);
    await roundTrip({ client, server });
    await fixture.request('PATCH', `/proxies/${proxy.name}/toxics/maybe`, { toxicity: 1 });
    server.write('held');
    await nothingBefore(client, pingUpstream({ client, server }));
    await fixture.toxiproxy.reset();
    await client.receive(5);
  });

  ruleOfOurs(target, 'seed')('the seed decides which connections a toxicity hits', async () => {
    const hits = async (seed: string): Promise<string> => {
      const toxiproxy = await fixture.anotherServer({ seed });
      const upstream = await fixture.upstream();
      const proxy = await toxiproxy.createProxy({
        name: 'catalog_to_redis',
        listen: '127.0.0.1:0',
        upstream: `127.0.0.1:${upstream.port}`,
      });
      await proxy.addToxic({ name: 'half', type: 'limit_data', stream: 'downstream', toxicity: 0.5, attributes: { bytes: 1 } });
      let pattern = '';
      for (let connection = 0; connection < 24; connection++) {
        const { client, server } = await fixture.pair(proxy, upstream);
        server.socket.end('ab');
        await client.ended;
        pattern += client.text === 'a' ? 'x' : '.';
      }
      return pattern;
    };
    const [first, again, other] = [await hits('7'), await hits('7'), await hits('8')];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(first).toMatch(/x/);
    expect(first).toMatch(/\./);
  });
}
