/** Good and bad events of SLIs in the newest seconds, by what the services tell of them. */
import type { SloSegment } from '../../core/protocol/slos.ts';
import type { MetricPoint } from './otlp.ts';

/** For so long events are told apart. Seconds. */
export const segmentSeconds = 60;
/** Different segments in one second; a sender that tells more is not believed. */
const mostSegments = 500;

/** Attributes of the counter by which its events are told apart, and how a page names them. */
const dimensions: Record<string, string> = {
  'http.route': 'route',
  'shop.currency': 'currency',
  'server.address': 'instance',
  'shop.client': 'client',
  'shop.api.version': 'apiVersion',
};

export interface SliSegments {
  /** A point of the counter `sli.events`. */
  add(point: MetricPoint): void;
  /** Ends a second. */
  close(): void;
  read(): SloSegment[];
}

export function createSliSegments(): SliSegments {
  /** Closed seconds, oldest first. */
  const seconds: Map<string, SloSegment>[] = [];
  let current = new Map<string, SloSegment>();
  return {
    add({ attributes, value }) {
      const slo = String(attributes['sli'] ?? '');
      const result = attributes['result'] === 'bad' ? 'bad' : 'good';
      for (const [attribute, dimension] of Object.entries(dimensions)) {
        const told = attributes[attribute];
        if (typeof told !== 'string' || told === '') continue;
        const segment = segmentIn(current, { slo, dimension, value: told.slice(0, 60), good: 0, bad: 0 });
        if (segment) segment[result] += value;
      }
    },
    close() {
      seconds.push(current);
      if (seconds.length > segmentSeconds) seconds.shift();
      current = new Map();
    },
    read() {
      const sums = new Map<string, SloSegment>();
      for (const second of seconds) for (const segment of second.values()) addTo(sums, segment);
      return [...sums.values()];
    },
  };
}

const keyOf = ({ slo, dimension, value }: SloSegment): string => `${slo}\n${dimension}\n${value}`;

function segmentIn(all: Map<string, SloSegment>, wanted: SloSegment): SloSegment | undefined {
  const known = all.get(keyOf(wanted));
  if (known || all.size >= mostSegments) return known;
  all.set(keyOf(wanted), wanted);
  return wanted;
}

function addTo(sums: Map<string, SloSegment>, segment: SloSegment): void {
  const sum = sums.get(keyOf(segment));
  if (!sum) return void sums.set(keyOf(segment), { ...segment });
  sum.good += segment.good;
  sum.bad += segment.bad;
}
