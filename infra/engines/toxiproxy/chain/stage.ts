import { passing } from '../toxics/noop.ts';
import type { Behaviour, Pipe, Toxic } from '../toxics/toxic.ts';
import { type Chunk, END, type Outlet } from './chunk.ts';

/** Bytes that may wait before one toxic, whatever its buffer of chunks: as much as 1024 chunks of Toxiproxy's 32 KiB. */
const MAX_QUEUED_BYTES = 32 * 1024 * 1024;

/** One toxic on one link: the queue before it, the behaviour at work, and where its output goes. */
export class Stage implements Pipe, Outlet {
  readonly toxic: Toxic;
  next: Outlet;
  nowMs = 0;
  /** When it wants its next step. Milliseconds. */
  dueMs = Number.POSITIVE_INFINITY;
  closed = false;
  #queue: Chunk[] = [];
  #queuedBytes = 0;
  #ended = false;
  #behaviour: Behaviour = passing;
  #moved = false;
  readonly #counter = { value: 0 };
  readonly #random: () => number;

  constructor(toxic: Toxic, next: Outlet, random: () => number) {
    this.toxic = toxic;
    this.next = next;
    this.#random = random;
  }

  /** Rolls whether the toxic works on this link, and starts it afresh. */
  start(): void {
    const { toxic } = this;
    const hit = this.#random() < toxic.toxicity;
    const context = { attributes: toxic.attributes, random: this.#random, counter: this.#counter };
    this.#behaviour = hit ? toxic.kind.start(context) : passing;
    this.dueMs = Number.POSITIVE_INFINITY;
  }

  /** Makes the toxic let go of what it holds. False when it is closed or cannot be stopped any more. */
  interrupt(): boolean {
    return !this.closed && this.#behaviour.interrupt(this);
  }

  /** Works once. Returns whether anything was taken, put or closed. */
  run(nowMs: number): boolean {
    if (this.closed) return false;
    this.nowMs = nowMs;
    this.dueMs = Number.POSITIVE_INFINITY;
    this.#moved = false;
    this.#behaviour.step(this);
    return this.#moved;
  }

  /** Passes on everything that waits before the toxic, and the end if that waits too. */
  flush(): void {
    for (const chunk of this.#queue.splice(0)) this.next.push(chunk);
    this.#queuedBytes = 0;
    if (this.#ended && !this.closed) this.close();
  }

  /** Whether data passes it untouched and none waits in it. */
  get transparent(): boolean {
    return this.#behaviour === passing && this.#queue.length === 0 && !this.#ended && !this.closed;
  }

  canPut(): boolean {
    return this.next.room();
  }

  put(chunk: Chunk): void {
    this.#moved = true;
    this.next.push(chunk);
  }

  take(): Chunk | typeof END | undefined {
    const chunk = this.#queue.shift();
    if (!chunk) return this.#ended ? END : undefined;
    this.#moved = true;
    this.#queuedBytes -= chunk.data.length;
    return chunk;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.#moved = true;
    this.#queue = [];
    this.dueMs = Number.POSITIVE_INFINITY;
    this.next.end();
  }

  wakeAt(dueMs: number): void {
    this.dueMs = dueMs;
  }

  /** Whether the queue before the toxic takes another chunk. */
  room(): boolean {
    return !this.closed && this.#queue.length < this.toxic.kind.bufferChunks && this.#queuedBytes < MAX_QUEUED_BYTES;
  }

  push(chunk: Chunk): void {
    if (this.closed) return;
    this.#queue.push(chunk);
    this.#queuedBytes += chunk.data.length;
  }

  end(): void {
    this.#ended = true;
  }
}
