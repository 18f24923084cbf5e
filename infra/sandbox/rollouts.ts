interface Rollout {
  goal: string;
  isDone: boolean;
  work: Promise<string[]>;
}

/** The newest goal of each service, and the work that leads there. */
export class Rollouts {
  private readonly newest = new Map<string, Rollout>();

  constructor(
    reached: Record<string, string>,
    /** Does what the service's state then lacks. */
    private readonly work: (service: string) => Promise<string[]>,
  ) {
    for (const [service, goal] of Object.entries(reached)) this.newest.set(service, { goal, isDone: true, work: Promise.resolve([]) });
  }

  /** Work that leads to the goal; null when the service is there, or on its way by earlier work. Work that failed is tried again when asked again. */
  start(service: string, goal: string): Promise<string[]> | null {
    if (this.newest.get(service)?.goal === goal) return null;
    const rollout: Rollout = { goal, isDone: false, work: this.work(service) };
    this.newest.set(service, rollout);
    return this.finish(service, rollout);
  }

  /** Resolves when nothing is under way. @throws what such work throws */
  async settled(): Promise<void> {
    await Promise.all([...this.newest.values()].map(({ isDone, work }) => (isDone ? [] : work)));
  }

  private async finish(service: string, rollout: Rollout): Promise<string[]> {
    try {
      return await rollout.work;
    } catch (error) {
      if (this.newest.get(service) === rollout) this.newest.delete(service);
      throw error;
    } finally {
      rollout.isDone = true;
    }
  }
}
