import type { Endpoint } from '../../../../../core/sandbox/messages.ts';

const skipMs = 2_000;

/** Round robin over the present endpoints; a target that refused is skipped for 2 s, unless all did. Time is passed in. */
export class Balancer {
  private turn = 0;
  private readonly refusedAtMs = new Map<string, number>();

  /** Next endpoint, preferring one whose slot is not in `tried`; undefined when there is none at all. */
  pick(endpoints: readonly Endpoint[], nowMs: number, tried: readonly string[] = []): Endpoint | undefined {
    const fresh = endpoints.filter((endpoint) => !tried.includes(endpoint.slot));
    const healthy = fresh.filter((endpoint) => nowMs - (this.refusedAtMs.get(endpoint.slot) ?? Number.NEGATIVE_INFINITY) >= skipMs);
    const pool = healthy.length > 0 ? healthy : fresh.length > 0 ? fresh : endpoints;
    return pool[this.turn++ % pool.length];
  }

  /** Remembers that the target took no connection or is going down. */
  refused(slot: string, nowMs: number): void {
    this.refusedAtMs.set(slot, nowMs);
  }
}
