/** The host's time. The monotonic reading drives the game clock; the wall reading is a label. */
export interface Clock {
  monotonicMs(): number;
  wallMs(): number;
  /** Calls once after `ms`; returns its cancel. */
  after(ms: number, run: () => void): () => void;
}
