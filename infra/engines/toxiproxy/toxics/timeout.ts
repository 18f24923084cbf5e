import { END } from '../chain/chunk.ts';
import type { Behaviour, BehaviourContext, Pipe, ToxicKind } from './toxic.ts';

class Timeout implements Behaviour {
  #closeAtMs: number | undefined;
  readonly #context: BehaviourContext<'timeout'>;

  constructor(context: BehaviourContext<'timeout'>) {
    this.#context = context;
  }

  step(pipe: Pipe): void {
    const { timeout } = this.#context.attributes;
    this.#closeAtMs ??= pipe.nowMs + timeout;
    for (let next = pipe.take(); next !== undefined; next = pipe.take()) {
      if (next === END) return pipe.close();
      this.#closeAtMs = pipe.nowMs + timeout;
    }
    if (timeout <= 0) return;
    if (pipe.nowMs < this.#closeAtMs) return pipe.wakeAt(this.#closeAtMs);
    pipe.close();
  }

  interrupt(): boolean {
    return true;
  }
}

/** Drops everything. Closes the connection after `timeout` milliseconds without data; 0 never does. */
export const timeout: ToxicKind<'timeout'> = {
  type: 'timeout',
  goType: 'TimeoutToxic',
  attributes: ['timeout'],
  bufferChunks: 1,
  closesOnRemoval: true,
  start: (context) => new Timeout(context),
};
