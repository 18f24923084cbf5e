/** A sandbox of its own, with what its users and its telemetry say each second. */
import { randomBytes } from 'node:crypto';
import type { SignalFrame } from '../../core/protocol/signals.ts';
import type { SpanView } from '../../core/protocol/traces.ts';
import type { LedgerSecond } from '../../core/sandbox/messages.ts';
import { type Sandbox, SandboxError, type SandboxFactory } from '../ports/sandbox.ts';
import type { Telemetry, TelemetrySecond, TraceQuery } from '../ports/telemetry.ts';
import { NotJudged } from './not-judged.ts';

export interface StageParts {
  factory: SandboxFactory;
  telemetry: Pick<Telemetry, 'open' | 'close' | 'onSecond' | 'findTraces' | 'trace'>;
  ratePerSecond: number;
  log: (line: string) => void;
}

/** Who listens to a second of users, as the ledger and as telemetry tell it. */
export interface SecondListener {
  addLedger(second: LedgerSecond): void;
  addObserved(second: TelemetrySecond): void;
}

export interface Stage {
  readonly sandbox: Sandbox;
  /** Requests of users a second. */
  readonly ratePerSecond: number;
  /** The newest second of telemetry. */
  readonly frame: SignalFrame | null;
  /** Parts that are not up at this moment. */
  readonly down: string[];
  /** Accepted orders whose shipment was never requested, as of the newest second of the ledger. */
  readonly ordersOwed: number;
  /** Why it broke; null while it works. */
  readonly failure: string | null;
  /** Returns its stop. */
  listen(listener: SecondListener): () => void;
  /** All spans of the kept traces that a search finds. */
  spansThrough(query: TraceQuery): Promise<SpanView[]>;
  close(): Promise<void>;
}

const seed = 1;

/** @throws NotJudged when the sandbox does not come up */
export async function openStage({ factory, telemetry, ratePerSecond, log }: StageParts): Promise<Stage> {
  const telemetryToken = randomBytes(12).toString('hex');
  const listeners = new Set<SecondListener>();
  let frame: SignalFrame | null = null;
  let failure: string | null = null;
  let down: string[] = [];
  let ordersOwed = 0;
  await telemetry.open(telemetryToken);
  const stopListening = telemetry.onSecond((second) => {
    if (second.token !== telemetryToken) return;
    frame = second.frame;
    for (const listener of listeners) listener.addObserved(second);
  });
  const leave = async (): Promise<void> => {
    stopListening();
    await telemetry.close(telemetryToken);
  };
  const built = factory.build({
    telemetryToken,
    ratePerSecond,
    seed,
    onProgress: () => {},
    onHealth(components) {
      down = components.filter(({ state }) => state !== 'up').map(({ component }) => component);
    },
    onLedger(second) {
      ordersOwed = second.ordersOwed;
      for (const listener of listeners) listener.addLedger(second);
    },
    onFailed(message, lastLines) {
      failure = message;
      log([message, ...lastLines].join('\n'));
    },
  });
  const sandbox = await built.catch(async (error: Error) => {
    await leave();
    throw new NotJudged(`The sandbox did not start: ${error instanceof SandboxError ? error.words : error.message}`);
  });
  return {
    sandbox,
    ratePerSecond,
    get frame() {
      return frame;
    },
    get down() {
      return down;
    },
    get failure() {
      return failure;
    },
    get ordersOwed() {
      return ordersOwed;
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async spansThrough(query) {
      const { traces } = await telemetry.findTraces(telemetryToken, query);
      return (await Promise.all(traces.map(({ traceId }) => telemetry.trace(telemetryToken, traceId)))).flat();
    },
    async close() {
      await sandbox.stop();
      await leave();
    },
  };
}
