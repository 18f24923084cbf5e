/** Appends to the log of one drill, and finds out what became of a batch whose answer was lost. */
import type { DrillEvent } from '../../core/drill/events.ts';
import { type EventStore, StoreUnavailable } from '../ports/event-store.ts';

export interface Found {
  event: DrillEvent;
  /** Whether we had sent it ourselves, and never heard that it was stored. */
  isOurs: boolean;
}

export class LogWriter {
  readonly #store: EventStore;
  readonly #drillId: string;
  /** Command ids of batches that the store may have taken before it fell silent. */
  #unheard = new Set<string>();

  constructor(store: EventStore, drillId: string) {
    this.#store = store;
    this.#drillId = drillId;
  }

  /** @throws StoreConflict: see what is there (`readOn`). @throws StoreUnavailable: it may have been stored all the same */
  async append(events: readonly DrillEvent[]): Promise<void> {
    try {
      await this.#store.append(events);
      // The place was free: what was sent to it before did not arrive.
      this.#unheard.clear();
    } catch (error) {
      if (error instanceof StoreUnavailable) for (const { commandId } of events) this.#unheard.add(commandId);
      throw error;
    }
  }

  /** What stands in the log after a position. @throws StoreUnavailable */
  async readOn(afterSeq: number): Promise<Found[]> {
    const events = await this.#store.read(this.#drillId, afterSeq);
    return events.map((event) => ({ event, isOurs: this.#unheard.has(event.commandId) }));
  }
}
