/** `EXPLAIN (ANALYZE, BUFFERS)` of a statement that the stack offers; nobody types SQL here. */
import pg from 'pg';
import { type ExplainNode, planRows } from '../../../../core/panels/plan-rows.ts';
import type { PostgresPlanPanel } from '../../../../core/protocol/panels-postgres.ts';
import type { StackStatement } from '../../../../core/stack/schema.ts';
import type { PostgresAddress } from '../../admin/postgres-admin.ts';
import { adminUser, serviceUser } from '../../database.ts';
import { SandboxFailure } from '../../failure.ts';

/** Whoever asks for a plan does it while the shop suffers from that statement: one scan of a table that is read all the time takes seconds. */
const limits = { statementMs: 4_000, lockMs: 1_000, connectMs: 3_000 };
/** May read every table and do nothing else; Postgres has it from 14 on. */
const reader = 'pg_read_all_data';
const cancelled = '57014';
const locked = '55P03';

export interface PlanQuery {
  /** Name of the statement, for the answer. */
  statement: string;
  /** By parameter; what is left out has its default. An empty text is null. */
  values: Readonly<Record<string, string>>;
}

interface Explained {
  Plan: ExplainNode;
  'Planning Time'?: number;
  'Execution Time'?: number;
  Settings?: Record<string, string>;
}

/** Runs it once, as the services would have it run, and undoes nothing because it can change nothing. @throws SandboxFailure when the server is not reached */
export async function postgresPlan(address: PostgresAddress, offered: StackStatement, query: PlanQuery): Promise<PostgresPlanPanel> {
  const client = new pg.Client({
    host: '127.0.0.1',
    ...address,
    // Our own user gets in when the house is full; what it may do here is given up below.
    user: adminUser,
    application_name: 'maintenance',
    connectionTimeoutMillis: limits.connectMs,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await likeServices(client);
    return await explainWithin(client, offered, query);
  } catch (error) {
    throw new SandboxFailure('apply_failed', `postgres: the plan of ${query.statement}: ${(error as Error).message}`, {
      component: 'postgres',
    });
  } finally {
    await client.end().catch(() => {});
  }
}

/** Settings of the services' user decide about plans as well: a plan without them would be another one. Our limits come last. */
async function likeServices(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ setting: string }>(
    `select setting from pg_db_role_setting, unnest(setconfig) as setting
      where setrole = (select oid from pg_roles where rolname = $1)
        and setdatabase in (0, (select oid from pg_database where datname = current_database()))`,
    [serviceUser],
  );
  for (const { setting } of rows) {
    const at = setting.indexOf('=');
    await client.query('select set_config($1, $2, false)', [setting.slice(0, at), setting.slice(at + 1)]);
  }
  await client.query(`set statement_timeout = ${limits.statementMs}; set lock_timeout = ${limits.lockMs}`);
}

async function explainWithin(client: pg.Client, offered: StackStatement, query: PlanQuery): Promise<PostgresPlanPanel> {
  const literals = Object.entries(offered.parameters).map(([name, { type, value }]) => literal(type, query.values[name] ?? value));
  const panel = {
    kind: 'postgresPlan' as const,
    statement: query.statement,
    sql: offered.sql.replace(/\$(\d+)/g, (whole, number) => literals[Number(number) - 1] ?? whole),
  };
  const types = Object.values(offered.parameters).map(({ type }) => type);
  const prepare = `prepare look${types.length === 0 ? '' : ` (${types.join(', ')})`} as ${offered.sql}`;
  const execute = `execute look${literals.length === 0 ? '' : `(${literals.join(', ')})`}`;
  const explain = async (options: string): Promise<Explained> => {
    await client.query(`begin read only; set local role ${reader}; deallocate all`);
    try {
      await client.query(prepare);
      const { rows } = await client.query<{ 'QUERY PLAN': Explained[] }>(`explain (${options}, settings, format json) ${execute}`);
      const explained = rows[0]?.['QUERY PLAN'][0];
      if (!explained) throw new Error('the server gave no plan');
      return explained;
    } finally {
      await client.query('rollback');
    }
  };
  try {
    return { ...panel, isAnalyzed: true, problem: null, ...readPlan(await explain('analyze, buffers')) };
  } catch (error) {
    const problem = whyNot(error as pg.DatabaseError);
    const plain = await explain('verbose false').then(readPlan, () => null);
    return { ...panel, isAnalyzed: false, problem, ...(plain ?? { planningMs: null, executionMs: null, settings: [], rows: [] }) };
  }
}

function readPlan(explained: Explained): Pick<PostgresPlanPanel, 'planningMs' | 'executionMs' | 'settings' | 'rows'> {
  return {
    planningMs: explained['Planning Time'] ?? null,
    executionMs: explained['Execution Time'] ?? null,
    settings: Object.entries(explained.Settings ?? {}).map(([name, value]) => ({ name, value })),
    rows: planRows(explained.Plan),
  };
}

/** A parameter of a prepared statement that is executed by name is part of the text, so it is quoted whatever it is. */
function literal(type: 'text' | 'integer', value: string): string {
  if (type === 'text') return value === '' ? 'null' : pg.escapeLiteral(value);
  if (!/^-?\d{1,9}$/.test(value)) throw new Error(`"${value}" is no whole number`);
  return value;
}

function whyNot({ code, message }: pg.DatabaseError): string {
  if (code === cancelled) return `It ran for ${limits.statementMs / 1000} s and was stopped: what follows is what the planner expects.`;
  if (code === locked) return `A table it reads has been locked for ${limits.lockMs / 1000} s, so it was not run.`;
  return `The server refused to run it: ${message}`;
}
