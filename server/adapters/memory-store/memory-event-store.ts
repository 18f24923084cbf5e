import type { DrillEvent } from '../../../core/drill/events.ts';
import type { Exhibit } from '../../../core/protocol/exhibits.ts';
import type { SpanView } from '../../../core/protocol/traces.ts';
import type { Plan } from '../../../core/scenario/plan.ts';
import { type DrillSummary, type EventStore, StoreConflict, type TakenShift } from '../../ports/event-store.ts';
import type { RecordingChunk, RecordingStore } from '../../ports/recording-store.ts';

/** What several memory stores share, as several servers share a database. */
export interface MemoryDisk {
  logs: Map<string, DrillEvent[]>;
  plans: Map<string, Plan>;
  recording: RecordingStore;
  /** Store that appended last, by drill. */
  owners: Map<string, object>;
  open: Set<object>;
  lastIncident: number;
}

export function createMemoryDisk(): MemoryDisk {
  return { logs: new Map(), plans: new Map(), recording: createMemoryRecording(), owners: new Map(), open: new Set(), lastIncident: 0 };
}

/** The event store of fast tests: same contract, nothing survives the process. */
export function createMemoryEventStore(disk = createMemoryDisk()): EventStore & RecordingStore {
  const { logs, plans, owners } = disk;
  const me = {};
  disk.open.add(me);
  return {
    ...disk.recording,
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
      for (const event of events) {
        logs.set(event.drillId, [...(logs.get(event.drillId) ?? []), structuredClone(event)]);
        owners.set(event.drillId, me);
      }
    },
    async read(drillId, afterSeq = -1) {
      const events = (logs.get(drillId) ?? []).filter(({ seq }) => seq > afterSeq).sort((a, b) => a.seq - b.seq);
      return structuredClone(events);
    },
    async list() {
      return [...logs].map(([drillId, events]) => summarise(drillId, events)).sort((a, b) => b.openedAtMs - a.openedAtMs);
    },
    async ended(limit) {
      const ended = [...logs].flatMap(([drillId, events]) => {
        const end = events.find((event) => event.type === 'drillEnded');
        return end ? [{ drillId, openedAtMs: events[0]?.observedAtMs ?? 0, outcome: end.data.outcome }] : [];
      });
      return ended.sort((a, b) => b.openedAtMs - a.openedAtMs).slice(0, limit);
    },
    async drillsOfShift(shiftId) {
      return openedOfShifts(disk).flatMap((drill) => (drill.shiftId === shiftId ? [drill.drillId] : []));
    },
    async shifts(limit) {
      const first = new Map<string, TakenShift>();
      for (const { shiftId, title, openedAtMs } of openedOfShifts(disk))
        if (!first.has(shiftId)) first.set(shiftId, { shiftId, title, openedAtMs });
      return [...first.values()].sort((a, b) => b.openedAtMs - a.openedAtMs).slice(0, limit);
    },
    async abandoned() {
      const isOpen = (events: DrillEvent[]): boolean => !events.some(({ type }) => type === 'undoCompleted');
      return [...logs].flatMap(([drillId, events]) => (isOpen(events) && !disk.open.has(owners.get(drillId) ?? me) ? [drillId] : []));
    },
    async nextIncidentNumber() {
      disk.lastIncident += 1;
      return disk.lastIncident;
    },
    async close() {
      disk.open.delete(me);
    },
  };
}

/** Drills that are of a shift, in the order they were opened. */
function openedOfShifts({ logs, plans }: MemoryDisk): (TakenShift & { drillId: string })[] {
  const opened = [...plans].flatMap(([drillId, { shift: place }]) => {
    const first = logs.get(drillId)?.[0];
    return place && first ? [{ drillId, shiftId: place.shiftId, title: place.shift.title, openedAtMs: first.observedAtMs }] : [];
  });
  return opened.sort((a, b) => a.openedAtMs - b.openedAtMs || a.drillId.localeCompare(b.drillId));
}

function createMemoryRecording(): RecordingStore {
  const chunks = new Map<string, Map<number, RecordingChunk>>();
  const traces = new Map<string, Map<string, SpanView[]>>();
  const exhibits = new Map<string, Map<string, Exhibit>>();
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
      if (spans.length > (kept.get(traceId)?.length ?? -1)) kept.set(traceId, structuredClone([...spans]));
    },
    async readTraces(drillId) {
      return structuredClone([...of(traces, drillId).values()]);
    },
    async keepExhibit(drillId, key, exhibit) {
      const kept = of(exhibits, drillId);
      if (!kept.has(key)) kept.set(key, structuredClone(exhibit));
    },
    async readExhibit(drillId, key) {
      return structuredClone(of(exhibits, drillId).get(key) ?? null);
    },
  };
}

function summarise(drillId: string, events: DrillEvent[]): DrillSummary {
  return { drillId, events: events.length, lastType: events.at(-1)?.type ?? '', openedAtMs: events[0]?.observedAtMs ?? 0 };
}
