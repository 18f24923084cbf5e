import { setTimeout as pause } from 'node:timers/promises';
import { SandboxFailure } from './failure.ts';
import type { SlotState } from './slot-control.ts';

type ConsumerState = SlotState['consumer'];

export interface ConsumersParts {
  /** What an instance itself says it is. @throws Error when it does not answer */
  stateOf: (slot: string) => Promise<SlotState>;
  wantedOf: (slot: string) => ConsumerState;
  settleMs: number;
}

/** A member finishes its fetch before it leaves its group, and a client gives a fetch up after 30 s; what is left is for the group. */
export const consumerSettleMs = 45_000;
const pollMs = 100;

/** Consumers that were told to leave, join or stand still: they take a while to do so. */
export class Consumers {
  private readonly unsettled = new Set<string>();

  constructor(private readonly parts: ConsumersParts) {}

  /** It was told something new. */
  told(slot: string): void {
    this.unsettled.add(slot);
  }

  /** Waits for all that were told something and that nobody has waited for yet. @throws SandboxFailure as `settle` */
  async settleTold(): Promise<void> {
    const slots = [...this.unsettled];
    this.unsettled.clear();
    await this.settle(slots);
  }

  /** Waits until these are what they were told to be. @throws SandboxFailure `apply_failed` naming who is not */
  async settle(slots: readonly string[]): Promise<void> {
    const states = await Promise.all(slots.map((slot) => this.settledState(slot)));
    const late = slots.flatMap((slot, index) => {
      const wanted = this.parts.wantedOf(slot);
      return states[index]?.consumer === wanted ? [] : [`${slot}: its consumer is not ${wanted} after ${this.parts.settleMs / 1000} s`];
    });
    if (late.length > 0) throw new SandboxFailure('apply_failed', late.join('; '));
  }

  /** What an instance says it is, once its consumer is what it was told to be; joining a group takes a rebalance. @throws Error */
  async settledState(slot: string): Promise<SlotState> {
    const until = performance.now() + this.parts.settleMs;
    for (;;) {
      const isLast = performance.now() > until;
      try {
        const state = await this.parts.stateOf(slot);
        if (isLast || state.consumer === this.parts.wantedOf(slot)) return state;
      } catch (error) {
        // It may be restarting just now.
        if (isLast) throw error;
      }
      await pause(pollMs);
    }
  }
}
