import type { Reply } from './resp/reply.ts';
import type { Protocol } from './resp/writer.ts';

/** A command that waits for its EXEC. */
export interface QueuedCommand {
  name: string;
  args: string[];
}

/** What the server knows of one connected client. Text is byte strings. */
export interface Session {
  readonly id: number;
  /** `127.0.0.1:50320`, theirs and ours. */
  readonly address: string;
  readonly localAddress: string;
  readonly connectedAtMs: number;
  lastCommandAtMs: number;
  lastCommand: string;
  name: string;
  libName: string;
  libVersion: string;
  protocol: Protocol;
  database: number;
  /** Commands since MULTI; null outside. `broken`: one of them was refused. */
  transaction: { queued: QueuedCommand[]; broken: boolean } | null;
  /** A watched key was touched. */
  watchBroken: boolean;
  readonly channels: Set<string>;
  /** Writes at once; for what does not answer the command under way. */
  send(reply: Reply): void;
  /** Ends the connection, after what has been written so far has gone out. */
  close(): void;
}

/** Takes a session out of MULTI. */
export function endTransaction(session: Session): void {
  session.transaction = null;
  session.watchBroken = false;
}
