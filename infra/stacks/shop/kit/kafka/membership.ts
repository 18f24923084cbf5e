/** One stay in a consumer group. */
export interface Stay {
  /** Leaves the group after what is being handled. */
  leave(): Promise<void>;
}

/**
 * Whether this slot's consumer is in its group: follows what it is told, one change at a time, and comes back when a stay ends
 * by itself. `join` resolves once the member is in the group.
 */
export class Membership {
  private wanted = false;
  private stay: Stay | null = null;
  private turning: Promise<void> = Promise.resolve();

  constructor(
    private readonly join: (onLost: () => void) => Promise<Stay>,
    private readonly pause: () => Promise<void>,
  ) {}

  /** In the group right now. */
  get running(): boolean {
    return this.stay !== null;
  }

  /** Joins or leaves; resolves when it is done. Asking for what is already so does nothing. */
  set(running: boolean): Promise<void> {
    this.wanted = running;
    this.turning = this.turning.then(() => this.turn());
    return this.turning;
  }

  private async turn(): Promise<void> {
    while (this.wanted !== this.running) {
      if (this.stay) {
        const leaving = this.stay;
        this.stay = null;
        await leaving.leave().catch(() => {});
      } else {
        await this.tryJoin();
      }
    }
  }

  private async tryJoin(): Promise<void> {
    let lost = false;
    try {
      const stay = await this.join(() => {
        lost = true;
        this.lost();
      });
      if (!lost) this.stay = stay;
    } catch {
      await this.pause();
    }
  }

  private lost(): void {
    this.stay = null;
    this.turning = this.turning.then(this.pause).then(() => this.turn());
  }
}
