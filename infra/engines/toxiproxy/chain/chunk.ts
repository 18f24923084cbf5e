/** A piece of a TCP stream on its way through a chain of toxics. */
export interface Chunk {
  data: Buffer;
  /** When it was received, on the clock's scale; a toxic that delays on purpose moves it forward so that delays add up. Milliseconds. */
  atMs: number;
}

/** What `take` answers once the sender has closed and everything before that was taken. */
export const END = Symbol('end of stream');

/** Something that takes a stream: the next stage, or the socket at the end of the chain. */
export interface Outlet {
  /** Whether more is welcome now. Pushing without room is allowed and loses nothing: flushes do it. */
  room(): boolean;
  push(chunk: Chunk): void;
  /** Nothing will follow. */
  end(): void;
}
