/** Consumer lag per partition, in records and in seconds, from log-end and committed offsets. */
import type { SignalFrame } from '../../core/protocol/signals.ts';
import type { MetricPoint } from './otlp.ts';

type PartitionLag = SignalFrame['partitions'][number];

interface EndSample {
  atMs: number;
  offset: number;
}

/** Ten minutes of 2 s samples: a consumer further behind than that reads as 600 s. */
const keptSamples = 300;

export interface LagTracker {
  add(point: MetricPoint, nowMs: number): void;
  partitions(nowMs: number): PartitionLag[];
}

export function createLagTracker(): LagTracker {
  const ends = new Map<string, EndSample[]>();
  const committed = new Map<string, { group: string; topic: string; partition: number; offset: number }>();
  const members = new Map<string, { member: string; atMs: number }>();
  return {
    add(point, nowMs) {
      const topic = String(point.attributes['topic'] ?? '');
      const partition = Number(point.attributes['partition'] ?? -1);
      const group = String(point.attributes['group'] ?? '');
      const key = `${group} ${topic} ${partition}`;
      if (point.name === 'kafka.partition.current_offset') noteEnd(ends, `${topic} ${partition}`, { atMs: nowMs, offset: point.value });
      else if (point.name === 'kafka.consumer_group.offset') committed.set(key, { group, topic, partition, offset: point.value });
      else if (point.name === 'kafka.consumer_group.member')
        members.set(key, { member: String(point.attributes['member'] ?? ''), atMs: nowMs });
    },
    partitions(nowMs) {
      return [...committed].map(([key, { group, topic, partition, offset }]) => {
        const samples = ends.get(`${topic} ${partition}`) ?? [];
        const member = members.get(key);
        return {
          group,
          topic,
          partition,
          // A partition in the middle of a rebalance has no member; a stale one must not be shown as its owner.
          member: member && nowMs - member.atMs < 6000 ? member.member : '',
          lag: Math.max(0, (samples.at(-1)?.offset ?? offset) - offset),
          lagSeconds: lagSeconds(samples, offset, nowMs),
        };
      });
    },
  };
}

function noteEnd(ends: Map<string, EndSample[]>, key: string, sample: EndSample): void {
  const samples = ends.get(key) ?? [];
  samples.push(sample);
  if (samples.length > keptSamples) samples.shift();
  ends.set(key, samples);
}

/** How long ago the log end stood where the group stands now. */
function lagSeconds(samples: readonly EndSample[], committed: number, nowMs: number): number {
  const last = samples.at(-1);
  if (!last || last.offset <= committed) return 0;
  const passed = samples.find(({ offset }) => offset > committed) ?? last;
  return Math.round((nowMs - passed.atMs) / 100) / 10;
}
