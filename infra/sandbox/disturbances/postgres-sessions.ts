/** Disturbances that are sessions: they hold locks, take places, or work hard. A session that somebody else ended stays ended, unless its client reconnects. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Disturbance } from '../../../core/sandbox/disturbances.ts';
import { type PostgresAdmin, quotedName } from '../admin/postgres-admin.ts';
import { SandboxFailure } from '../failure.ts';
import type { Effect } from './effect.ts';
import { WorkerSession } from './worker-session.ts';

type Of<Type extends Disturbance['type']> = Extract<Disturbance, { type: Type }>;

const lockWaitMs = 8_000;
const noPlaceLeft = '53300';
/** After this many rounds of making places the crowd is as large as it gets. */
const crowdRounds = 4;
/** Between two looks of a client that reconnects. */
const reconnectMs = 200;
const stormSql = `select l.product_id, sum(l.quantity * p.cents) as worth, count(*)
  from order_lines l cross join products p cross join generate_series(1, 4) as week
 where l.unit_cents < p.cents + week group by l.product_id order by worth desc limit 20`;

export async function lockTable(admin: PostgresAdmin, { table, worker }: Of<'lockTable'>): Promise<Effect> {
  const sql = `lock table ${quotedName(table)} in access exclusive mode`;
  const { session, pid } = await openTransaction(admin, worker, sql);
  return closing([session], `postgres: ${worker} (pid ${pid}) holds ACCESS EXCLUSIVE on ${table}`, `${worker} ended`);
}

export async function idleTransaction(admin: PostgresAdmin, { table, rows, worker }: Of<'idleTransaction'>): Promise<Effect> {
  const sql = `select 1 from ${quotedName(table)} order by ctid limit ${rows} for update`;
  const { session, pid, count } = await openTransaction(admin, worker, sql);
  const did = `postgres: ${worker} (pid ${pid}) is idle in a transaction, ${count} rows of ${table} locked`;
  return closing([session], did, `${worker} ended`);
}

export async function crowd(admin: PostgresAdmin, { sessions: wanted, worker, reconnects }: Of<'crowd'>): Promise<Effect> {
  const open: WorkerSession[] = [];
  let ended = 0;
  for (let round = 0; round < crowdRounds && open.length < wanted; round += 1) {
    if (round > 0) ended += await admin.recycleServices(wanted - open.length);
    const tries = Array.from({ length: wanted - open.length }, () => new WorkerSession(admin.address, worker));
    const results = await Promise.allSettled(tries.map((session) => session.open()));
    open.push(...tries.filter((_, index) => results[index]?.status === 'fulfilled'));
    const refused = results.find((result) => result.status === 'rejected');
    if (refused && (refused.reason as { code?: string }).code !== noPlaceLeft) {
      await Promise.all(open.map((session) => session.close()));
      throw refusal(worker, refused.reason);
    }
  }
  const did = `postgres: ${open.length} sessions of ${worker} opened, ${ended} of services ended for them`;
  const crowded = closing(open, did, `${open.length} sessions of ${worker} ended`);
  return reconnects ? reconnecting(crowded, open, () => new WorkerSession(admin.address, worker)) : crowded;
}

/** Meanwhile each session that somebody else ended is opened again, as often as it takes to find a place. */
function reconnecting(effect: Effect, sessions: WorkerSession[], another: () => WorkerSession): Effect {
  const stop = new AbortController();
  const keptUp = (async () => {
    while (!stop.signal.aborted) {
      for (const [index, session] of sessions.entries()) {
        if (session.isOpen || stop.signal.aborted) continue;
        const next = another();
        await next.open().then(
          () => sessions.splice(index, 1, next),
          () => {},
        );
      }
      await pause(reconnectMs, undefined, { ref: false, signal: stop.signal }).catch(() => {});
    }
  })();
  return {
    did: effect.did,
    async undo() {
      stop.abort();
      await keptUp;
      return effect.undo();
    },
  };
}

export async function storm(admin: PostgresAdmin, { sessions, pauseMs, worker }: Of<'storm'>): Promise<Effect> {
  const open = Array.from({ length: sessions }, () => new WorkerSession(admin.address, worker));
  await Promise.all(open.map((session) => session.open())).catch(async (error: unknown) => {
    await Promise.all(open.map((session) => session.close()));
    throw refusal(worker, error);
  });
  for (const session of open) void workHard(session, pauseMs);
  return closing(open, `postgres: ${worker} runs heavy statements in ${sessions} sessions`, `${sessions} sessions of ${worker} ended`);
}

/** A statement that somebody cancelled is followed by the next one, as a job that retries does; an ended session is the end. */
async function workHard(session: WorkerSession, pauseMs: number): Promise<void> {
  while (session.isOpen) {
    const failed = await session.run(stormSql).then(
      () => false,
      () => true,
    );
    await pause(failed ? Math.max(pauseMs, 1000) : pauseMs, undefined, { ref: false });
  }
}

async function openTransaction(
  admin: PostgresAdmin,
  worker: string,
  sql: string,
): Promise<{ session: WorkerSession; pid: number; count: number }> {
  const session = new WorkerSession(admin.address, worker);
  try {
    const pid = await session.open();
    await session.run(`set lock_timeout = ${lockWaitMs}`);
    await session.run('begin');
    return { session, pid, count: await session.run(sql) };
  } catch (error) {
    await session.close();
    throw refusal(worker, error);
  }
}

function closing(sessions: readonly WorkerSession[], did: string, undone: string): Effect {
  return {
    did,
    async undo() {
      const wasOpen = sessions.some((session) => session.isOpen);
      await Promise.all(sessions.map((session) => session.close()));
      return wasOpen ? [`postgres: ${undone}`] : [];
    },
  };
}

function refusal(worker: string, error: unknown): SandboxFailure {
  return new SandboxFailure('apply_failed', `postgres refused ${worker}: ${(error as Error).message}`, { component: 'postgres' });
}
