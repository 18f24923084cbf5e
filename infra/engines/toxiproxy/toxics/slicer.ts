import { type Chunk, END } from '../chain/chunk.ts';
import type { Behaviour, BehaviourContext, Pipe, ToxicKind } from './toxic.ts';

type Name = 'average_size' | 'size_variation' | 'delay';

interface Slicing {
  averageBytes: number;
  variationBytes: number;
  random(): number;
}

/**
 * Lengths of the slices of `length` bytes: halves, moved by the variation, until a slice is near the average.
 * A slice has at least one byte, whatever the settings.
 */
export function sliceLengths(length: number, slicing: Slicing): number[] {
  const { averageBytes, variationBytes, random } = slicing;
  if (length <= 1 || length - averageBytes <= variationBytes) return [length];
  const shift = variationBytes > 0 ? Math.floor(random() * variationBytes * 2) - variationBytes : 0;
  const left = Math.min(Math.max(Math.floor(length / 2) + shift, 1), length - 1);
  return [...sliceLengths(left, slicing), ...sliceLengths(length - left, slicing)];
}

class Slicer implements Behaviour {
  #held: Chunk | undefined;
  #lengths: number[] = [];
  #nextSlice = 0;
  /** Each slice is followed by the delay; shorter than a timer can do, slices leave together at the right average pace. */
  #dueMs = 0;
  readonly #context: BehaviourContext<Name>;

  constructor(context: BehaviourContext<Name>) {
    this.#context = context;
  }

  step(pipe: Pipe): void {
    for (;;) {
      if (pipe.nowMs < this.#dueMs) return pipe.wakeAt(this.#dueMs);
      if (!this.#held && !this.#takeNext(pipe)) return;
      if (!pipe.canPut()) return;
      this.#sendSlice(pipe);
    }
  }

  interrupt(pipe: Pipe): boolean {
    if (this.#held) pipe.put(this.#held);
    this.#held = undefined;
    return true;
  }

  #takeNext(pipe: Pipe): boolean {
    const next = pipe.take();
    if (next === undefined) return false;
    if (next === END) {
      pipe.close();
      return false;
    }
    const { average_size: averageBytes, size_variation: variationBytes } = this.#context.attributes;
    this.#held = next;
    this.#lengths = sliceLengths(next.data.length, { averageBytes, variationBytes, random: this.#context.random });
    this.#nextSlice = 0;
    this.#dueMs = pipe.nowMs;
    return true;
  }

  #sendSlice(pipe: Pipe): void {
    const held = this.#held;
    if (!held) return;
    const length = this.#lengths[this.#nextSlice++] ?? held.data.length;
    pipe.put({ data: held.data.subarray(0, length), atMs: held.atMs });
    held.data = held.data.subarray(length);
    if (held.data.length === 0) this.#held = undefined;
    this.#dueMs += this.#context.attributes.delay / 1000;
  }
}

/** Cuts data into slices of `average_size` ± `size_variation` bytes, each followed by `delay` microseconds. */
export const slicer: ToxicKind<Name> = {
  type: 'slicer',
  goType: 'SlicerToxic',
  goInteger: 'int',
  attributes: ['average_size', 'size_variation', 'delay'],
  bufferChunks: 1,
  start: (context) => new Slicer(context),
};
