import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { ClientContext } from './api/api.ts';
import { dispatch } from './dispatch.ts';
import { FrameSplitter } from './wire/frames.ts';

/** Requests of one connection that wait in memory beyond this stop the reading of more. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

/** One client connection: requests are answered one at a time, in the order they came. */
export class Connection {
  private readonly splitter = new FrameSplitter();
  private readonly waiting: Buffer[] = [];
  private readonly closers = new Set<() => void>();
  private readonly client: ClientContext;
  private waitingBytes = 0;
  private working = false;

  /** @param fail is told, once, why the connection is being closed for a fault of the client. */
  constructor(
    private readonly socket: Socket,
    origin: Omit<ClientContext, 'onClose' | 'clientHost'>,
    private readonly fail: (reason: string) => void,
  ) {
    this.client = { ...origin, clientHost: socket.remoteAddress ?? '', onClose: (run) => this.onClose(run) };
    socket.on('data', (chunk: Buffer) => this.receive(chunk));
    socket.on('close', () => {
      for (const run of [...this.closers]) run();
    });
  }

  private receive(chunk: Buffer): void {
    try {
      for (const frame of this.splitter.push(chunk)) {
        this.waiting.push(frame);
        this.waitingBytes += frame.length;
      }
    } catch (error) {
      this.abort(error);
      return;
    }
    if (this.waitingBytes > MAX_WAITING_BYTES) this.socket.pause();
    if (!this.working) void this.work();
  }

  private async work(): Promise<void> {
    this.working = true;
    try {
      for (let frame = this.waiting.shift(); frame && !this.socket.destroyed; frame = this.waiting.shift()) {
        this.waitingBytes -= frame.length;
        await this.answer(frame);
        if (this.waitingBytes <= MAX_WAITING_BYTES && this.socket.isPaused()) this.socket.resume();
      }
    } catch (error) {
      this.abort(error);
    }
    this.working = false;
  }

  private async answer(frame: Buffer): Promise<void> {
    const pending = dispatch(frame, this.client);
    const response = pending instanceof Promise ? await pending : pending;
    if (!response || this.socket.destroyed) return;
    // A client that does not read its answers gets no further ones: they would pile up here.
    if (!this.socket.write(response)) await this.drained();
  }

  private async drained(): Promise<void> {
    const gone = new AbortController();
    const forget = this.onClose(() => gone.abort());
    await once(this.socket, 'drain', { signal: gone.signal }).catch(() => undefined);
    forget();
  }

  private abort(error: unknown): void {
    if (this.socket.destroyed) return;
    this.fail(error instanceof Error ? error.message : String(error));
    this.socket.destroy();
  }

  private onClose(run: () => void): () => void {
    this.closers.add(run);
    return () => this.closers.delete(run);
  }
}
