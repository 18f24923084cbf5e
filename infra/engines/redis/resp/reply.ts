/**
 * What a command answers, before it is written in RESP2 or RESP3. All text is byte strings: one character per byte (latin1),
 * so that any binary value passes through unchanged and compactly.
 */
export type Reply =
  /** A bulk string. */
  | string
  | number
  | bigint
  /** The missing value: `$-1` in RESP2, `_` in RESP3. */
  | null
  | readonly Reply[]
  | Simple
  | ErrorReply
  | MapReply
  | SetReply
  | PushReply
  | Verbatim
  | Several
  | typeof nullArray;

/** The missing array: `*-1` in RESP2, `_` in RESP3. */
export const nullArray = Symbol('null array');

/** `+OK` and its like. */
export class Simple {
  constructor(readonly text: string) {}
}

export const ok = new Simple('OK');

/** `text` begins with the code: `ERR syntax error`. */
export class ErrorReply {
  constructor(readonly text: string) {}
}

/** A map in RESP3, a flat array of keys and values in RESP2. */
export class MapReply {
  constructor(readonly pairs: readonly (readonly [Reply, Reply])[]) {}
}

/** A set in RESP3, an array in RESP2. */
export class SetReply {
  constructor(readonly items: readonly Reply[]) {}
}

/** Out of band in RESP3, an array in RESP2. */
export class PushReply {
  constructor(readonly items: readonly Reply[]) {}
}

/** Text for people: a verbatim string in RESP3, a bulk string in RESP2. */
export class Verbatim {
  constructor(readonly text: string) {}
}

/** One reply after another, as for SUBSCRIBE with several channels. */
export class Several {
  constructor(readonly replies: readonly Reply[]) {}
}
