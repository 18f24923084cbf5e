/** Passes accepted telemetry on to a backend outside, as OTLP/JSON: one request a second and signal, in order, never waited for. */
import { type DeliveryCounts, type OtlpSignal, otlpSignals } from '../ports/telemetry.ts';
import type { WorkerBoot } from '../telemetry/messages.ts';
import type { Json } from '../telemetry/otlp-values.ts';
import { Delivery } from './delivery.ts';
import { groupsName, publicGroups } from './public-otlp.ts';

export interface Forwarder {
  /** Never throws. @param refused items of the body that were not accepted: they stay here */
  take(signal: OtlpSignal, body: Json, refused: ReadonlySet<Json>): void;
  /** Sends what was taken since; to be called every second. */
  flush(): void;
  counts(): Record<OtlpSignal, DeliveryCounts>;
  /** Sends what is left for a moment, then gives up. */
  stop(): Promise<void>;
}

/** Half a minute of a backend that does not answer. */
const mostWaiting = 32;
/** Characters, of each signal. */
const mostWaitingLength = 8 * 1024 * 1024;
/** A request that has grown to this goes out before its second is over. Backends take some 4 MB by default. */
const fullLength = 1024 * 1024;

export interface ForwardParts {
  /** Base URL, to which `/v1/traces` and so on are added, and headers for every request. */
  target: NonNullable<WorkerBoot['forward']>;
  /** Waits before each further try, milliseconds. */
  retryAfterMs?: readonly number[];
  log: (line: string) => void;
}

export function createForwarder(parts: ForwardParts): Forwarder {
  const lanes = { traces: openLane('traces', parts), metrics: openLane('metrics', parts), logs: openLane('logs', parts) };
  return {
    take: (signal, body, refused) => lanes[signal].take(body, refused),
    flush() {
      for (const signal of otlpSignals) lanes[signal].flush();
    },
    counts: () => ({ traces: lanes.traces.counts(), metrics: lanes.metrics.counts(), logs: lanes.logs.counts() }),
    stop: async () => void (await Promise.all(otlpSignals.map((signal) => lanes[signal].stop()))),
  };
}

interface Lane {
  take(body: Json, refused: ReadonlySet<Json>): void;
  flush(): void;
  counts(): DeliveryCounts;
  stop(): Promise<void>;
}

function openLane(signal: OtlpSignal, { target, log, ...rest }: ForwardParts): Lane {
  const delivery: Delivery = new Delivery({
    ...rest,
    name: `OTLP ${signal}`,
    url: `${target.url}/v1/${signal}`,
    headers: target.headers,
    mostWaiting,
    mostWaitingLength,
    log: onceInARow(log, () => delivery.counts.delivered),
  });
  /** Resources with their items, each as JSON: of known length, and cheap to hold. */
  let groups: string[] = [];
  let length = 0;
  let unwritable = 0;
  const flush = (): void => {
    if (groups.length === 0) return;
    delivery.sendText(`{"${groupsName(signal)}":[${groups.join(',')}]}`);
    groups = [];
    length = 0;
  };
  return {
    take(body, refused) {
      try {
        for (const group of publicGroups(signal, body, refused)) {
          const json = JSON.stringify(group);
          groups.push(json);
          length += json.length;
        }
      } catch {
        // Attributes may be nested deeper than can be written; what was accepted stays accepted.
        unwritable += 1;
      }
      if (length >= fullLength) flush();
    },
    flush,
    counts: () => ({ ...delivery.counts, failed: delivery.counts.failed + unwritable }),
    async stop() {
      flush();
      await delivery.stop();
    },
  };
}

/** A backend that is away fails every second: the same line is told again only after it was back. */
function onceInARow(log: (line: string) => void, delivered: () => number): (line: string) => void {
  let told = '';
  return (line) => {
    const now = `${delivered()} ${line}`;
    if (now !== told) log(line);
    told = now;
  };
}
