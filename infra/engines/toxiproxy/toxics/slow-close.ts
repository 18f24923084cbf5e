import { END } from '../chain/chunk.ts';
import type { Behaviour, BehaviourContext, Pipe, ToxicKind } from './toxic.ts';

class SlowClose implements Behaviour {
  #closeAtMs: number | undefined;
  readonly #context: BehaviourContext<'delay'>;

  constructor(context: BehaviourContext<'delay'>) {
    this.#context = context;
  }

  step(pipe: Pipe): void {
    while (this.#closeAtMs === undefined && pipe.canPut()) {
      const next = pipe.take();
      if (next === undefined) return;
      if (next === END) this.#closeAtMs = pipe.nowMs + this.#context.attributes.delay;
      else pipe.put(next);
    }
    if (this.#closeAtMs === undefined) return;
    if (pipe.nowMs < this.#closeAtMs) return pipe.wakeAt(this.#closeAtMs);
    pipe.close();
  }

  interrupt(): boolean {
    return true;
  }
}

/** Leaves data alone and passes on the close of a connection only after `delay` milliseconds. */
export const slowClose: ToxicKind<'delay'> = {
  type: 'slow_close',
  goType: 'SlowCloseToxic',
  attributes: ['delay'],
  bufferChunks: 1,
  start: (context) => new SlowClose(context),
};
