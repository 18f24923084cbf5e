import type { Pool, PoolClient } from 'pg';
import type { DesiredState } from './desired-state.ts';
import type { PostgresOptions } from './kit.ts';

/** What is needed of a pool to follow it. */
type Followed = Pick<Pool, 'idleCount' | 'totalCount' | 'waitingCount'> & {
  options: { max: number };
  connect(): Promise<Pick<PoolClient, 'release'>>;
};

/** What policies allow a connection pool: how many connections, and how long a statement may take. They may change at any time. */
export class PoolLimits {
  /** `statement_timeout` of connections that have been told one. */
  private readonly told = new WeakMap<PoolClient, number>();

  constructor(
    private readonly desired: DesiredState,
    private readonly options: PostgresOptions,
  ) {}

  /** Connections of this instance, at least one. */
  get max(): number {
    return Math.max(1, this.number('postgres.poolMax', this.options.max));
  }

  /** Makes the pool follow the policy: a larger one serves who waits at once, a smaller one gives up what is idle at once. */
  follow(pool: Followed): void {
    this.desired.onChange((_desired, changed) => {
      const room = this.max - pool.options.max;
      if (!changed.has('policies') || room === 0) return;
      pool.options.max = this.max;
      const surplus = Math.min(pool.idleCount, pool.totalCount - this.max);
      // A pool looks at who waits only when a connection comes back, and at its size only when one is asked for.
      this.pass(pool, room > 0 ? Math.min(room, pool.waitingCount) : surplus);
    });
  }

  /** Takes so many connections and lets them go again. */
  private pass(pool: Followed, count: number): void {
    for (let left = count; left > 0; left -= 1) {
      pool.connect().then(
        (client) => client.release(this.isTooMany(pool)),
        () => {},
      );
    }
  }

  /** Whether a connection that comes back is one too many. */
  isTooMany(pool: Pick<Pool, 'totalCount'>): boolean {
    return pool.totalCount > this.max;
  }

  /** Tells a connection how long its statements may take, when that has changed since it was told last. @throws the driver's error */
  async tell(client: PoolClient): Promise<void> {
    const started = this.options.statementTimeoutMs ?? 0;
    const policyMs = this.number('postgres.timeoutMs', 0);
    const wanted = policyMs > 0 ? policyMs : started;
    if ((this.told.get(client) ?? started) === wanted) return;
    await client.query(`set statement_timeout = ${Math.round(wanted)}`);
    this.told.set(client, wanted);
  }

  private number(key: string, fallback: number): number {
    const value = this.desired.policy(key);
    return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : fallback;
  }
}
