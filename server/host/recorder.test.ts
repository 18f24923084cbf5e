import { describe, expect, test } from 'vitest';
import type { DrillEvent } from '../../core/drill/events.ts';
import type { SignalFrame } from '../../core/protocol/signals.ts';
import type { SpanView } from '../../core/protocol/traces.ts';
import type { Plan } from '../../core/scenario/plan.ts';
import { createMemoryEventStore } from '../adapters/memory-store/memory-event-store.ts';
import { createRecorder } from './recorder.ts';

const drillId = 'INC-0001';
const plan = { truth: { trigger: { component: 'catalog->redis' }, propagation: [] }, versions: { catalog: {} } } as unknown as Plan;
const red = (p95Ms: number) => ({ ratePerSecond: 10, errorShare: 0, p50Ms: 1, p95Ms, p99Ms: 9 });
const frame = (change: Partial<SignalFrame>): SignalFrame =>
  ({ services: {}, links: {}, partitions: [], cacheHitPercent: 90, redisUsedMb: 3, ...change }) as SignalFrame;
const event = (type: string, data: object): DrillEvent => ({ type, data }) as DrillEvent;

function recorder(spansOf: (traceId: string) => Promise<SpanView[]> = async (traceId) => [{ traceId } as SpanView]) {
  const store = createMemoryEventStore();
  const lines: string[] = [];
  const asked: unknown[] = [];
  const telemetry = {
    trace: (_token: string, traceId: string) => spansOf(traceId),
    findTraces: async (_token: string, query: object) => {
      asked.push(query);
      return { traces: [], more: false, sampling: null };
    },
  };
  return { store, lines, asked, recorder: createRecorder({ store, telemetry, token: () => 'token', log: (line) => lines.push(line) }) };
}

describe('the recording of a drill', () => {
  test('RC1 has every second once, in minutes, with gaps where a series was silent', async () => {
    const { recorder: kept, store } = recorder();
    kept.addFrame(drillId, 1000, frame({ services: { catalog: red(5) } }));
    kept.addFrame(drillId, 1000, frame({ services: { catalog: red(99) } }));
    kept.addFrame(drillId, 2000, frame({ links: { 'catalog->redis': red(7) } }));
    for (let second = 3; second <= 62; second += 1) kept.addFrame(drillId, second * 1000, frame({}));
    await kept.flush();
    const [first, second] = await store.readChunks(drillId);
    expect(first?.atMs).toHaveLength(60);
    expect(second?.atMs).toEqual([61_000, 62_000]);
    expect(first?.series['service:catalog|p95']?.slice(0, 3)).toEqual([5, null, null]);
    expect(first?.series['link:catalog->redis|p95']?.slice(0, 3)).toEqual([null, 7, null]);
    expect(first?.series['cache|hitRatio']).toHaveLength(60);
  });

  test('RC2 keeps the traces that tickets and hypotheses cite', async () => {
    const { recorder: kept, store } = recorder();
    const evidence = (kind: string, ref: string) => ({ kind, ref, label: 'x', atMs: 0 });
    kept.noteEvents(drillId, plan, [
      event('messagePosted', { traceId: 'of-ticket' }),
      event('hypothesisProposed', { evidence: [evidence('trace', 'of-hypothesis'), evidence('signal', 'cache|hitRatio')] }),
      event('evidenceLinked', { evidence: evidence('trace', 'linked') }),
    ]);
    await kept.flush();
    expect((await store.readTraces(drillId)).map(([span]) => span?.traceId)).toEqual(['of-ticket', 'of-hypothesis', 'linked']);
  });

  test('RC3 keeps failed, slow and ordinary examples through the place of the truth when users are paged and at the end', async () => {
    const { recorder: kept, asked } = recorder();
    kept.noteEvents(drillId, plan, [event('milestoneReached', { milestone: 'paged' })]);
    kept.noteEvents(drillId, plan, [event('drillEnded', {})]);
    await kept.flush();
    expect(asked).toHaveLength(6);
    expect(asked[0]).toMatchObject({ service: 'catalog', status: 'error' });
    expect(asked[1]).toMatchObject({ minDurationMs: 500 });
  });

  test('RC4 trouble with the store is told and stops nothing', async () => {
    const {
      recorder: kept,
      store,
      lines,
    } = recorder(async (traceId) => {
      if (traceId === 'bad') throw new Error('ring is gone');
      return [{ traceId } as SpanView];
    });
    kept.noteEvents(drillId, plan, [event('messagePosted', { traceId: 'bad' }), event('messagePosted', { traceId: 'good' })]);
    await kept.flush();
    expect(lines).toEqual([expect.stringContaining('ring is gone')]);
    expect(await store.readTraces(drillId)).toHaveLength(1);
  });

  test('RC5 a trace that was under way when it was kept is whole in the end', async () => {
    const spans = [{ traceId: 'slow', spanId: 'inner' }] as SpanView[];
    const { recorder: kept, store } = recorder(async () => [...spans]);
    kept.noteEvents(drillId, plan, [event('messagePosted', { traceId: 'slow' })]);
    await kept.flush();
    spans.push({ traceId: 'slow', spanId: 'root' } as SpanView);
    kept.noteEvents(drillId, plan, [event('drillEnded', {})]);
    await kept.flush();
    expect((await store.readTraces(drillId)).map((trace) => trace.map(({ spanId }) => spanId))).toEqual([['inner', 'root']]);
  });
});
