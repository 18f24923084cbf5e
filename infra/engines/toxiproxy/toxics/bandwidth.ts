import { type Chunk, END } from '../chain/chunk.ts';
import type { Behaviour, BehaviourContext, Pipe, ToxicKind } from './toxic.ts';

/** A chunk that takes longer than this is sent in slices of this length. */
const SLICE_MS = 100;

class Bandwidth implements Behaviour {
  #held: Chunk | undefined;
  #dueMs = 0;
  #waiting = false;
  /** How late the last wait ended; the next one is shorter by it. Idle time and a slow far side earn nothing. */
  #lateMs = 0;
  readonly #context: BehaviourContext<'rate'>;

  constructor(context: BehaviourContext<'rate'>) {
    this.#context = context;
  }

  step(pipe: Pipe): void {
    for (;;) {
      if (!this.#held && !this.#takeNext(pipe)) return;
      if (this.#rate() <= 0) return; // Stalls until it is updated or removed.
      if (this.#waiting) {
        if (pipe.nowMs < this.#dueMs) return pipe.wakeAt(this.#dueMs);
        this.#lateMs = pipe.nowMs - this.#dueMs;
        this.#waiting = false;
      }
      if (!pipe.canPut()) return;
      this.#sendSlice(pipe);
    }
  }

  interrupt(pipe: Pipe): boolean {
    if (this.#held) pipe.put(this.#held);
    this.#held = undefined;
    return true;
  }

  #rate(): number {
    return this.#context.attributes.rate;
  }

  #takeNext(pipe: Pipe): boolean {
    const next = pipe.take();
    if (next === undefined) return false;
    if (next === END) {
      pipe.close();
      return false;
    }
    this.#held = next;
    this.#schedule(pipe.nowMs, next);
    return true;
  }

  /** One byte takes 1 / rate milliseconds: rate is in KB of 1000 bytes per second. */
  #schedule(nowMs: number, { data }: Chunk): void {
    this.#dueMs = nowMs - this.#lateMs + Math.min(data.length / this.#rate(), SLICE_MS);
    this.#waiting = true;
  }

  #sendSlice(pipe: Pipe): void {
    const held = this.#held;
    if (!held) return;
    const sliceBytes = this.#rate() * SLICE_MS;
    if (held.data.length <= sliceBytes) {
      this.#held = undefined;
      pipe.put(held);
      return;
    }
    pipe.put({ data: held.data.subarray(0, sliceBytes), atMs: held.atMs });
    held.data = held.data.subarray(sliceBytes);
    this.#schedule(pipe.nowMs, held);
  }
}

/** Limits a connection to `rate` KB/s. A rate of 0 stalls. */
export const bandwidth: ToxicKind<'rate'> = {
  type: 'bandwidth',
  goType: 'BandwidthToxic',
  attributes: ['rate'],
  bufferChunks: 1,
  start: (context) => new Bandwidth(context),
};
