import { connect, createServer, type Server, type Socket } from 'node:net';
import { formatAddress, type HostPort, listenError, parseAddress, resolveAddress } from './address.ts';
import type { Clock } from './clock.ts';
import { Connection, type TrafficMeter } from './connection.ts';
import { seededRandom } from './rng.ts';
import { ToxicSet } from './toxic-set.ts';

/** Bytes a socket may have waiting before its other side is no longer read: some chunks, so that one read does not stop the flow. */
const SOCKET_BUFFER_BYTES = 256 * 1024;

const socketOptions = { allowHalfOpen: true, noDelay: true, highWaterMark: SOCKET_BUFFER_BYTES } as const;

/** What all proxies of a server share. */
export interface ProxyEnvironment {
  clock: Clock;
  seed: string;
  /** A meter for connections under these labels. */
  meterFor(labels: TrafficLabels): TrafficMeter;
}

export interface TrafficLabels {
  proxy: string;
  listener: string;
  upstream: string;
}

export interface ProxyInput {
  listen: string;
  upstream: string;
  enabled: boolean;
}

/** One listener in front of one upstream address. */
export class Proxy {
  readonly name: string;
  readonly toxics = new ToxicSet();
  /** As given until first started, then the address really bound. */
  listen: string;
  upstream: string;
  enabled = false;
  readonly #environment: ProxyEnvironment;
  #server: Server | undefined;
  #accepted = 0;
  /** Everything that must be closed on stop: dials under way and connections. */
  readonly #live = new Set<{ destroy(): void }>();

  constructor(name: string, { listen, upstream }: Pick<ProxyInput, 'listen' | 'upstream'>, environment: ProxyEnvironment) {
    this.name = name;
    this.listen = listen;
    this.upstream = upstream;
    this.#environment = environment;
  }

  /** Listens, unless it does already. @throws Error with Go's message when it cannot; the proxy is then disabled. */
  async start(): Promise<void> {
    if (this.enabled) return;
    const address = await resolveAddress(this.listen).catch((error: Error) => {
      throw new Error(`listen tcp: ${error.message}`, { cause: error });
    });
    const server = createServer({ ...socketOptions, pauseOnConnect: true }, (client) => this.#accept(client));
    await listening(server, address);
    const bound = server.address();
    if (bound && typeof bound === 'object') this.listen = formatAddress({ host: bound.address, port: bound.port });
    this.#server = server;
    this.enabled = true;
  }

  /** Refuses new connections and closes every existing one; what is on the way is lost. */
  stop(): void {
    this.enabled = false;
    this.#server?.close();
    this.#server = undefined;
    for (const each of this.#live) each.destroy();
  }

  /** Applies new settings. A new address closes all connections; toxics stay. @throws Error when it cannot listen. */
  async update(input: ProxyInput): Promise<void> {
    if (await this.differs(input)) {
      this.stop();
      this.listen = input.listen;
      this.upstream = input.upstream;
    }
    if (input.enabled === this.enabled) return;
    if (input.enabled) await this.start();
    else this.stop();
  }

  /** Whether these addresses are other ones; `localhost` equals the address it resolves to. @throws Error with Go's message. */
  async differs({ listen, upstream }: Pick<ProxyInput, 'listen' | 'upstream'>): Promise<boolean> {
    const resolved = formatAddress(await resolveAddress(listen));
    return this.listen !== resolved || this.upstream !== upstream;
  }

  #accept(client: Socket): void {
    client.on('error', ignore);
    const ordinal = ++this.#accepted;
    const upstream = dial(this.upstream);
    if (!upstream) {
      client.destroy();
      return;
    }
    const dialling = { destroy: () => [client, upstream].forEach((socket) => socket.destroy()) };
    this.#live.add(dialling);
    upstream.on('error', ignore);
    upstream.once('close', () => {
      // Without a connection yet, this was a failed dial; with one, its links close the client in their own time.
      if (this.#live.delete(dialling)) client.destroy();
    });
    upstream.once('connect', () => {
      this.#live.delete(dialling);
      if (client.destroyed) upstream.destroy();
      else this.#join(client, upstream, ordinal);
    });
  }

  #join(client: Socket, upstream: Socket, ordinal: number): void {
    const { clock, seed, meterFor } = this.#environment;
    const connection: Connection = new Connection({
      client,
      upstream,
      toxics: this.toxics,
      clock,
      meter: meterFor({ proxy: this.name, listener: this.listen, upstream: this.upstream }),
      randomFor: (direction) => seededRandom(`${seed}/${this.name}/${ordinal}/${direction}`),
      onClose: () => this.#live.delete(connection),
    });
    this.#live.add(connection);
  }
}

function dial(upstream: string): Socket | undefined {
  try {
    const { host, port } = parseAddress(upstream);
    return connect({ ...socketOptions, host: host || '127.0.0.1', port });
  } catch {
    return undefined;
  }
}

async function listening(server: Server, address: HostPort): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(address, error)));
    server.listen(address.host === '' ? { port: address.port } : address, resolve);
  });
  // A failed accept (no file descriptors left) costs one client, not the process.
  server.on('error', ignore);
}

/** Socket errors end in `close`, which is where they are handled. */
function ignore(): void {}
