/**
 * How the engines of one sandbox come to be. Whoever provides them, they serve at the ports of the layout and are spoken to by
 * their own protocols, so nothing else in the sandbox knows which ones it has.
 */
export interface EngineKit {
  toxiproxy(): EngineStart;
  redis(): EngineStart;
  kafka(): EngineStart;
  /** Resolves when the shop's database is there, filled and nobody else's. `onLine` takes what the server says. */
  postgres(onLine: (line: string) => void, signal: AbortSignal): Promise<RunningPostgres>;
}

export interface EngineStart {
  /** Where it serves, on loopback. */
  port: number;
  /** A program of ours that runs it; none where somebody else does. */
  program?: { file: string; args?: string[]; boot?: unknown };
  /** Once the program is ready: resolves when the engine serves and is as new. Rejects when `signal` is aborted. */
  prepare?: (signal: AbortSignal) => Promise<void>;
}

export interface RunningPostgres {
  pid?: number;
  /** Settles when it is gone, whoever ended it. */
  ended: Promise<unknown>;
  stop(): Promise<void>;
}
