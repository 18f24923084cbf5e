import { describe, expect, test } from 'vitest';
import type { DrillEvent } from '../core/drill/events.ts';
import type { DrillView } from '../core/protocol/drill-view.ts';
import type { Evidence } from '../core/protocol/evidence.ts';
import { exhibitKeyOf, exhibitSchema } from '../core/protocol/exhibits.ts';
import type { LogLine, LogPattern } from '../core/protocol/logs.ts';
import type { PanelQuery } from '../core/protocol/panels.ts';
import type { TraceSummary } from '../core/protocol/traces.ts';
import { createMemoryEventStore } from './adapters/memory-store/memory-event-store.ts';
import { createExhibits, type ExhibitsParts } from './exhibits.ts';
import { openTestHouse } from './host/test-house.fixture.ts';

const house = await openTestHouse();
await house.host.start({ scenarioId: 'after-lunch-errors', seed: 1 });
const drill = house.host.currentView() as DrillView;
const { drillId } = drill;

const piece = (kind: Evidence['kind'], ref: string, query?: string): Evidence => ({
  kind,
  ref,
  label: 'x',
  atMs: 7000,
  ...(query === undefined ? {} : { query }),
});
const linked = (evidence: Evidence): DrillEvent => ({ type: 'evidenceLinked', data: { hypothesisId: 'h', evidence } }) as DrillEvent;
const line: LogLine = {
  id: 1,
  atMs: 99_000,
  service: 'orders',
  slot: 'orders-1',
  version: '3.8.0',
  level: 'error',
  message: 'failed at file:///home/somebody/dist/services/orders.js:1',
  traceId: null,
  patternId: '0a1b2c3d',
  attributes: {},
};
const pattern: LogPattern = {
  patternId: '0a1b2c3d',
  pattern: 'failed at <file>',
  level: 'error',
  lines: 4,
  firstMs: 1,
  lastMs: 2,
  services: { orders: 4 },
  parts: [4],
};
const summary: TraceSummary = { traceId: 'a', root: 'GET', startMs: 1, durationMs: 2, spans: 1, error: false, services: ['gateway'] };

function keeper(changes: Partial<ExhibitsParts> = {}) {
  const store = createMemoryEventStore();
  const asked: unknown[] = [];
  const lines: string[] = [];
  const opened: string[] = [];
  const exhibits = createExhibits({
    store,
    telemetry: {
      findTraces: async (_token, query) => {
        asked.push(query);
        return { traces: [summary], more: false, sampling: null };
      },
      logs: async (_token, query) => {
        asked.push(query);
        return { logs: [line], more: false, keptSinceMs: 1 };
      },
      logPatterns: async (_token, filter) => {
        asked.push(filter);
        return { patterns: [pattern], lines: 4, fromMs: 1, toMs: 2 };
      },
      breakdown: async (_token, { component, by }) => ({ component, by, dimensions: [by], overSeconds: 60, rows: [], more: false }),
      heatmap: async (_token, { component }) => ({ component, stepMs: 5000, boundsMs: [], columns: [] }),
    },
    token: () => 'token',
    view: () => drill,
    preparation: () => ({
      look: async (query: PanelQuery) => {
        asked.push(query);
        return { ok: true, ageMs: 0, panel: { kind: 'kafka', topics: [], groups: [] } as never };
      },
      profiles: {
        list: () => [],
        done: (id) => (id === 'p1' ? { view: {} as never, text: Buffer.from('{"kind":"cpu","profile":{"nodes":[]}}') } : null),
      },
    }),
    keepTraces: (_drillId, traceIds) => opened.push(...traceIds),
    clock: { wallMs: () => 100_000 },
    log: (text) => lines.push(text),
    ...changes,
  });
  const cite = async (evidence: Evidence) => {
    exhibits.noteEvents(drillId, [linked(evidence)]);
    await exhibits.flush();
    return store.readExhibit(drillId, exhibitKeyOf(evidence));
  };
  return { store, asked, lines, opened, exhibits, cite };
}

describe('what a view showed when it was cited', () => {
  test('[EX1] a look into an engine is kept as it was, with both clocks', async () => {
    const { cite, asked } = keeper();
    expect(await cite(piece('panel', 'kafka/groups#fulfilment orders.placed/3'))).toMatchObject({
      gameMs: drill.gameMs,
      wallMs: 100_000,
      shown: { kind: 'panel', panel: { kind: 'kafka' } },
    });
    await cite(piece('panel', 'kafka/records/orders.placed/3@120'));
    expect(asked).toEqual([{ kind: 'kafka' }, { kind: 'kafkaRecords', topic: 'orders.placed', partition: 3, around: 120 }]);
  });

  test('[EX2] log lines and traces are those that the view had asked for; lines tell no place of this machine', async () => {
    const { cite, asked, opened } = keeper();
    const logs = await cite(piece('logs', 'view=lines', 'level=error&service=orders'));
    expect(logs?.shown).toMatchObject({ kind: 'logs', logs: [{ message: 'failed at dist/services/orders.js:1' }] });
    expect((await cite(piece('traces', 'status=error', 'status=error&attribute=shop.currency=GBP&limit=500')))?.shown).toEqual({
      kind: 'traces',
      traces: [summary],
    });
    expect(asked).toMatchObject([
      { level: 'error', services: ['orders'] },
      { status: 'error', attributes: [{ key: 'shop.currency', value: 'GBP' }] },
    ]);
    expect(opened).toEqual(['a']);
  });

  test('[EX3] profiles and metrics are kept, entries with the drill as its players saw it, without its code', async () => {
    const { cite } = keeper();
    expect((await cite(piece('profile', 'p1~0~')))?.shown).toMatchObject({ kind: 'profile', taken: { kind: 'cpu' } });
    expect((await cite(piece('metrics', 'component=orders&by=version')))?.shown).toMatchObject({
      kind: 'metrics',
      breakdown: { component: 'orders', by: 'version' },
    });
    const entry = await cite(piece('change', 'change-1'));
    expect(exhibitSchema.parse(entry).shown).toMatchObject({ kind: 'drill', drill: { drillId, code: '' } });
  });

  test('[EX7] patterns are kept as patterns, each with its newest lines', async () => {
    const { cite, asked } = keeper();
    const kept = exhibitSchema.parse(await cite(piece('logs', 'view=patterns&level=error', 'level=error')));
    expect(kept.shown).toMatchObject({ kind: 'patterns', list: { patterns: [{ lines: 4 }] }, logs: [{ patternId: '0a1b2c3d' }] });
    expect(asked).toEqual([{ level: 'error' }, { level: 'error', patternId: '0a1b2c3d', limit: 5 }]);
  });

  test('[EX4] what is recorded anyway, or names nothing, is not kept', async () => {
    const { cite } = keeper();
    for (const evidence of [
      piece('signal', 'cache|hitRatio'),
      piece('trace', 'abc'),
      piece('panel', 'map/x'),
      piece('profile', 'p9'),
      piece('logs', 'view=lines'),
      piece('logs', 'view=lines', 'level=loud'),
      piece('traces', 'x', 'attribute=hook=1'),
    ])
      expect(await cite(evidence), `${evidence.kind} ${evidence.ref}`).toBeNull();
  });

  test('[EX5] trouble is logged, and other drills are none of it', async () => {
    const { cite, lines } = keeper({ preparation: () => ({ look: () => Promise.reject(new Error('away')), profiles: {} as never }) });
    expect(await cite(piece('panel', 'kafka/groups'))).toBeNull();
    expect(lines).toEqual([`${drillId}: what panel kafka/groups showed could not be kept: away`]);
    const other = keeper({ view: () => null });
    expect(await other.cite(piece('change', 'c-1'))).toBeNull();
  });

  test('[EX6] of one drill at most 200 are kept', async () => {
    const { exhibits, store } = keeper();
    const pieces = Array.from({ length: 205 }, (_, index) => piece('metrics', `component=c${index}&by=version`));
    exhibits.noteEvents(drillId, pieces.map(linked));
    await exhibits.flush();
    const kept = await Promise.all(pieces.map((each) => store.readExhibit(drillId, exhibitKeyOf(each))));
    expect(kept.filter((exhibit) => exhibit !== null)).toHaveLength(200);
  });
});

test('[EX8] what was shown to who is paged is kept like every other piece of evidence', async () => {
  const { store, exhibits } = keeper();
  const evidence = piece('panel', 'kafka/groups#fulfilment orders.placed/3');
  exhibits.noteEvents(drillId, [
    { type: 'controlRequested', data: { control: 'owner.page', evidence: [evidence] } } as unknown as DrillEvent,
  ]);
  exhibits.noteEvents(drillId, [{ type: 'controlRequested', data: { control: 'cache.bypass' } } as unknown as DrillEvent]);
  await exhibits.flush();
  expect(await store.readExhibit(drillId, exhibitKeyOf(evidence))).toMatchObject({ shown: { kind: 'panel' } });
});
