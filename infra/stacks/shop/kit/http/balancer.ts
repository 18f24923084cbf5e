import type { Endpoint } from '../../../../../core/sandbox/messages.ts';

const skipMs = 2_000;

/**
 * Takes turns over the present endpoints by their weights, evenly spread; a target that refused is skipped for 2 s, unless all did.
 * Time is passed in.
 */
export class Balancer {
  /** What each target is owed: the one that is owed most is next. */
  private readonly owed = new Map<string, number>();
  private readonly refusedAtMs = new Map<string, number>();

  /** Next endpoint, preferring one whose slot is not in `tried`; undefined when there is none at all. */
  pick(endpoints: readonly Endpoint[], nowMs: number, tried: readonly string[] = []): Endpoint | undefined {
    const fresh = endpoints.filter((endpoint) => !tried.includes(endpoint.slot));
    const healthy = fresh.filter((endpoint) => nowMs - (this.refusedAtMs.get(endpoint.slot) ?? Number.NEGATIVE_INFINITY) >= skipMs);
    return this.next(healthy.length > 0 ? healthy : fresh.length > 0 ? fresh : endpoints);
  }

  /** Remembers that the target took no connection or is going down. */
  refused(slot: string, nowMs: number): void {
    this.refusedAtMs.set(slot, nowMs);
  }

  private next(pool: readonly Endpoint[]): Endpoint | undefined {
    let chosen: Endpoint | undefined;
    let total = 0;
    for (const endpoint of pool) {
      const { slot, weight = 1 } = endpoint;
      total += weight;
      this.owed.set(slot, (this.owed.get(slot) ?? 0) + weight);
      if (!chosen || this.owedTo(endpoint) > this.owedTo(chosen)) chosen = endpoint;
    }
    if (chosen) this.owed.set(chosen.slot, this.owedTo(chosen) - total);
    return chosen;
  }

  private owedTo({ slot }: Endpoint): number {
    return this.owed.get(slot) ?? 0;
  }
}
