/** What a service still waits for before it takes work: each dependency once. */
export class Readiness {
  private readonly waiting = new Set<string>();
  private draining = false;
  private readonly listeners: (() => void)[] = [];

  /** Names something to wait for. Call the result when it is reached. */
  expect(name: string): () => void {
    this.waiting.add(name);
    return () => {
      if (this.waiting.delete(name) && this.waiting.size === 0) for (const listener of this.listeners.splice(0)) listener();
    };
  }

  /** Resolves when nothing is waited for any more. */
  async reached(): Promise<void> {
    if (this.waiting.size > 0) await new Promise<void>((resolve) => this.listeners.push(resolve));
  }

  /** From now on this service is not ready, for good. */
  drain(): void {
    this.draining = true;
  }

  get isDraining(): boolean {
    return this.draining;
  }

  /** Why this service is not ready; empty when it is. */
  pending(): string[] {
    return this.draining ? ['draining'] : [...this.waiting].sort();
  }
}
