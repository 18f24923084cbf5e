import type { Socket } from 'node:net';
import { Chain } from './chain/chain.ts';
import type { Chunk, Outlet } from './chain/chunk.ts';
import { type Clock, EARLY_MS } from './clock.ts';
import type { Direction, Toxic } from './toxics/toxic.ts';

interface LinkOptions {
  direction: Direction;
  source: Socket;
  destination: Socket;
  toxics: readonly Toxic[];
  clock: Clock;
  random: () => number;
  /** Closes the destination once everything written to it has left. */
  closeDestination: () => void;
  /** The source will give no more. */
  onReceived: (bytes: number) => void;
  /** Everything was written to the destination. */
  onSent: (bytes: number) => void;
}

/**
 * One direction of one connection. While no toxic works on it, data goes straight from socket to socket; otherwise
 * through a chain, driven by one timer. Reading stops when the chain or the far side has no room.
 */
export class Link implements Outlet {
  readonly direction: Direction;
  readonly #options: LinkOptions;
  readonly #chain: Chain;
  #direct: boolean;
  #sourceEnded = false;
  #finished = false;
  #armedForMs = Number.POSITIVE_INFINITY;
  #disarm: () => void = () => {};

  constructor(options: LinkOptions) {
    this.direction = options.direction;
    this.#options = options;
    this.#chain = new Chain(options.toxics, this, options.random);
    this.#direct = this.#chain.transparent;
    const { source, destination } = options;
    source.on('data', (data: Buffer) => this.#onData(data));
    source.on('end', () => this.#onSourceEnd());
    source.on('close', () => this.#onSourceEnd());
    destination.on('drain', () => this.#onDrain());
    destination.on('close', () => this.#onDestinationClose());
  }

  /** Lets data flow. */
  start(): void {
    this.#pump();
  }

  addToxic(toxic: Toxic): void {
    this.#change(() => this.#chain.add(toxic));
  }

  updateToxic(toxic: Toxic): void {
    this.#change(() => this.#chain.update(toxic));
  }

  removeToxic(toxic: Toxic): void {
    this.#change(() => this.#chain.remove(toxic));
  }

  room(): boolean {
    return !this.#options.destination.writableNeedDrain;
  }

  push({ data }: Chunk): void {
    if (!this.#finished) this.#options.destination.write(data);
  }

  end(): void {
    if (this.#finished) return;
    this.#finish();
    this.#options.onSent(this.#options.destination.bytesWritten);
    this.#options.closeDestination();
  }

  #onData(data: Buffer): void {
    if (this.#finished) return;
    if (this.#direct) {
      if (!this.#options.destination.write(data)) this.#options.source.pause();
      return;
    }
    this.#chain.push({ data, atMs: this.#options.clock.nowMs() });
    this.#pump();
  }

  #onDrain(): void {
    if (this.#direct) this.#options.source.resume();
    else this.#pump();
  }

  #onSourceEnd(): void {
    if (this.#sourceEnded) return;
    this.#sourceEnded = true;
    this.#options.onReceived(this.#options.source.bytesRead);
    this.#chain.end();
    this.#pump();
  }

  /** The far side is gone: what is on the way has no one to go to. */
  #onDestinationClose(): void {
    if (!this.#finished) this.#finish();
  }

  #finish(): void {
    this.#finished = true;
    this.#direct = false;
    this.#disarm();
    this.#options.source.pause();
  }

  #change(apply: () => void): void {
    if (this.#finished) return;
    apply();
    this.#pump();
  }

  #pump(): void {
    if (this.#finished) return;
    const { clock, source } = this.#options;
    const dueMs = this.#chain.run(clock.nowMs() + EARLY_MS);
    if (this.#finished) return;
    this.#arm(dueMs);
    this.#direct = this.#chain.transparent && !this.#sourceEnded;
    if (this.#chain.room()) source.resume();
    else source.pause();
  }

  #arm(dueMs: number): void {
    if (dueMs === this.#armedForMs) return;
    this.#disarm();
    this.#armedForMs = dueMs;
    if (dueMs === Number.POSITIVE_INFINITY) return;
    this.#disarm = this.#options.clock.wakeAt(dueMs, () => {
      this.#armedForMs = Number.POSITIVE_INFINITY;
      this.#pump();
    });
  }
}
