import { blockerRows } from '../../../../core/panels/blockers.ts';
import { perSecond } from '../../../../core/panels/rates.ts';
import type {
  OfferedStatement,
  PostgresIndex,
  PostgresPanel,
  PostgresSession,
  PostgresStatement,
  PostgresTable,
} from '../../../../core/protocol/panels-postgres.ts';
import type { StackStatement } from '../../../../core/stack/schema.ts';
import type { PostgresAdmin } from '../../admin/postgres-admin.ts';
import { serviceUser } from '../../database.ts';
import { Looks } from '../looks.ts';
import { indexesSql, limitsSql, sessionsSql, statementsSql, tablesSql } from './postgres-sql.ts';

export interface PostgresPanelParts {
  postgres: PostgresAdmin;
  /** Sessions that nobody sees: ours. */
  hidden: readonly string[];
  /** Statements whose plan may be asked for. */
  statements: Readonly<Record<string, StackStatement>>;
}

interface StatementRow {
  id: string;
  query: string;
  calls: number;
  totalMs: number;
  rows: number;
  hit: number;
  read: number;
}
type TableRow = Omit<PostgresTable, 'seqRowsPerSecond'>;
type IndexRow = Omit<PostgresIndex, 'scansPerSecond'>;

/** Counters by name, of the look before. */
interface Look {
  statements: Map<string, StatementRow>;
  seqRows: Map<string, number>;
  scans: Map<string, number>;
}

const shownSessions = 60;
const shownStatements = 20;

/** What a person with psql and the statistics views sees. */
export class PostgresLook {
  private readonly looks = new Looks<Look>();

  constructor(private readonly parts: PostgresPanelParts) {}

  /** @throws SandboxFailure */
  async read(nowMs = performance.now()): Promise<PostgresPanel> {
    const { postgres, hidden } = this.parts;
    const [limits] = await postgres.query<{ places: number }>(limitsSql);
    const sessions = await postgres.query<PostgresSession & Record<string, unknown>>(sessionsSql, [hidden]);
    const counted = await this.statements();
    const tables = await postgres.query<TableRow & Record<string, unknown>>(tablesSql);
    const indexes = await postgres.query<IndexRow & Record<string, unknown>>(indexesSql);
    const { before, overMs } = this.looks.next(lookOf(counted.rows ?? [], tables, indexes), nowMs);
    return {
      kind: 'postgres',
      overMs,
      maxConnections: limits?.places ?? 0,
      connections: connectionsOf(sessions),
      sessions: sessionsOfInterest(sessions),
      blockers: blockerRows(sessions),
      statements: counted.rows?.slice(0, shownStatements).map((row) => statementOf(row, before?.statements.get(row.id), overMs)) ?? null,
      statementsProblem: counted.problem,
      tables: tables.map((row) => ({ ...row, seqRowsPerSecond: perSecond(row.seqRows, before?.seqRows.get(row.table), overMs) })),
      indexes: indexes.map((row) => ({ ...row, scansPerSecond: perSecond(row.scans, before?.scans.get(row.index), overMs) })),
      offered: offeredOf(this.parts.statements),
    };
  }

  /** Not every server counts statements: it must have been started for it. */
  private async statements(): Promise<{ rows: StatementRow[] | null; problem: string | null }> {
    try {
      const rows = await this.parts.postgres.query<StatementRow & Record<string, unknown>>(statementsSql, [serviceUser]);
      return { rows, problem: null };
    } catch {
      return { rows: null, problem: 'This server does not count statements: pg_stat_statements is not loaded.' };
    }
  }
}

function lookOf(statements: readonly StatementRow[], tables: readonly TableRow[], indexes: readonly IndexRow[]): Look {
  return {
    statements: new Map(statements.map((row) => [row.id, row])),
    seqRows: new Map(tables.map(({ table, seqRows }) => [table, seqRows])),
    scans: new Map(indexes.map(({ index, scans }) => [index, scans])),
  };
}

function connectionsOf(sessions: readonly PostgresSession[]): PostgresPanel['connections'] {
  const names = [...new Set(sessions.map(({ application }) => application))].sort();
  return names
    .map((application) => {
      const own = sessions.filter((session) => session.application === application);
      const count = (fits: (session: PostgresSession) => boolean): number => own.filter(fits).length;
      return {
        application,
        total: own.length,
        active: count(({ state }) => state === 'active'),
        idle: count(({ state }) => state === 'idle'),
        inTransaction: count(({ state }) => state.startsWith('idle in transaction')),
        waiting: count(({ waitsFor }) => waitsFor.length > 0),
      };
    })
    .sort((a, b) => b.total - a.total || a.application.localeCompare(b.application));
}

/** Idle ones are of interest only when others wait for them. */
function sessionsOfInterest(sessions: readonly PostgresSession[]): PostgresSession[] {
  const holders = new Set(sessions.flatMap(({ waitsFor }) => waitsFor));
  const chosen = sessions.filter(({ pid, state, waitsFor }) => state !== 'idle' || holders.has(pid) || waitsFor.length > 0);
  return chosen.slice(0, shownSessions);
}

function statementOf(row: StatementRow, before: StatementRow | undefined, overMs: number | null): PostgresStatement {
  const { query, calls, totalMs, rows, hit, read } = row;
  const recentCalls = before ? calls - before.calls : 0;
  return {
    query,
    calls,
    totalMs,
    meanMs: calls === 0 ? 0 : totalMs / calls,
    rowsPerCall: calls === 0 ? 0 : rows / calls,
    hitShare: hit + read === 0 ? null : hit / (hit + read),
    callsPerSecond: perSecond(calls, before?.calls, overMs),
    recentMeanMs: before && recentCalls > 0 ? (totalMs - before.totalMs) / recentCalls : null,
  };
}

function offeredOf(statements: Readonly<Record<string, StackStatement>>): OfferedStatement[] {
  return Object.entries(statements).map(([statement, { summary, sql, parameters }]) => ({
    statement,
    summary,
    sql,
    parameters: Object.entries(parameters).map(([name, { type, value }]) => ({ name, type, value })),
  }));
}
