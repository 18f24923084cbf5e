/**
 * What a toxic is. A toxic's settings live in one `Toxic` per proxy; every link runs its own `Behaviour` of it.
 *
 *     source > [stage: latency] > [stage: slicer] > destination
 */
import type { Chunk, END } from '../chain/chunk.ts';

export type Direction = 'upstream' | 'downstream';

/** A behaviour's view of its stage. */
export interface Pipe {
  /** Time of this step. Milliseconds. */
  readonly nowMs: number;
  /** The next chunk, `END` (again and again) when the stream is over, or nothing when none waits. */
  take(): Chunk | typeof END | undefined;
  /** Whether the next stage or socket takes more now. */
  canPut(): boolean;
  put(chunk: Chunk): void;
  /** Ends the stream here; whatever comes in later is lost, and the connection closes. */
  close(): void;
  /** Asks for a step at this time even if nothing arrives. Forgotten at the next step. */
  wakeAt(dueMs: number): void;
}

/** One toxic at work on one link. */
export interface Behaviour {
  /** Works as far as input, time and room allow. */
  step(pipe: Pipe): void;
  /** Lets go of what it holds, without delay, because it is replaced. False: it cannot be stopped any more. */
  interrupt(pipe: Pipe): boolean;
}

export interface BehaviourContext<Name extends string = string> {
  readonly attributes: Readonly<Record<Name, number>>;
  /** Uniform in [0, 1), seeded per link. */
  random(): number;
  /** A number of this toxic on this link that survives updates; starts at 0. */
  counter: { value: number };
}

/** A type of toxic. Attribute names are in the order of the API's JSON; all are integers and default to 0. */
export interface ToxicKind<Name extends string = string> {
  readonly type: string;
  /** Name in Toxiproxy's decoding errors. */
  readonly goType: string;
  /** Go type of the attributes in those errors, when it is not `int64`. */
  readonly goInteger?: 'int';
  readonly attributes: readonly Name[];
  /** Chunks that may wait before the toxic, so that a delay does not limit the bandwidth. */
  readonly bufferChunks: number;
  /** Removing it closes the connections it was on. */
  readonly closesOnRemoval?: true;
  /** Connections made while it exists end with RST. */
  readonly resetsOnClose?: true;
  start(context: BehaviourContext<Name>): Behaviour;
}

/** A toxic of a proxy. */
export interface Toxic {
  readonly kind: ToxicKind;
  readonly name: string;
  readonly direction: Direction;
  /** `stream` as the client wrote it. */
  readonly stream: string;
  /** Probability that a link is affected; not limited to 0..1. */
  toxicity: number;
  attributes: Record<string, number>;
}
