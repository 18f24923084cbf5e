import pg from 'pg';
import type { DrillEvent } from '../../../core/drill/events.ts';
import type { Outcome } from '../../../core/drill/values.ts';
import type { Plan } from '../../../core/scenario/plan.ts';
import { type EventStore, StoreConflict, StoreUnavailable } from '../../ports/event-store.ts';
import type { RecordingStore } from '../../ports/recording-store.ts';
import { type Ownership, openOwnership, ownerLives } from './ownership.ts';
import { postgresRecording } from './recording.ts';
import { schemaStatements } from './schema.ts';

const uniqueViolation = '23505';
/** Two servers may start on one database; only one may create the schema at a time. */
const schemaLock = 727_001;

interface EventRow {
  drill_id: string;
  seq: number;
  at_ms: number;
  observed_at_ms: number;
  type: string;
  v: number;
  actor: unknown;
  command_id: string;
  cause_seq: number | null;
  data: unknown;
}

interface DrillRow {
  drill_id: string;
  owner: number;
  events: number;
  last_type: string;
  opened_at_ms: number;
  outcome: Outcome | null;
}

interface ShiftRow {
  shift_id: string;
  title: string;
  opened_at_ms: number;
}

/**
 * The event store on Postgres. Resolves when the schema is there.
 * @throws StoreUnavailable when the database cannot be reached.
 */
export async function openPostgresEventStore(connectionString: string): Promise<EventStore & RecordingStore> {
  const pool = new pg.Pool({
    connectionString,
    max: 4,
    application_name: 'brownout-store',
    connectionTimeoutMillis: 5000,
    query_timeout: 10_000,
  });
  // Without a listener a dropped idle connection would end the process; the next query reports it properly.
  pool.on('error', () => {});
  const query = async <R extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<R[]> => {
    try {
      return (await pool.query<R>(text, values)).rows;
    } catch (error) {
      throw storeError(error);
    }
  };
  const ownership = await openOwned(pool, connectionString);
  return {
    ...postgresRecording(query),
    async savePlan(drillId, plan) {
      await query('insert into brownout.drill_plans (drill_id, plan) values ($1, $2) on conflict do nothing', [
        drillId,
        JSON.stringify(plan),
      ]);
    },
    async readPlan(drillId) {
      const rows = await query<{ plan: Plan }>('select plan from brownout.drill_plans where drill_id = $1', [drillId]);
      return rows[0]?.plan ?? null;
    },
    async append(events) {
      if (events.length > 0) await query(insertEvents, [JSON.stringify(events), ownership.owner]);
    },
    async read(drillId, afterSeq = -1) {
      const rows = await query<EventRow>('select * from brownout.drill_events where drill_id = $1 and seq > $2 order by seq', [
        drillId,
        afterSeq,
      ]);
      return rows.map(eventOfRow);
    },
    async list() {
      const rows = await query<DrillRow>('select * from brownout.drills order by opened_at_ms desc');
      return rows.map((row) => ({ drillId: row.drill_id, events: row.events, lastType: row.last_type, openedAtMs: row.opened_at_ms }));
    },
    async ended(limit) {
      const rows = await query<DrillRow & { outcome: Outcome }>(
        'select * from brownout.drills where outcome is not null order by opened_at_ms desc limit $1',
        [limit],
      );
      return rows.map((row) => ({ drillId: row.drill_id, openedAtMs: row.opened_at_ms, outcome: row.outcome }));
    },
    async drillsOfShift(shiftId) {
      const rows = await query<DrillRow>(drillsOfShift, [shiftId]);
      return rows.map((row) => row.drill_id);
    },
    async shifts(limit) {
      const rows = await query<ShiftRow>(newestShifts, [limit]);
      return rows.map((row) => ({ shiftId: row.shift_id, title: row.title, openedAtMs: row.opened_at_ms }));
    },
    async abandoned() {
      const rows = await query<DrillRow>(
        `select * from brownout.drills where not undone and owner <> $1 and not ${ownerLives} order by drill_id`,
        [ownership.owner],
      );
      return rows.map((row) => row.drill_id);
    },
    async nextIncidentNumber() {
      const rows = await query<{ n: string }>(`select nextval('brownout.incident_number') as n`);
      return Number(rows[0]?.n);
    },
    async close() {
      await ownership.close();
      await pool.end();
    },
  };
}

/** A drill tells of its shift in its plan; one of which nothing was written yet was never opened. */
const drillsOfShift = `
  select drill_id from brownout.drill_plans join brownout.drills using (drill_id)
  where plan ? 'shift' and plan->'shift'->>'shiftId' = $1 order by opened_at_ms, drill_id`;

const newestShifts = `
  select plan->'shift'->>'shiftId' as shift_id, min(plan->'shift'->'shift'->>'title') as title, min(opened_at_ms) as opened_at_ms
  from brownout.drill_plans join brownout.drills using (drill_id)
  where plan ? 'shift' group by 1 order by 3 desc, 1 desc limit $1`;

/** One statement, so a batch is stored whole or not at all, and the row that sums the drill up with it. */
const insertEvents = `
  with stored as (
    insert into brownout.drill_events (drill_id, seq, at_ms, observed_at_ms, type, v, actor, command_id, cause_seq, data)
    select e->>'drillId', (e->>'seq')::int, (e->>'atMs')::float8, (e->>'observedAtMs')::float8, e->>'type', (e->>'v')::int,
           e->'actor', e->>'commandId', (e->>'causeSeq')::int, e->'data'
    from jsonb_array_elements($1::jsonb) as e
    returning drill_id, seq, observed_at_ms, type, data
  )
  insert into brownout.drills as known (drill_id, owner, events, last_type, opened_at_ms, outcome, undone)
  select drill_id, $2::int, count(*), (array_agg(type order by seq desc))[1], min(observed_at_ms),
         max(data->>'outcome') filter (where type = 'drillEnded'), bool_or(type = 'undoCompleted')
  from stored group by drill_id
  on conflict (drill_id) do update set
    owner = excluded.owner, events = known.events + excluded.events, last_type = excluded.last_type,
    outcome = coalesce(excluded.outcome, known.outcome), undone = known.undone or excluded.undone`;

/** Creates what is missing and takes part as one of the servers on this database. @throws StoreUnavailable */
async function openOwned(pool: pg.Pool, connectionString: string): Promise<Ownership> {
  try {
    await createSchema(pool);
    return await openOwnership(connectionString);
  } catch (error) {
    await pool.end();
    throw storeError(error);
  }
}

async function createSchema(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [schemaLock]);
    for (const statement of schemaStatements) await client.query(statement);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [schemaLock]).catch(() => {});
    client.release();
  }
}

function eventOfRow(row: EventRow): DrillEvent {
  return {
    drillId: row.drill_id,
    seq: row.seq,
    atMs: row.at_ms,
    observedAtMs: row.observed_at_ms,
    type: row.type,
    v: row.v,
    actor: row.actor,
    commandId: row.command_id,
    causeSeq: row.cause_seq,
    data: row.data,
  } as DrillEvent;
}

function storeError(error: unknown): Error {
  const cause = error as Error & { code?: string };
  if (cause.code === uniqueViolation) return new StoreConflict('an event with this drill and position exists already', { cause });
  return new StoreUnavailable(`the event store does not answer: ${cause.message}`, { cause });
}
