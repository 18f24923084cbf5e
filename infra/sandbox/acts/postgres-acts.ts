import type { LiveChoice } from '../../../core/sandbox/live.ts';
import { sessionText } from '../../../core/sandbox/live.ts';
import type { SandboxAction } from '../../../core/sandbox/operations.ts';
import { type PostgresAdmin, quotedName } from '../admin/postgres-admin.ts';
import { WorkerSession } from '../disturbances/worker-session.ts';
import { SandboxFailure } from '../failure.ts';

type Of<Kind extends SandboxAction['kind']> = Extract<SandboxAction, { kind: Kind }>;

interface SessionRow {
  pid: number;
  name: string;
  state: string;
  /** Seconds its transaction is open; null outside of one. */
  transactionS: number | null;
  /** Seconds since its statement began, or since the last one did. */
  statementS: number | null;
  /** Sessions whose locks it waits for. */
  waitsFor: number[];
  query: string;
}

const mostSessions = 40;
const shownQuery = 160;
/** What people call themselves when they type. */
const person = 'psql';
const patience = { analyzeLockMs: 15_000, indexMs: 180_000, endMs: 3_000 };

/** Client sessions whose name is none of $1, one of them where $2 is not null. */
const sessionsSql = `
  select pid, application_name as name, coalesce(state, '') as state,
         extract(epoch from clock_timestamp() - xact_start)::float8 as "transactionS",
         extract(epoch from clock_timestamp() - query_start)::float8 as "statementS",
         pg_blocking_pids(pid) as "waitsFor", left(regexp_replace(query, '\\s+', ' ', 'g'), ${shownQuery}) as query
    from pg_stat_activity
   where backend_type = 'client backend' and datname = current_database() and application_name <> all ($1::text[])
     and ($2::int is null or pid = $2)`;

/** What a person with psql and the right to use it does to the shop's database. */
export class PostgresActs {
  constructor(
    private readonly parts: {
      admin: PostgresAdmin;
      /** Sessions that nobody sees or ends: ours. */
      hidden: readonly string[];
      /** Names of sessions that are a service's, whose idle ones are of no interest. */
      services: readonly string[];
      /** By name, the rest of the statement that makes it. */
      indexes: Readonly<Record<string, string>>;
    },
  ) {}

  /** Sessions one may want to end, those first that others wait for, then by the age of their transaction. @throws SandboxFailure */
  async sessions(): Promise<LiveChoice[]> {
    const { services } = this.parts;
    const rows = await this.rows(null);
    const blocked = ({ pid }: SessionRow): number => rows.filter(({ waitsFor }) => waitsFor.includes(pid)).length;
    const isOfInterest = (row: SessionRow): boolean => row.state !== 'idle' || !services.includes(row.name);
    return rows
      .filter((row) => isOfInterest(row) && /^[A-Za-z0-9._-]{1,63}$/.test(row.name))
      .sort((a, b) => blocked(b) - blocked(a) || (b.transactionS ?? 0) - (a.transactionS ?? 0) || a.pid - b.pid)
      .slice(0, mostSessions)
      .map((row) => choiceOf(row, blocked(row), rows));
  }

  /** @throws SandboxFailure `gone` when that session is not there, or has no statement to cancel */
  async endSession({ application, pid, how }: Of<'sessionEnd'>): Promise<string[]> {
    const [session] = (await this.rows(pid)).filter(({ name }) => name === application);
    const name = `session ${sessionText({ application, pid })}`;
    if (!session) throw new SandboxFailure('gone', `postgres: ${name} is not there any more`);
    if (how === 'cancel') return this.cancel(session, name);
    const [ended] = await this.parts.admin.query<{ done: boolean }>('select pg_terminate_backend($1, $2) as done', [pid, patience.endMs]);
    if (!ended?.done)
      throw new SandboxFailure('apply_failed', `postgres: ${name} was told to end and has not within ${patience.endMs / 1000} s`);
    return [`postgres: ${name} ended, which was ${stateWords(session)}`];
  }

  /** @throws SandboxFailure saying why not */
  async analyze({ table }: Of<'analyze'>): Promise<string[]> {
    const startedAt = performance.now();
    await this.typed(`analysis of ${table}`, [`set lock_timeout = ${patience.analyzeLockMs}`, `analyze ${quotedName(table)}`]);
    const [known] = await this.parts.admin.query<{ rows: string }>(
      'select reltuples::bigint as rows from pg_class where oid = $1::regclass',
      [quotedName(table)],
    );
    return [`postgres: ${table} analyzed ${since(startedAt)}, ${known?.rows ?? '?'} rows`];
  }

  /** @throws SandboxFailure `gone` when it is there already, else saying why not and what was left */
  async createIndex({ index, mode }: Of<'indexCreate'>): Promise<string[]> {
    const rest = this.parts.indexes[index];
    if (rest === undefined) throw new SandboxFailure('unknown_target', `postgres: the stack has no index ${index}`);
    const before = await this.parts.admin.indexState(index);
    if (before === 'valid') throw new SandboxFailure('gone', `postgres: index ${index} is there already`);
    const way = mode === 'plain' ? '' : 'concurrently ';
    const startedAt = performance.now();
    try {
      await this.typed(`index ${index}`, [
        `set statement_timeout = ${patience.indexMs}`,
        ...(before === 'invalid' ? [`drop index ${way}if exists ${quotedName(index)}`] : []),
        `create index ${way}${quotedName(index)} ${rest}`,
      ]);
    } catch (error) {
      const left = (await this.parts.admin.indexState(index)) === 'invalid' ? '; an invalid index stays, which the next try drops' : '';
      throw new SandboxFailure('apply_failed', `${(error as Error).message}${left}`, { component: 'postgres' });
    }
    const dropped = before === 'invalid' ? [`postgres: the invalid index ${index} dropped`] : [];
    return [...dropped, `postgres: index ${index} created ${way}${since(startedAt)}`];
  }

  private async cancel({ pid, state, query, statementS }: SessionRow, name: string): Promise<string[]> {
    if (state !== 'active') throw new SandboxFailure('gone', `postgres: ${name} runs no statement: it is ${state}`);
    await this.parts.admin.query('select pg_cancel_backend($1)', [pid]);
    return [`postgres: the statement of ${name} was cancelled after ${seconds(statementS)}: ${query}`];
  }

  /** Statements in a session of their own, as somebody who works beside the services. @throws SandboxFailure */
  private async typed(what: string, statements: readonly string[]): Promise<void> {
    const session = new WorkerSession(this.parts.admin.address, person);
    try {
      await session.open();
      for (const statement of statements) await session.run(statement);
    } catch (error) {
      throw new SandboxFailure('apply_failed', `postgres: ${what}: ${(error as Error).message}`, { component: 'postgres' });
    } finally {
      await session.close();
    }
  }

  private rows(pid: number | null): Promise<SessionRow[]> {
    return this.parts.admin.query<SessionRow & Record<string, unknown>>(sessionsSql, [this.parts.hidden, pid]);
  }
}

function choiceOf(row: SessionRow, blocked: number, all: readonly SessionRow[]): LiveChoice {
  const { pid, name, state, transactionS, statementS, waitsFor, query } = row;
  const ways = waitsFor
    .map((other) => all.find((each) => each.pid === other))
    .flatMap((other) => (other ? [`${other.name}/${other.pid}`] : []));
  const facts = [
    { name: 'state', value: state },
    ...(transactionS === null ? [] : [{ name: 'transaction', value: seconds(transactionS) }]),
    { name: state === 'active' ? 'statement' : 'last statement', value: `${seconds(statementS)}${state === 'active' ? '' : ' ago'}` },
    ...(blocked === 0 ? [] : [{ name: 'blocks', value: `${blocked} ${blocked === 1 ? 'session' : 'sessions'}` }]),
    ...(ways.length === 0 ? [] : [{ name: 'waits for', value: ways.join(', ') }]),
    { name: 'query', value: query },
  ];
  return { value: sessionText({ application: name, pid }), label: `${name}, pid ${pid}`, facts };
}

function stateWords({ state, transactionS }: SessionRow): string {
  return transactionS === null ? state : `${state} for ${seconds(transactionS)}`;
}

function seconds(value: number | null): string {
  return `${(value ?? 0).toFixed(value !== null && value < 10 ? 1 : 0)} s`;
}

function since(startedAt: number): string {
  return `in ${Math.round(performance.now() - startedAt)} ms`;
}
