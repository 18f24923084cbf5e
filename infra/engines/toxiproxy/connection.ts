import type { Socket } from 'node:net';
import type { Clock } from './clock.ts';
import { Link } from './link.ts';
import type { ToxicSet } from './toxic-set.ts';
import type { Direction } from './toxics/toxic.ts';

/** Where a link's byte counts go when it ends. */
export interface TrafficMeter {
  received(direction: Direction, bytes: number): void;
  sent(direction: Direction, bytes: number): void;
}

interface ConnectionOptions {
  client: Socket;
  upstream: Socket;
  toxics: ToxicSet;
  clock: Clock;
  meter: TrafficMeter;
  /** A random source of its own for each direction. */
  randomFor: (direction: Direction) => () => number;
  /** Both sockets are closed. */
  onClose: () => void;
}

/** A client's connection and its counterpart, joined by one link per direction. There is no half-close: the end of one side ends both. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #resets: boolean;
  readonly #links: readonly Link[];
  #open = 2;

  constructor(options: ConnectionOptions) {
    const { client, upstream, toxics } = options;
    this.#options = options;
    this.#resets = toxics.resetsOnClose();
    this.#links = [this.#link('upstream', client, upstream), this.#link('downstream', upstream, client)];
    for (const socket of [client, upstream]) socket.once('close', () => this.#onSocketClose());
    for (const link of this.#links) toxics.attach(link);
    for (const link of this.#links) link.start();
  }

  /** Closes both sides at once; what is on the way is lost. */
  destroy(): void {
    for (const socket of [this.#options.client, this.#options.upstream]) {
      if (this.#resets) socket.resetAndDestroy();
      else socket.destroy();
    }
  }

  #link(direction: Direction, source: Socket, destination: Socket): Link {
    const { clock, toxics, meter, randomFor } = this.#options;
    return new Link({
      direction,
      source,
      destination,
      clock,
      toxics: toxics.of(direction),
      random: lazily(() => randomFor(direction)),
      closeDestination: () => closeAfterFlush(destination, this.#resets),
      onReceived: (bytes) => meter.received(direction, bytes),
      onSent: (bytes) => meter.sent(direction, bytes),
    });
  }

  #onSocketClose(): void {
    if (--this.#open > 0) return;
    for (const link of this.#links) this.#options.toxics.detach(link);
    this.#options.onClose();
  }
}

/** Closes a socket once what was written has left: with RST where asked, else in the ordinary way. */
function closeAfterFlush(socket: Socket, reset: boolean): void {
  if (!reset || !socket.writable) socket.destroySoon();
  else socket.write('', () => socket.resetAndDestroy());
}

/** Most connections never meet a toxic, so their generator is not made. */
function lazily(create: () => () => number): () => number {
  let random: (() => number) | undefined;
  return () => {
    random ??= create();
    return random();
  };
}
