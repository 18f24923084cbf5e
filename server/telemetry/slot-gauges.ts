/** What the slots of a sandbox say of themselves, each second anew: a slot that is silent is absent. */
import type { SignalFrame } from '../../core/protocol/signals.ts';
import { isAdmitted } from './bounded.ts';
import type { MetricPoint } from './otlp.ts';

export type SlotGauges = NonNullable<SignalFrame['slots']>[string];

const mostSlots = 500;
const bytesPerMb = 1024 * 1024;

const nothing: SlotGauges = { inflight: null, poolUsed: null, poolIdle: null, poolPending: null, loopBusy: null, heapMb: null };

interface Reading {
  gauge: keyof SlotGauges;
  value: number;
}

function readingOf({ name, value, attributes }: MetricPoint): Reading | null {
  switch (name) {
    case 'http.server.active_requests':
      return { gauge: 'inflight', value };
    case 'db.client.connection.count':
      return { gauge: attributes['state'] === 'used' ? 'poolUsed' : 'poolIdle', value };
    case 'db.client.connection.pending_requests':
      return { gauge: 'poolPending', value };
    case 'nodejs.eventloop.utilization':
      return { gauge: 'loopBusy', value: rounded(value, 1000) };
    case 'v8js.memory.heap.used':
      return { gauge: 'heapMb', value: rounded(value / bytesPerMb, 10) };
    case 'v8js.memory.heap.used_after_gc':
      return { gauge: 'heapAfterGcMb', value: rounded(value / bytesPerMb, 10) };
    default:
      return null;
  }
}

export interface SlotGaugeBook {
  /** @returns false for what is no gauge of a slot */
  add(point: MetricPoint): boolean;
  /** Everything said since the last call; of what was said twice, the newer. */
  close(): Record<string, SlotGauges>;
}

export function createSlotGauges(): SlotGaugeBook {
  let slots = new Map<string, SlotGauges>();
  return {
    add(point) {
      const reading = readingOf(point);
      if (!reading) return false;
      const { slot } = point.origin;
      if (!isAdmitted(slots, slot, mostSlots)) return true;
      slots.set(slot, { ...(slots.get(slot) ?? nothing), [reading.gauge]: reading.value });
      return true;
    },
    close() {
      const closed = Object.fromEntries([...slots].sort(([a], [b]) => (a < b ? -1 : 1)));
      slots = new Map();
      return closed;
    },
  };
}

const rounded = (value: number, parts: number): number => Math.round(value * parts) / parts;
