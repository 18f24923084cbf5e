import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { seededRandom } from '../rng.ts';
import { freePort, Peer } from '../testing/network.ts';
import type { Target } from '../testing/targets.ts';
import { Fixture, portOf } from './fixture.ts';

const digest = (data: Buffer): string => createHash('sha256').update(data).digest('hex');

function noise(bytes: number, seed: string): Buffer {
  const random = seededRandom(seed);
  return Buffer.from(Uint8Array.from({ length: bytes }, () => random() * 256));
}

/** What a connection through a proxy does when no toxic is on it. */
export function describeLinks(target: Target): void {
  const fixture = new Fixture(target);

  test('bytes arrive unchanged in both directions at once', async () => {
    const upstream = await fixture.upstream();
    const { client, server } = await fixture.pair(await fixture.proxy(upstream), upstream);
    const [request, response] = [noise(700_001, 'request'), noise(900_001, 'response')];
    client.write(request);
    server.write(response);
    const [atServer, atClient] = await Promise.all([server.receive(request.length), client.receive(response.length)]);
    expect([digest(atServer), digest(atClient)]).toEqual([digest(request), digest(response)]);
  });

  test('there is no half-close: the end of the client ends both sides', async () => {
    const upstream = await fixture.upstream();
    const { client, server } = await fixture.pair(await fixture.proxy(upstream), upstream);
    client.socket.end('bye');
    expect([await server.ended, server.text, await client.ended]).toEqual(['end', 'bye', 'end']);
  });

  test('the end of the upstream comes after its last bytes', async () => {
    const upstream = await fixture.upstream();
    const { client, server } = await fixture.pair(await fixture.proxy(upstream), upstream);
    const last = noise(300_000, 'last');
    server.socket.end(last);
    expect(await client.ended).toBe('end');
    expect(digest(client.received)).toBe(digest(last));
  });

  test('a client whose upstream cannot be reached is accepted and closed', async () => {
    const upstream = await fixture.upstream();
    const proxy = await fixture.proxy(upstream);
    await upstream.close();
    const client = await fixture.connect(proxy);
    expect([await client.ended, client.text]).toEqual(['end', '']);
  });

  test('a client that resets ends the upstream connection', async () => {
    const upstream = await fixture.upstream();
    const { client, server } = await fixture.pair(await fixture.proxy(upstream), upstream);
    client.write('a');
    await server.receive(1);
    client.socket.resetAndDestroy();
    expect(await server.ended).toBe('end');
  });

  test.each([
    ['no toxic', []],
    ['a latency toxic', [{ type: 'latency', stream: 'upstream', attributes: { latency: 1 } }]],
  ])('with %s a sender feels that the far side does not read, and nothing is lost', async (_, toxics) => {
    const upstream = await fixture.upstream();
    const { client, server } = await fixture.pair(await fixture.proxy(upstream, toxics), upstream);
    server.socket.pause();
    const piece = Buffer.alloc(256 * 1024, 7);
    const total = 384 * piece.length;
    let written = 0;
    const writeAll = async (): Promise<void> => {
      // One by one: a socket counts a write only once all of it has left, and joins writes that wait.
      for (; written < total; written += piece.length) await new Promise((resolve) => client.socket.write(piece, resolve));
    };
    const writing = writeAll();
    const accepted = await settled(() => written);
    expect(server.received.length).toBe(0);
    expect(accepted).toBeLessThan(total);
    server.socket.resume();
    expect((await server.receive(total)).length).toBe(total);
    await writing;
  });
}

/** What happens to connections when their proxy changes. */
export function describeLifecycle(target: Target): void {
  const fixture = new Fixture(target);

  test('disabling closes every connection and refuses new ones; enabling listens on the same port', async () => {
    const upstream = await fixture.upstream();
    const proxy = await fixture.proxy(upstream);
    const { client, server } = await fixture.pair(proxy, upstream);
    await fixture.request('PATCH', `/proxies/${proxy.name}`, { enabled: false });
    expect([await client.ended, await server.ended]).toEqual(['end', 'end']);
    await expect(Peer.connect(portOf(proxy))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await fixture.request('PATCH', `/proxies/${proxy.name}`, { enabled: true });
    const again = await fixture.pair(proxy, upstream);
    again.client.write('hello');
    expect((await again.server.receive(5)).toString()).toBe('hello');
  });

  test('a new upstream closes connections and keeps toxics; the same address under another name changes nothing', async () => {
    const [first, second] = [await fixture.upstream(), await fixture.upstream()];
    const proxy = await fixture.proxy(first, [{ type: 'noop' }]);
    const { client, server } = await fixture.pair(proxy, first);
    await fixture.request('PATCH', `/proxies/${proxy.name}`, { listen: proxy.listen.replace('127.0.0.1', 'localhost') });
    client.write('still here');
    await server.receive(10);
    const answer = await fixture.request('PATCH', `/proxies/${proxy.name}`, { upstream: `127.0.0.1:${second.port}` });
    expect(JSON.parse(answer.text)).toMatchObject({ enabled: true, listen: proxy.listen, toxics: [{ name: 'noop_downstream' }] });
    expect(await client.ended).toBe('end');
    const next = await fixture.pair(proxy, second);
    next.client.write('moved');
    expect((await next.server.receive(5)).toString()).toBe('moved');
  });

  test('removing a proxy closes its connections', async () => {
    const upstream = await fixture.upstream();
    const proxy = await fixture.proxy(upstream);
    const { client } = await fixture.pair(proxy, upstream);
    await proxy.remove();
    expect(await client.ended).toBe('end');
  });

  test('a proxy may be made on a port given in advance', async () => {
    const upstream = await fixture.upstream();
    const port = await freePort();
    await fixture.toxiproxy.populate([
      { name: 'orders_to_kafka-2', listen: `127.0.0.1:${port}`, upstream: `127.0.0.1:${upstream.port}`, enabled: true },
    ]);
    const [client, server] = await Promise.all([Peer.connect(port), upstream.accept()]);
    fixture.onEnd(() => client.socket.destroy());
    client.write('x');
    expect((await server.receive(1)).toString()).toBe('x');
  });
}

/** Bytes are counted when a link ends. */
export function describeMetrics(target: Target): void {
  const fixture = new Fixture(target, { proxyMetrics: true });

  test('bytes of a link are counted when it ends, under its direction, listener, proxy and upstream', async () => {
    const upstream = await fixture.upstream();
    const proxy = await fixture.proxy(upstream);
    const { client, server } = await fixture.pair(proxy, upstream);
    client.write('12345');
    await server.receive(5);
    server.write('123');
    await client.receive(3);
    expect((await fixture.request('GET', '/metrics')).text).not.toContain('toxiproxy_proxy_');
    client.socket.end();
    await server.ended;
    const labels = (direction: string) =>
      `{direction="${direction}",listener="${proxy.listen}",proxy="${proxy.name}",upstream="127.0.0.1:${upstream.port}"}`;
    const expected = [
      '# TYPE toxiproxy_proxy_received_bytes_total counter',
      `toxiproxy_proxy_received_bytes_total${labels('upstream')} 5`,
      `toxiproxy_proxy_received_bytes_total${labels('downstream')} 3`,
      `toxiproxy_proxy_sent_bytes_total${labels('upstream')} 5`,
      `toxiproxy_proxy_sent_bytes_total${labels('downstream')} 3`,
    ];
    await expect
      .poll(async () => (await fixture.request('GET', '/metrics')).text)
      .toSatisfy((text: string) => expected.every((line) => text.includes(line)));
  });
}

/** The value of something that grows, once it has stopped growing. */
async function settled(read: () => number): Promise<number> {
  let [value, unchanged] = [read(), 0];
  while (unchanged < 10) {
    await delay(30);
    unchanged = read() === value ? unchanged + 1 : 0;
    value = read();
  }
  return value;
}
