/** Disturbances that change what the database is: an index, a setting, statistics, a schema, rows of years ago. */
import type { Disturbance } from '../../../core/sandbox/disturbances.ts';
import { type PostgresAdmin, type Pristine, quotedName } from '../admin/postgres-admin.ts';
import { indexesIn } from '../admin/postgres-facts.ts';
import { serviceUser } from '../database.ts';
import type { Migration } from '../stack-files.ts';
import type { Effect } from './effect.ts';

type Of<Type extends Disturbance['type']> = Extract<Disturbance, { type: Type }>;

export async function dropIndex(admin: PostgresAdmin, { index }: Of<'dropIndex'>, pristine: Pristine): Promise<Effect> {
  const definition = pristine.indexes.get(index);
  await admin.query(`drop index if exists ${index}`);
  return {
    did: `postgres: index ${index} dropped`,
    undo: async () =>
      definition !== undefined && (await createMissing(admin, index, definition)) ? [`postgres: index ${index} created`] : [],
  };
}

export async function planCache(admin: PostgresAdmin, { mode }: Of<'planCache'>): Promise<Effect> {
  await admin.query(`alter role ${serviceUser} set plan_cache_mode = ${mode}`);
  const count = await admin.recycleServices();
  return {
    did: `postgres: role ${serviceUser} has plan_cache_mode ${mode}, ${count} sessions opened anew`,
    async undo() {
      await admin.query(`alter role ${serviceUser} reset plan_cache_mode`);
      return [`postgres: plan_cache_mode of ${serviceUser} reset, ${await admin.recycleServices()} sessions opened anew`];
    },
  };
}

export async function staleStatistics(admin: PostgresAdmin, { table, rows }: Of<'staleStatistics'>): Promise<Effect> {
  const name = quotedName(table);
  // The planner multiplies rows per page with the pages there really are. Sessions forget the plans they keep as soon as this row changes.
  await admin.query('update pg_class set reltuples = $1 where oid = $2::regclass', [rows, name]);
  return {
    did: `postgres: statistics of ${table} tell of ${rows} rows`,
    async undo() {
      await admin.query(`analyze ${name}`);
      return [`postgres: ${table} analyzed`];
    },
  };
}

export function migrate(admin: PostgresAdmin, migration: Migration): Promise<Effect> {
  return scripted('migration', migration, (sql) => admin.runAsOwner(sql));
}

/** Rows that have been there for years are nobody's statement: run as ours, it is not among those of the services. */
export function bringIn(admin: PostgresAdmin, archive: Migration): Promise<Effect> {
  return scripted('archive', archive, async (sql) => void (await admin.query(sql)));
}

/** What `run` is given goes through as a whole or not at all. */
async function scripted(kind: string, { name, up, down }: Migration, run: (sql: string) => Promise<void>): Promise<Effect> {
  const startedAt = performance.now();
  await run(up);
  return {
    did: `postgres: ${kind} ${name} applied in ${Math.round(performance.now() - startedAt)} ms`,
    async undo() {
      await run(down);
      return [`postgres: ${kind} ${name} taken back`];
    },
  };
}

/** Makes indexes and the role's settings what they were. @returns what had to be done */
export async function restoreSchema(admin: PostgresAdmin, pristine: Pristine): Promise<string[]> {
  const facts = await admin.facts();
  const did: string[] = [];
  for (const name of indexesIn(facts)) {
    if (pristine.indexes.has(name)) continue;
    await admin.query(`drop index if exists ${quotedName(name)}`);
    did.push(`postgres: index ${name} dropped`);
  }
  for (const [name, definition] of pristine.indexes) {
    if (await createMissing(admin, name, definition)) did.push(`postgres: index ${name} created`);
  }
  for (const table of facts.flatMap((fact) => /^statistics of (\S+): /.exec(fact)?.[1] ?? [])) {
    await admin.query(`analyze ${quotedName(table)}`);
    did.push(`postgres: ${table} analyzed`);
  }
  if (facts.some((fact) => fact.startsWith('role setting '))) {
    await admin.query(`alter role ${serviceUser} reset all`);
    did.push(`postgres: settings of ${serviceUser} reset, ${await admin.recycleServices()} sessions opened anew`);
  }
  return did;
}

async function createMissing(admin: PostgresAdmin, name: string, definition: string): Promise<boolean> {
  const state = await admin.indexState(name);
  if (state === 'valid') return false;
  if (state === 'invalid') await admin.query(`drop index if exists ${quotedName(name)}`);
  await admin.runAsOwner(definition);
  return true;
}
