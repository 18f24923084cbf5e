import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freePort } from '../../process/free-port.fixture.ts';
import { fetchRequest, produceRequest, requestBytes, type TestRequest, testBoot } from './api/client.fixture.ts';
import { startBroker } from './broker.ts';
import { testBatch } from './log/batch.fixture.ts';
import { FrameSplitter } from './wire/frames.ts';
import { Writer } from './wire/writer.ts';

function framed(request: TestRequest, correlationId: number): Buffer {
  const bytes = requestBytes(request, correlationId);
  const size = Buffer.alloc(4);
  size.writeInt32BE(bytes.length);
  return Buffer.concat([size, bytes]);
}

const waiting = { timeout: 4000, interval: 10 };

const apiVersions = (version: number): TestRequest => ({ key: 18, version, body: new Writer() });

/** A raw connection that keeps the answers in the order they came. */
class RawClient {
  readonly answers: Buffer[] = [];
  private readonly splitter = new FrameSplitter();

  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => this.answers.push(...this.splitter.push(chunk)));
    socket.on('error', () => socket.destroy());
  }

  static async open(port: number): Promise<RawClient> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new RawClient(socket);
  }

  correlationIds(): number[] {
    return this.answers.map((answer) => answer.readInt32BE(0));
  }
}

describe('broker on the wire', () => {
  let port: number;
  let stop: () => Promise<void>;
  let lines: string[];
  let clients: RawClient[];

  async function open(): Promise<RawClient> {
    const client = await RawClient.open(port);
    clients.push(client);
    return client;
  }

  /** A request sent now has been answered, so what other clients sent before has been read. */
  async function untilServed(client: RawClient, correlationId: number): Promise<void> {
    client.socket.write(framed(apiVersions(0), correlationId));
    await vi.waitFor(() => expect(client.correlationIds()).toContain(correlationId), waiting);
  }

  beforeEach(async () => {
    port = await freePort();
    lines = [];
    clients = [];
    const listener = { name: 'orders', host: '127.0.0.1', port, advertisedHost: '127.0.0.1', advertisedPort: port };
    stop = await startBroker({ ...testBoot, nodes: [{ id: 1, listeners: [listener] }] }, (line) => lines.push(line));
  });
  afterEach(async () => {
    for (const { socket } of clients) socket.destroy();
    await stop();
  });

  it('answers in the order asked, even when a long poll comes first', async () => {
    const [reader, writer] = [await open(), await open()];
    reader.socket.write(Buffer.concat([framed(fetchRequest({ 0: 0 }, { maxWaitMs: 20_000 }), 1), framed(apiVersions(0), 2)]));
    await untilServed(writer, 10);
    reader.socket.write(framed(apiVersions(0), 3));
    await untilServed(writer, 11);
    expect(reader.answers).toEqual([]);
    writer.socket.write(framed(produceRequest({ 0: testBatch() }), 12));
    await vi.waitFor(() => expect(reader.correlationIds()).toEqual([1, 2, 3]), waiting);
  });

  it('sends nothing for a produce without acks', async () => {
    const client = await open();
    client.socket.write(Buffer.concat([framed(produceRequest({ 0: testBatch() }, { acks: 0 }), 1), framed(apiVersions(0), 2)]));
    await vi.waitFor(() => expect(client.correlationIds()).toEqual([2]), waiting);
  });

  it('answers an ApiVersions too new with error 35 and the list in version 0’s form', async () => {
    const client = await open();
    client.socket.write(Buffer.concat([framed(apiVersions(3), 1), framed(apiVersions(0), 2)]));
    await vi.waitFor(() => expect(client.answers).toHaveLength(2), waiting);
    const [fallback, plain] = client.answers.map((answer) => answer.subarray(4));
    expect([fallback?.readInt16BE(0), plain?.readInt16BE(0)]).toEqual([35, 0]);
    expect(fallback?.subarray(2)).toEqual(plain?.subarray(2));
  });

  it.each([
    ['another protocol', Buffer.from('GET / HTTP/1.1\r\n\r\n'), /a frame of 1195725856 bytes; the limit is/],
    ['a negative frame size', Buffer.from('ffffffff', 'hex'), /a frame of -1 bytes/],
    ['a request cut short', Buffer.from('00000003000300', 'hex'), /bytes wanted/],
    ['an API that does not exist', framed({ key: 99 as 0, version: 0, body: new Writer() }, 1), /API key 99 is not served/],
    [
      'a version that is not served',
      framed({ key: 1, version: 99, body: new Writer() }, 1),
      /version 99 of API key 1 is not served, only 4 to 11/,
    ],
  ])('closes only the connection that sends %s, and says so in one line', async (_, bytes, reason) => {
    const [good, bad] = [await open(), await open()];
    const closed = once(bad.socket, 'close');
    bad.socket.write(bytes);
    await closed;
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(reason);
    expect(lines[0]).toMatch(/^kafka node 1, listener orders: closed the connection from 127\.0\.0\.1:\d+: /);
    good.socket.write(framed(apiVersions(0), 7));
    await vi.waitFor(() => expect(good.correlationIds()).toEqual([7]), waiting);
  });

  it('ends its connections and frees its port when stopped, even in the middle of a long poll', async () => {
    const client = await open();
    client.socket.write(framed(fetchRequest({ 0: 0 }, { maxWaitMs: 20_000 }), 1));
    await stop();
    await vi.waitFor(() => expect(client.socket.closed).toBe(true), waiting);
    stop = await startBroker(
      { ...testBoot, nodes: [{ id: 1, listeners: [{ name: 'orders', host: '127.0.0.1', port, advertisedHost: 'x', advertisedPort: 1 }] }] },
      () => {},
    );
  });

  it('does not start when an address is taken, and leaves nothing open', async () => {
    const free = await freePort();
    const listener = (name: string, at: number) => ({ name, host: '127.0.0.1', port: at, advertisedHost: 'x', advertisedPort: 1 });
    const nodes = [{ id: 1, listeners: [listener('a', free), listener('b', port)] }];
    await expect(startBroker({ ...testBoot, nodes }, () => {})).rejects.toThrow(/EADDRINUSE/);
    await expect(RawClient.open(free)).rejects.toThrow(/ECONNREFUSED/);
  });
});
