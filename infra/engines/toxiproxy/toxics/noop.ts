import { END } from '../chain/chunk.ts';
import type { Behaviour, Pipe, ToxicKind } from './toxic.ts';

/** Passes data untouched. A link on which a toxic's roll missed runs this one; it has no state, so one serves all. */
export const passing: Behaviour = {
  step(pipe: Pipe): void {
    while (pipe.canPut()) {
      const next = pipe.take();
      if (next === undefined) return;
      if (next === END) return pipe.close();
      pipe.put(next);
    }
  },
  interrupt: () => true,
};

/** Does nothing; useful to test a client's handling of toxics. */
export const noop: ToxicKind<never> = {
  type: 'noop',
  goType: 'NoopToxic',
  attributes: [],
  bufferChunks: 1,
  start: () => passing,
};
