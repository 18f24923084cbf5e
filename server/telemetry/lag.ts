/** Consumer lag per partition, in records and in seconds, from log-end and committed offsets. */
import type { SignalFrame } from '../../core/protocol/signals.ts';
import { isAdmitted } from './bounded.ts';
import type { MetricPoint } from './otlp.ts';

type PartitionLag = SignalFrame['partitions'][number];

interface EndSample {
  atMs: number;
  offset: number;
}

/** Ten minutes of 2 s samples: a consumer further behind than that reads as 600 s. */
const keptSamples = 300;
const mostPartitions = 1000;

export interface LagTracker {
  add(point: MetricPoint, nowMs: number): void;
  partitions(nowMs: number): PartitionLag[];
}

export function createLagTracker(): LagTracker {
  const ends = new Map<string, EndSample[]>();
  const committed = new Map<string, { group: string; topic: string; partition: number; offset: number }>();
  const members = new Map<string, { member: string; atMs: number }>();
  /** By the name of the metric. */
  const notes: Readonly<Record<string, (point: MetricPoint, place: Place, nowMs: number) => void>> = {
    'kafka.partition.current_offset': ({ value }, { ofTopic }, nowMs) => noteEnd(ends, ofTopic, { atMs: nowMs, offset: value }),
    'kafka.consumer_group.offset': ({ value }, { ofGroup, group, topic, partition }) =>
      void committed.set(ofGroup, { group, topic, partition, offset: value }),
    'kafka.consumer_group.member': ({ attributes }, { ofGroup }, nowMs) => {
      if (isAdmitted(members, ofGroup, mostPartitions)) members.set(ofGroup, { member: String(attributes['member'] ?? ''), atMs: nowMs });
    },
  };
  return {
    add(point, nowMs) {
      const place = placeOf(point);
      if (!isAdmitted(ends, place.ofTopic, mostPartitions) || !isAdmitted(committed, place.ofGroup, mostPartitions)) return;
      if (Object.hasOwn(notes, point.name)) notes[point.name]?.(point, place, nowMs);
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

/** Which partition a point tells of, and for which group. */
interface Place {
  group: string;
  topic: string;
  partition: number;
  /** Keys of the partition, and of what the group has of it. */
  ofTopic: string;
  ofGroup: string;
}

function placeOf({ attributes }: MetricPoint): Place {
  const topic = String(attributes['topic'] ?? '');
  const partition = Number(attributes['partition'] ?? -1);
  const group = String(attributes['group'] ?? '');
  return { group, topic, partition, ofTopic: `${topic} ${partition}`, ofGroup: `${group} ${topic} ${partition}` };
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
