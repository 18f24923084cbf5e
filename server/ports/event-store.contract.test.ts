import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DrillEvent, EventType } from '../../core/drill/events.ts';
import type { Outcome } from '../../core/drill/values.ts';
import type { Exhibit } from '../../core/protocol/exhibits.ts';
import type { LogLine } from '../../core/protocol/logs.ts';
import type { Plan } from '../../core/scenario/plan.ts';
import { type PostgresServer, startPostgres } from '../../infra/engines/postgres/start.ts';
import { createMemoryDisk, createMemoryEventStore } from '../adapters/memory-store/memory-event-store.ts';
import { openPostgresEventStore } from '../adapters/postgres-store/postgres-event-store.ts';
import { freePort } from '../free-port.ts';
import { type EventStore, StoreConflict, StoreUnavailable } from './event-store.ts';
import type { RecordingStore } from './recording-store.ts';

const line: LogLine = {
  id: 1,
  atMs: 1_700_000_000_000,
  service: 'orders',
  slot: 'orders-1',
  version: '3.8.0',
  level: 'error',
  message: '',
  traceId: null,
  patternId: '0a1b2c3d',
  attributes: {},
};

let drills = 0;
const newDrill = (): string => `INC-${String(++drills).padStart(4, '0')}-${process.pid}`;

function note(drillId: string, seq: number, text = `note ${seq}`): DrillEvent {
  return {
    drillId,
    seq,
    atMs: seq * 1000.5,
    observedAtMs: 1_700_000_000_000 + seq,
    type: 'notePosted' satisfies EventType,
    v: 1,
    actor: { kind: 'player', id: 'p-1', name: 'Zoë "Z" O\'Hara' },
    commandId: `c${seq}`,
    causeSeq: seq === 0 ? null : seq - 1,
    data: { text },
  };
}

function ended(drillId: string, seq: number, outcome: Outcome): DrillEvent {
  return { ...note(drillId, seq), type: 'drillEnded', data: { outcome, reason: '' } } as DrillEvent;
}

function undone(drillId: string, seq: number): DrillEvent {
  return { ...note(drillId, seq), type: 'undoCompleted', data: { ok: true, remaining: [] } } as DrillEvent;
}

function contract(name: string, open: () => Promise<EventStore & RecordingStore>): void {
  describe(name, () => {
    let store: EventStore & RecordingStore;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());

    test('[ES1] what was appended is read back equal and in order', async () => {
      const drillId = newDrill();
      const events = [0, 1, 2].map((seq) => note(drillId, seq));
      await store.append(events.slice(0, 2));
      await store.append(events.slice(2));
      expect(await store.read(drillId)).toEqual(events);
      expect(await store.read(drillId, 0)).toEqual(events.slice(1));
    });

    test('[ES2] a position is taken once: a second writer is refused and writes nothing', async () => {
      const drillId = newDrill();
      await store.append([note(drillId, 0), note(drillId, 1)]);
      await expect(store.append([note(drillId, 2), note(drillId, 1, 'other')])).rejects.toBeInstanceOf(StoreConflict);
      expect((await store.read(drillId)).map(({ seq }) => seq)).toEqual([0, 1]);
    });

    test('[ES3] of many writers racing for the same position exactly one wins', async () => {
      const drillId = newDrill();
      const results = await Promise.allSettled(
        Array.from({ length: 8 }, (_, writer) => store.append([note(drillId, 0, `writer ${writer}`)])),
      );
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await store.read(drillId)).toHaveLength(1);
    });

    test('[ES4] a drill nobody knows has an empty log and no plan', async () => {
      expect(await store.read('INC-none')).toEqual([]);
      expect(await store.readPlan('INC-none')).toBeNull();
    });

    test('[ES5] the first plan of a drill stays', async () => {
      const drillId = newDrill();
      const plan = { planVersion: 1, hash: 'a', title: 'first' } as Plan;
      await store.savePlan(drillId, plan);
      await store.savePlan(drillId, { ...plan, title: 'second' });
      expect(await store.readPlan(drillId)).toEqual(plan);
    });

    test('[ES6] incident numbers are never given twice', async () => {
      const numbers = await Promise.all(Array.from({ length: 20 }, () => store.nextIncidentNumber()));
      expect(new Set(numbers).size).toBe(20);
    });

    test('[ES7] the list tells size and newest event of each drill', async () => {
      const drillId = newDrill();
      await store.append([note(drillId, 0), note(drillId, 1)]);
      expect((await store.list()).find((drill) => drill.drillId === drillId)).toEqual({
        drillId,
        events: 2,
        lastType: 'notePosted',
        openedAtMs: 1_700_000_000_000,
      });
    });

    test('[ES11] ended drills are told with their outcome, the newest first, and not more than asked for', async () => {
      const [running, lost, undone] = [newDrill(), newDrill(), newDrill()];
      const later = (event: DrillEvent): DrillEvent => ({ ...event, observedAtMs: event.observedAtMs + 9e9 });
      await store.append([note(running, 0)]);
      await store.append([note(lost, 0), ended(lost, 1, 'lost')]);
      await store.append([note(undone, 0), ended(undone, 1, 'recovered')].map(later));
      await store.append([note(undone, 2)]);
      expect(await store.ended(1)).toEqual([{ drillId: undone, openedAtMs: 1_700_000_000_000 + 9e9, outcome: 'recovered' }]);
      const known = (await store.ended(1000)).map(({ drillId }) => drillId);
      expect([known.includes(lost), known.includes(running)]).toEqual([true, false]);
    });

    test('[ES12] a drill is abandoned when its server is gone before it was undone; never while that server lives', async () => {
      const [left, done] = [newDrill(), newDrill()];
      const other = await open();
      await other.append([note(left, 0)]);
      await other.append([note(done, 0), undone(done, 1)]);
      const mine = newDrill();
      await store.append([note(mine, 0)]);
      const known = async (): Promise<string[]> => (await store.abandoned()).filter((drillId) => [left, done, mine].includes(drillId));
      expect(await known()).toEqual([]);
      await other.close();
      await vi.waitFor(async () => expect(await known()).toEqual([left]), { timeout: 20_000, interval: 50 });
      await store.append([note(left, 1)]);
      expect(await known()).toEqual([]);
    });

    test('[ES15] a shift is its opened drills in their order, and the newest shifts are told first', async () => {
      const [first, second, third, other, never] = [newDrill(), newDrill(), newDrill(), newDrill(), newDrill()];
      // Newer than whatever a run before this one has left in the same database.
      const base = 8e13 + Date.now();
      const [early, late] = [`SHIFT-early-${first}`, `SHIFT-late-${first}`];
      const inShift = (drillId: string, shiftId: string) =>
        store.savePlan(drillId, { title: 'p', shift: { shiftId, index: 0, shift: { title: `Title "${shiftId}"` } } } as Plan);
      const opened = (drillId: string, atMs: number) => store.append([{ ...note(drillId, 0), observedAtMs: base + atMs }]);
      await Promise.all([inShift(first, early), inShift(second, early), inShift(third, late), inShift(never, early)]);
      await store.savePlan(other, { title: 'of no shift' } as Plan);
      for (const [drillId, atMs] of [
        [second, 2],
        [first, 1],
        [third, 3],
        [other, 4],
      ] as const)
        await opened(drillId, atMs);
      expect(await store.drillsOfShift(early)).toEqual([first, second]);
      expect(await store.drillsOfShift(late)).toEqual([third]);
      expect(await store.drillsOfShift('SHIFT-none')).toEqual([]);
      expect(await store.shifts(2)).toEqual([
        { shiftId: late, title: `Title "${late}"`, openedAtMs: base + 3 },
        { shiftId: early, title: `Title "${early}"`, openedAtMs: base + 1 },
      ]);
      expect(await store.shifts(1)).toHaveLength(1);
    });

    test('[ES8] text of any kind survives: quotes, line breaks, emoji, backslashes', async () => {
      const drillId = newDrill();
      const hostile = `'; drop table brownout.drill_events; -- "\\u2028" 💥\n\\`;
      await store.append([note(drillId, 0, hostile)]);
      expect((await store.read(drillId))[0]?.data).toEqual({ text: hostile });
    });

    test('[RS1] recorded seconds come back in order, gaps as gaps, and writing a chunk again replaces it', async () => {
      const drillId = newDrill();
      const chunk = (fromMs: number, value: number | null) => ({
        atMs: [fromMs, fromMs + 1000],
        series: { 'link:catalog->redis|p95': [value, 2.5] },
      });
      await store.keepChunk(drillId, 1, chunk(60_000, 7));
      await store.keepChunk(drillId, 0, chunk(0, 1));
      await store.keepChunk(drillId, 0, chunk(0, null));
      expect(await store.readChunks(drillId)).toEqual([chunk(0, null), chunk(60_000, 7)]);
      expect(await store.readChunks('INC-none')).toEqual([]);
    });

    test('[RS2] a kept trace stays as it was, unless more of it has come', async () => {
      const drillId = newDrill();
      const span = {
        traceId: 'a',
        spanId: 's',
        parentSpanId: null,
        service: 'catalog',
        slot: 'catalog-1',
        name: "GET '/'",
        kind: 'server' as const,
      };
      const full = { ...span, startMs: 1.5, durationMs: 2, error: false, attributes: { 'http.route': '/products/:id', n: 1, ok: true } };
      await store.keepTrace(drillId, 'a', [full]);
      await store.keepTrace(drillId, 'a', []);
      await store.keepTrace(drillId, 'a', [{ ...full, durationMs: 9 }]);
      expect(await store.readTraces(drillId)).toEqual([[full]]);
      const later = { ...full, spanId: 't' };
      await store.keepTrace(drillId, 'a', [full, later]);
      expect(await store.readTraces(drillId)).toEqual([[full, later]]);
      expect(await store.readTraces('INC-none')).toEqual([]);
    });

    test('[RS3] an exhibit stays as it was first kept, whatever is in it', async () => {
      const drillId = newDrill();
      const exhibit = (text: string): Exhibit => ({
        gameMs: 7000,
        wallMs: 1_700_000_000_000,
        shown: { kind: 'logs', logs: [{ ...line, message: text }] },
      });
      await store.keepExhibit(drillId, 'logs view=lines 7000', exhibit('zero \u0000 byte, "quotes" and 💥'));
      await store.keepExhibit(drillId, 'logs view=lines 7000', exhibit('later'));
      expect(await store.readExhibit(drillId, 'logs view=lines 7000')).toEqual(exhibit('zero \u0000 byte, "quotes" and 💥'));
      expect(await store.readExhibit(drillId, 'logs view=lines 8000')).toBeNull();
    });
  });
}

const disk = createMemoryDisk();
contract('memory store', async () => createMemoryEventStore(disk));

describe('embedded Postgres', () => {
  const dataDir = mkdtempSync(join(process.getuid?.() === 0 ? '/var/tmp' : tmpdir(), 'brownout-store-test-'));
  // As root the database runs under another account, which must be able to walk in.
  chmodSync(dataDir, 0o755);
  let server: PostgresServer;
  let url: string;
  beforeAll(async () => {
    const port = await freePort(19_500);
    server = await startPostgres({ dataDir: join(dataDir, 'store'), port, durable: true, maxConnections: 20 });
    url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  });
  afterAll(async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const sql = async (text: string): Promise<unknown[]> => {
    const client = new pg.Client(url);
    await client.connect();
    const { rows } = await client.query(text);
    await client.end();
    return rows;
  };

  contract('postgres store', async () => openPostgresEventStore(process.env['DATABASE_URL'] ?? url));

  test('[ES13] a server whose connection breaks still lives: it holds on to its drills again', async () => {
    const [one, other] = [await openPostgresEventStore(url), await openPostgresEventStore(url)];
    const drillId = newDrill();
    await one.append([note(drillId, 0)]);
    const holders = 'select pid from pg_locks where classid = 727002 order by pid';
    const before = await sql(holders);
    await sql(`select pg_terminate_backend(pid) from (${holders}) as holding`);
    const replaced = async (): Promise<void> => {
      const now = await sql(holders);
      expect(now).toHaveLength(before.length);
      for (const holder of before) expect(now).not.toContainEqual(holder);
    };
    await vi.waitFor(replaced, { timeout: 20_000, interval: 50 });
    expect(await other.abandoned()).not.toContain(drillId);
    await Promise.all([one.close(), other.close()]);
  });

  test('[ES14] a database of an older Brownout gets its rows of drills once', async () => {
    const drillId = newDrill();
    const store = await openPostgresEventStore(url);
    await store.append([note(drillId, 0), ended(drillId, 1, 'held')]);
    await sql('drop table brownout.drills');
    const reopened = await openPostgresEventStore(url);
    expect(await reopened.ended(1000)).toContainEqual({ drillId, openedAtMs: 1_700_000_000_000, outcome: 'held' });
    expect(await reopened.abandoned()).toContain(drillId);
    await Promise.all([store.close(), reopened.close()]);
  });

  test('[ES9] what was acknowledged survives a crash of the database', async () => {
    const drillId = newDrill();
    const store = await openPostgresEventStore(url);
    await store.append([note(drillId, 0)]);
    process.kill(server.pid, 'SIGKILL');
    await server.ended;
    await expect(store.append([note(drillId, 1)])).rejects.toBeInstanceOf(StoreUnavailable);
    await store.close();
    const port = await freePort(19_500);
    server = await startPostgres({ dataDir: join(dataDir, 'store'), port, durable: true, maxConnections: 20 });
    const reopened = await openPostgresEventStore(`postgres://postgres@127.0.0.1:${port}/postgres`);
    expect(await reopened.read(drillId)).toEqual([note(drillId, 0)]);
    await reopened.close();
  });
});

test('[ES10] a database that does not answer is a closed error, retriable', async () => {
  const port = await freePort(19_700);
  const opening = openPostgresEventStore(`postgres://postgres@127.0.0.1:${port}/postgres`);
  await expect(opening).rejects.toMatchObject({ code: 'store_unavailable', retriable: true });
});
