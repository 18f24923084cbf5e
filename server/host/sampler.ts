/** Brings each second of users into the log of the live drill. */
import type { CommandData } from '../../core/drill/commands.ts';
import type { LedgerSecond } from '../../core/sandbox/messages.ts';
import type { TelemetrySecond } from '../ports/telemetry.ts';
import type { LiveDrill } from './live-drill.ts';
import { createSampleSum } from './sample-sum.ts';

export const sampleEveryMs = 1000;
/** A timer cuts fractions off and may come a moment before its time: so near to a second, the one after it is meant. */
const earlyByMs = 50;

/** How long it is from `nowMs` to the next sample: whole seconds of the clock, and each of them once. */
export function msToNextSample(nowMs: number): number {
  const leftMs = sampleEveryMs - (nowMs % sampleEveryMs);
  return leftMs < earlyByMs ? leftMs + sampleEveryMs : leftMs;
}

export interface Sampler {
  addLedger(second: LedgerSecond): void;
  addObserved(second: TelemetrySecond): void;
  /** What came before belongs to no drill. */
  restart(): void;
  /** Submits what has come since the last sample. `down`: parts of the sandbox that are not up. `away`: players without a connection. */
  sample(drill: LiveDrill, now: { down: string[]; away: string[] }): Promise<void>;
}

export function createSampler(): Sampler {
  const sum = createSampleSum();
  /** The store may have taken it before it fell silent. */
  let unheard: { data: CommandData['recordSample']; commandId: string } | null = null;
  return {
    addLedger: (second) => sum.addLedger(second),
    addObserved: (second) => sum.addObserved(second),
    restart() {
      sum.take(0);
      unheard = null;
    },
    async sample(drill, { down, away }) {
      // Sent again as it was, so that no second is counted twice; what came meanwhile is the next sample.
      const { data, commandId } = unheard ?? {
        data: { ...sum.take(Math.floor(drill.gameMs / sampleEveryMs), drill.state.plan.goal?.operation), down },
        commandId: drill.newCommandId(),
      };
      const ack = await drill.submit('recordSample', data, { commandId, away });
      unheard = !ack.ok && ack.code === 'store_unavailable' ? { data, commandId } : null;
      if (!ack.ok && !unheard) sum.putBack(data);
    },
  };
}
