import { END } from '../chain/chunk.ts';
import type { Behaviour, BehaviourContext, Pipe, ToxicKind } from './toxic.ts';

class LimitData implements Behaviour {
  readonly #context: BehaviourContext<'bytes'>;

  constructor(context: BehaviourContext<'bytes'>) {
    this.#context = context;
  }

  step(pipe: Pipe): void {
    const { attributes, counter } = this.#context;
    while (pipe.canPut()) {
      const next = pipe.take();
      if (next === undefined) return;
      if (next === END) return pipe.close();
      const left = Math.max(0, attributes.bytes - counter.value);
      const data = next.data.length > left ? next.data.subarray(0, left) : next.data;
      if (data.length > 0) pipe.put({ data, atMs: next.atMs });
      counter.value += data.length;
      if (counter.value >= attributes.bytes) return pipe.close();
    }
  }

  interrupt(): boolean {
    return true;
  }
}

/** Closes the connection after exactly `bytes` bytes in one direction. */
export const limitData: ToxicKind<'bytes'> = {
  type: 'limit_data',
  goType: 'LimitDataToxic',
  attributes: ['bytes'],
  bufferChunks: 1,
  start: (context) => new LimitData(context),
};
