import type { Toxic } from '../toxics/toxic.ts';
import type { Chunk, Outlet } from './chunk.ts';
import { Stage } from './stage.ts';

/**
 * The toxics one direction of one connection passes through, in order of creation. Knows neither sockets nor timers:
 * whoever owns it pushes what arrives and calls `run` when something may have changed or `run`'s answer is due.
 *
 *     push > stage > stage > sink
 */
export class Chain implements Outlet {
  #stages: Stage[] = [];
  readonly #sink: Outlet;
  readonly #random: () => number;

  /** @param random uniform in [0, 1); used for toxicity and jitter. */
  constructor(toxics: readonly Toxic[], sink: Outlet, random: () => number) {
    this.#sink = sink;
    this.#random = random;
    for (const toxic of toxics) this.add(toxic);
  }

  /** Whether it does nothing and holds nothing, so that data may go around it. */
  get transparent(): boolean {
    return this.#stages.every((stage) => stage.transparent);
  }

  room(): boolean {
    return this.#first().room();
  }

  push(chunk: Chunk): void {
    this.#first().push(chunk);
  }

  end(): void {
    this.#first().end();
  }

  /** Works as far as possible at this time. Returns when it wants to be run again, `Infinity` for never. Milliseconds. */
  run(nowMs: number): number {
    let moved = true;
    while (moved) {
      moved = false;
      for (const stage of this.#stages) moved = stage.run(nowMs) || moved;
    }
    return this.#stages.reduce((dueMs, stage) => Math.min(dueMs, stage.dueMs), Number.POSITIVE_INFINITY);
  }

  /** Appends a toxic. The one before it lets go of what it holds and rolls anew. */
  add(toxic: Toxic): void {
    const stage = new Stage(toxic, this.#sink, this.#random);
    const previous = this.#stages.at(-1);
    const restart = previous?.interrupt() ?? false;
    if (previous) previous.next = stage;
    this.#stages.push(stage);
    stage.start();
    if (restart) previous?.start();
  }

  /** Starts a toxic afresh with its new settings and a new roll. */
  update(toxic: Toxic): void {
    const stage = this.#stages.find((each) => each.toxic === toxic);
    if (stage?.interrupt()) stage.start();
  }

  /** Takes a toxic out. What it holds goes on at once, in order; some toxics close the link instead. */
  remove(toxic: Toxic): void {
    const index = this.#stages.findIndex((each) => each.toxic === toxic);
    const stage = this.#stages[index];
    if (!stage?.interrupt()) return;
    if (toxic.kind.closesOnRemoval) return stage.close();
    const previous = this.#stages[index - 1];
    const restart = previous?.interrupt() ?? false;
    stage.flush();
    this.#stages.splice(index, 1);
    if (previous) previous.next = stage.next;
    if (restart) previous?.start();
  }

  #first(): Outlet {
    return this.#stages[0] ?? this.#sink;
  }
}
