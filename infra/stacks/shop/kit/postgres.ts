import { setTimeout as wait } from 'node:timers/promises';
import { SpanKind } from '@opentelemetry/api';
import type { Pool, PoolClient } from 'pg';
import { PoolTimeout } from './errors.ts';
import type { Postgres, PostgresOptions, Queryable, QueryResult } from './kit.ts';
import { PoolLimits } from './pool-limits.ts';
import type { Runtime } from './runtime.ts';
import { type Operation, observe } from './telemetry/observe.ts';

/** Each statement's own name: Postgres parses it once per connection and keeps it prepared. */
const preparedNames = new Map<string, string>();

function preparedName(text: string): string {
  const known = preparedNames.get(text);
  if (known) return known;
  const name = `s${preparedNames.size + 1}`;
  preparedNames.set(text, name);
  return name;
}

const poolExhausted = 'timeout exceeded when trying to connect';

/** A pool of this slot's connections. Opens the first one at once and is ready when it answered. */
export function openPostgres(runtime: Runtime, options: PostgresOptions): Postgres {
  const { postgres: address } = runtime.boot;
  if (!address) throw new Error(`${runtime.boot.slot} was started without postgres in its boot`);
  const limits = new PoolLimits(runtime.desired, options);
  const pool = createPool(runtime, limits, { ...options, address });
  const reached = runtime.readiness.expect('postgres');
  let closing = false;
  runtime.ending.onClose(async () => {
    closing = true;
    await (await pool).end();
  });
  void (async () => {
    while (!closing) {
      try {
        await (await pool).query('select 1');
        reached();
        return;
      } catch {
        await wait(200);
      }
    }
  })();
  return new ObservedPool(runtime, pool, limits);
}

type Address = NonNullable<Runtime['boot']['postgres']>;

async function createPool(
  { boot, log, telemetry }: Runtime,
  limits: PoolLimits,
  options: PostgresOptions & { address: Address },
): Promise<Pool> {
  // Imported when asked for: a service without a database does not hold the driver in memory.
  const { Pool: PgPool } = await import('pg');
  const pool = new PgPool({
    ...options.address,
    max: limits.max,
    application_name: boot.slot,
    connectionTimeoutMillis: options.acquireTimeoutMs ?? 10_000,
    idleTimeoutMillis: 0,
    keepAlive: true,
    ...(options.statementTimeoutMs === undefined ? {} : { statement_timeout: options.statementTimeoutMs }),
  });
  limits.follow(pool);
  pool.on('error', (error) => log.warn('an idle database connection broke', { error: error.message }));
  const link = { 'brownout.link': `${boot.service}->postgres` };
  telemetry.meter.createObservableGauge('db.client.connection.count', { unit: '{connection}' }).addCallback((result) => {
    result.observe(pool.idleCount, { ...link, state: 'idle' });
    result.observe(pool.totalCount - pool.idleCount, { ...link, state: 'used' });
  });
  telemetry.meter.createObservableGauge('db.client.connection.pending_requests', { unit: '{request}' }).addCallback((result) => {
    result.observe(pool.waitingCount, link);
  });
  return pool;
}

class ObservedPool implements Postgres {
  /** Connections that nobody uses and nobody has given back. */
  private readonly kept = new Set<PoolClient>();

  constructor(
    private readonly runtime: Runtime,
    private readonly pool: Promise<Pool>,
    private readonly limits: PoolLimits,
  ) {
    runtime.hooks.onChange(() => {
      if (runtime.hooks.keepShare === 0) void this.giveBack();
    });
    // A pool that ends waits for every connection that is out.
    runtime.ending.onDrain(() => this.giveBack());
  }

  query<Row>(text: string, values: readonly unknown[], { name }: { name: string }): Promise<QueryResult<Row>> {
    return this.withClient((client) => this.run<Row>(client, { text, values, name }));
  }

  transaction<T>(run: (transaction: Queryable) => Promise<T>): Promise<T> {
    return this.withClient(async (client) => {
      const transaction: Queryable = { query: (text, values, { name }) => this.run(client, { text, values, name }) };
      await this.run(client, { text: 'begin', values: [], name: 'begin' });
      try {
        const result = await run(transaction);
        await this.run(client, { text: 'commit', values: [], name: 'commit' });
        return result;
      } catch (error) {
        // A rollback that fails leaves a connection nobody may use; the thrown error closes it.
        await this.run(client, { text: 'rollback', values: [], name: 'rollback' });
        throw error;
      }
    });
  }

  private async withClient<T>(use: (client: PoolClient) => Promise<T>): Promise<T> {
    const pool = await this.pool;
    const client = await this.acquire(pool);
    let result: T;
    try {
      await this.limits.tell(client);
      result = await use(client);
    } catch (error) {
      this.releaseFailed(pool, client, error);
      throw error;
    }
    client.release(this.limits.isTooMany(pool));
    return result;
  }

  private releaseFailed(pool: Pool, client: PoolClient, error: unknown): void {
    const { hooks, random } = this.runtime;
    if (hooks.keepShare > 0 && random() < hooks.keepShare) this.kept.add(client);
    else client.release(isAnswer(error) ? this.limits.isTooMany(pool) : (error as Error));
  }

  /** Those there is no room for any more are closed: the policy may have changed while they were kept. */
  private async giveBack(): Promise<void> {
    const pool = await this.pool;
    const kept = [...this.kept];
    this.kept.clear();
    for (const client of kept) client.release(this.limits.isTooMany(pool));
  }

  /** Waiting for a connection gets a span of its own, so that a trace tells the queue from the query. */
  private async acquire(pool: Pool): Promise<PoolClient> {
    const connect = (): Promise<PoolClient> =>
      pool.connect().catch((error: unknown) => {
        throw error instanceof Error && error.message === poolExhausted
          ? new PoolTimeout('no database connection became free in time')
          : error;
      });
    return pool.idleCount > 0 && pool.waitingCount === 0 ? connect() : observe(this.operation('wait for connection'), connect);
  }

  private run<Row>(client: PoolClient, statement: { text: string; values: readonly unknown[]; name: string }): Promise<QueryResult<Row>> {
    const operation = { ...this.operation(statement.name), spanAttributes: { 'db.query.text': statement.text.slice(0, 300) } };
    return observe(operation, async () => {
      const { text, values } = statement;
      // Without parameters it is `begin` or the like, for which preparing costs more than it saves.
      const { rows, rowCount } = await client.query(
        values.length === 0 ? { text } : { name: preparedName(text), text, values: [...values] },
      );
      return { rows: rows as Row[], rowCount: rowCount ?? 0 };
    });
  }

  private operation(name: string): Operation {
    const { telemetry, instruments, boot } = this.runtime;
    return {
      tracer: telemetry.tracer,
      histogram: instruments.dbClient,
      name,
      kind: SpanKind.CLIENT,
      attributes: { 'brownout.link': `${boot.service}->postgres`, 'db.system.name': 'postgresql', 'db.operation.name': name },
    };
  }
}

/** Whether Postgres itself answered with this error; then the connection is still good. */
function isAnswer(error: unknown): boolean {
  return error instanceof Error && 'severity' in error && error.severity === 'ERROR';
}
