import type { DrillEvent } from '../../../core/drill/events.ts';
import type { Plan } from '../../../core/scenario/plan.ts';
import type { SpanView } from '../../../core/protocol/traces.ts';
import { type DrillSummary, type EventStore, StoreConflict } from '../../ports/event-store.ts';
import type { RecordingChunk, RecordingStore } from '../../ports/recording-store.ts';

/** The event store of fast tests: same contract, nothing survives the process. */
export function createMemoryEventStore(): EventStore & RecordingStore {
  const logs = new Map<string, DrillEvent[]>();
  const plans = new Map<string, Plan>();
  const recording = createMemoryRecording();
  let lastIncident = 0;
  return {
    ...recording,
    async savePlan(drillId, plan) {
      if (!plans.has(drillId)) plans.set(drillId, structuredClone(plan));
    },
    async readPlan(drillId) {
      return structuredClone(plans.get(drillId) ?? null);
    },
    async append(events) {
      const seen = new Set<string>();
      for (const event of events) {
        const key = `${event.drillId} ${event.seq}`;
        const taken = seen.has(key) || logs.get(event.drillId)?.some(({ seq }) => seq === event.seq);
        if (taken) throw new StoreConflict(`event ${key} exists already`);
        seen.add(key);
      }
      for (const event of events) logs.set(event.drillId, [...(logs.get(event.drillId) ?? []), structuredClone(event)]);
    },
    async read(drillId, afterSeq = -1) {
      const events = (logs.get(drillId) ?? []).filter(({ seq }) => seq > afterSeq).sort((a, b) => a.seq - b.seq);
      return structuredClone(events);
    },
    async list() {
      return [...logs].map(([drillId, events]) => summarise(drillId, events)).sort((a, b) => b.openedAtMs - a.openedAtMs);
    },
    async nextIncidentNumber() {
      lastIncident += 1;
      return lastIncident;
    },
    async close() {},
  };
}

function createMemoryRecording(): RecordingStore {
  const chunks = new Map<string, Map<number, RecordingChunk>>();
  const traces = new Map<string, Map<string, SpanView[]>>();
  const of = <K, V>(all: Map<string, Map<K, V>>, drillId: string): Map<K, V> => {
    const known = all.get(drillId) ?? new Map<K, V>();
    all.set(drillId, known);
    return known;
  };
  return {
    async keepChunk(drillId, chunk, recorded) {
      of(chunks, drillId).set(chunk, structuredClone(recorded));
    },
    async readChunks(drillId) {
      return structuredClone([...of(chunks, drillId)].sort(([a], [b]) => a - b).map(([, recorded]) => recorded));
    },
    async keepTrace(drillId, traceId, spans) {
      const kept = of(traces, drillId);
      if (!kept.has(traceId)) kept.set(traceId, structuredClone([...spans]));
    },
    async readTraces(drillId) {
      return structuredClone([...of(traces, drillId).values()]);
    },
  };
}

function summarise(drillId: string, events: DrillEvent[]): DrillSummary {
  return { drillId, events: events.length, lastType: events.at(-1)?.type ?? '', openedAtMs: events[0]?.observedAtMs ?? 0 };
}
