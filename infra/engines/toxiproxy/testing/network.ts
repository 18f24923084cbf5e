import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** One end of a TCP connection that remembers what it received and how it ended. */
export class Peer {
  readonly socket: Socket;
  /** `end` after an ordinary close, else the code of the error. */
  readonly ended: Promise<string>;
  readonly chunks: Buffer[] = [];
  #bytes = 0;
  readonly #watchers = new Set<() => void>();

  constructor(socket: Socket) {
    this.socket = socket;
    let code = 'end';
    socket.on('error', (error: NodeJS.ErrnoException) => {
      code = error.code ?? error.message;
    });
    socket.on('data', (data: Buffer) => {
      this.chunks.push(data);
      this.#bytes += data.length;
      for (const watch of this.#watchers) watch();
    });
    this.ended = new Promise((resolve) => {
      socket.on('close', () => resolve(code));
    });
  }

  static async connect(port: number): Promise<Peer> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    return new Peer(socket);
  }

  get received(): Buffer {
    return Buffer.concat(this.chunks);
  }

  get text(): string {
    return this.received.toString();
  }

  /** Everything received once it is at least this much. @throws Error when the connection ends before. */
  async receive(bytes: number): Promise<Buffer> {
    if (this.#bytes < bytes) {
      let watch = (): void => {};
      const enough = new Promise<void>((resolve) => {
        watch = () => this.#bytes >= bytes && resolve();
        this.#watchers.add(watch);
      });
      const ended = this.ended.then((how) => {
        if (this.#bytes < bytes) throw new Error(`connection ended (${how}) after ${this.#bytes} of ${bytes} bytes`);
      });
      await Promise.race([enough, ended]).finally(() => this.#watchers.delete(watch));
    }
    return this.received;
  }

  write(data: string | Buffer): void {
    this.socket.write(data);
  }
}

/** An upstream whose connections the test plays by hand. */
export class Upstream {
  readonly #server: Server;
  readonly #accepted: Peer[] = [];
  readonly #waiting: ((peer: Peer) => void)[] = [];
  readonly #all: Peer[] = [];

  private constructor() {
    this.#server = createServer({ noDelay: true }, (socket) => {
      const peer = new Peer(socket);
      this.#all.push(peer);
      const take = this.#waiting.shift();
      if (take) take(peer);
      else this.#accepted.push(peer);
    });
  }

  static async start(): Promise<Upstream> {
    const upstream = new Upstream();
    upstream.#server.listen(0, '127.0.0.1');
    await once(upstream.#server, 'listening');
    return upstream;
  }

  get port(): number {
    const address = this.#server.address();
    return address && typeof address === 'object' ? address.port : 0;
  }

  /** The next connection, in order of arrival. */
  accept(): Promise<Peer> {
    const peer = this.#accepted.shift();
    return peer ? Promise.resolve(peer) : new Promise((resolve) => this.#waiting.push(resolve));
  }

  async close(): Promise<void> {
    for (const { socket } of this.#all) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}

/** A port nothing listens on now. */
export async function freePort(): Promise<number> {
  const upstream = await Upstream.start();
  const { port } = upstream;
  await upstream.close();
  return port;
}
