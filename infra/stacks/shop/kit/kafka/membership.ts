/** One stay in a consumer group. */
export interface Stay {
  /** Leaves the group after what is being handled. */
  leave(): Promise<void>;
  /** Stops or goes on taking records, in the group all the while. The record in hand is finished; others that were fetched come again later. */
  pause(paused: boolean): void;
}

/** What a stay asks of its membership. */
interface Host {
  /** The stay ended by itself. */
  onLost(): void;
  /** Whether a member that comes in now must take nothing. */
  isPaused(): boolean;
}

/**
 * Whether this slot's consumer is in its group: follows what it is told, one change at a time, and comes back when a stay ends
 * by itself. `join` resolves once the member is in the group.
 */
export class Membership {
  private wanted = false;
  private paused = false;
  private stay: Stay | null = null;
  private turning: Promise<void> = Promise.resolve();

  constructor(
    private readonly join: (host: Host) => Promise<Stay>,
    private readonly pause: () => Promise<void>,
  ) {}

  /** In the group right now. */
  get running(): boolean {
    return this.stay !== null;
  }

  get state(): 'running' | 'paused' | 'cordoned' {
    if (!this.running) return 'cordoned';
    return this.paused ? 'paused' : 'running';
  }

  /** Joins, pauses or leaves; resolves when it is done. Asking for what is already so does nothing. */
  set(wanted: 'running' | 'paused' | 'cordoned'): Promise<void> {
    this.wanted = wanted !== 'cordoned';
    this.paused = wanted === 'paused';
    // Who is about to leave takes nothing more.
    if (this.wanted) this.stay?.pause(this.paused);
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
      const onLost = (): void => {
        lost = true;
        this.lost();
      };
      const stay = await this.join({ onLost, isPaused: () => this.paused });
      if (lost) return;
      this.stay = stay;
      // They may have changed their mind while it came in.
      stay.pause(this.paused);
    } catch {
      await this.pause();
    }
  }

  private lost(): void {
    this.stay = null;
    this.turning = this.turning.then(this.pause).then(() => this.turn());
  }
}
