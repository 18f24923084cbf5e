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

  /** Resolves when the service is at its goal; at once when it is there already. Work that failed is tried again when asked again. */
  async reach(service: string, goal: string): Promise<string[]> {
    const known = this.newest.get(service);
    if (known?.goal === goal) return known.isDone ? [] : known.work.then(() => []);
    const rollout: Rollout = { goal, isDone: false, work: this.work(service) };
    this.newest.set(service, rollout);
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
