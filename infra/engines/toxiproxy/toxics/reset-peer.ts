import type { Behaviour, BehaviourContext, Pipe, ToxicKind } from './toxic.ts';

class ResetPeer implements Behaviour {
  #closeAtMs: number | undefined;
  readonly #context: BehaviourContext<'timeout'>;

  constructor(context: BehaviourContext<'timeout'>) {
    this.#context = context;
  }

  step(pipe: Pipe): void {
    if (this.#closeAtMs === undefined) {
      if (pipe.take() === undefined) return;
      this.#closeAtMs = pipe.nowMs + this.#context.attributes.timeout;
    }
    if (pipe.nowMs < this.#closeAtMs) return pipe.wakeAt(this.#closeAtMs);
    pipe.close();
  }

  /** Once the first data came, the reset happens whatever becomes of the toxic. */
  interrupt(): boolean {
    return this.#closeAtMs === undefined;
  }
}

/** Resets the connection `timeout` milliseconds after the first data. Connections older than the toxic are closed in the ordinary way. */
export const resetPeer: ToxicKind<'timeout'> = {
  type: 'reset_peer',
  goType: 'ResetToxic',
  attributes: ['timeout'],
  bufferChunks: 1,
  resetsOnClose: true,
  start: (context) => new ResetPeer(context),
};
