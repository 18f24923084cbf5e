import type { Ending } from './runtime.ts';

type Step = () => Promise<void> | void;

/** Collects what is to be done at drain and at the end; a failing step never keeps the others from running. */
export class EndingSteps implements Ending {
  private readonly drainSteps: Step[] = [];
  private readonly closeSteps: Step[] = [];

  onDrain(step: Step): void {
    this.drainSteps.push(step);
  }

  onClose(step: Step): void {
    this.closeSteps.push(step);
  }

  /** Runs the drain steps side by side; a second call finds nothing left. */
  async drain(): Promise<void> {
    await runAll(this.drainSteps.splice(0));
  }

  async close(): Promise<void> {
    await runAll(this.closeSteps.splice(0));
  }
}

async function runAll(steps: Step[]): Promise<void> {
  await Promise.allSettled(steps.map(async (step) => step()));
}
