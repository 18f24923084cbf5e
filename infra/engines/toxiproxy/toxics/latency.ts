import { type Chunk, END } from '../chain/chunk.ts';
import type { Behaviour, BehaviourContext, Pipe, ToxicKind } from './toxic.ts';

type Name = 'latency' | 'jitter';

class Latency implements Behaviour {
  #held: Chunk | undefined;
  #dueMs = Number.NEGATIVE_INFINITY;
  readonly #context: BehaviourContext<Name>;

  constructor(context: BehaviourContext<Name>) {
    this.#context = context;
  }

  step(pipe: Pipe): void {
    for (;;) {
      if (!this.#held) {
        const next = pipe.take();
        if (next === undefined) return;
        if (next === END) return pipe.close();
        this.#held = next;
        // A chunk with a shorter delay never overtakes the one before it.
        this.#dueMs = Math.max(this.#dueMs, next.atMs + this.#delayMs());
      }
      if (pipe.nowMs < this.#dueMs) return pipe.wakeAt(this.#dueMs);
      if (!pipe.canPut()) return;
      this.#held.atMs = this.#dueMs;
      this.#release(pipe);
    }
  }

  interrupt(pipe: Pipe): boolean {
    this.#release(pipe);
    return true;
  }

  #release(pipe: Pipe): void {
    if (this.#held) pipe.put(this.#held);
    this.#held = undefined;
  }

  /** Whole milliseconds in [latency - jitter, latency + jitter). */
  #delayMs(): number {
    const { latency, jitter } = this.#context.attributes;
    return jitter > 0 ? latency + Math.floor(this.#context.random() * jitter * 2) - jitter : latency;
  }
}

/** Delays everything by `latency` ± `jitter` milliseconds, in order, without limiting the bandwidth. */
export const latency: ToxicKind<Name> = {
  type: 'latency',
  goType: 'LatencyToxic',
  attributes: ['latency', 'jitter'],
  bufferChunks: 1024,
  start: (context) => new Latency(context),
};
