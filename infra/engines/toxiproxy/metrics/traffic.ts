import type { TrafficMeter } from '../connection.ts';
import type { TrafficLabels } from '../proxy.ts';
import type { Direction } from '../toxics/toxic.ts';
import type { Family, Sample } from './exposition.ts';

/** Bytes through every proxy, added when a link ends. */
export class TrafficMetrics {
  readonly #received = new Map<string, Sample>();
  readonly #sent = new Map<string, Sample>();

  meterFor(labels: TrafficLabels): TrafficMeter {
    return {
      received: (direction, bytes) => add(this.#received, labelsOf(direction, labels), bytes),
      sent: (direction, bytes) => add(this.#sent, labelsOf(direction, labels), bytes),
    };
  }

  families(): Family[] {
    return [
      { name: 'toxiproxy_proxy_received_bytes_total', help: '', type: 'counter', samples: [...this.#received.values()] },
      { name: 'toxiproxy_proxy_sent_bytes_total', help: '', type: 'counter', samples: [...this.#sent.values()] },
    ];
  }
}

/** Counts nothing. */
export const unmetered: TrafficMeter = { received: () => {}, sent: () => {} };

function labelsOf(direction: Direction, { proxy, listener, upstream }: TrafficLabels): Sample['labels'] {
  return { direction, listener, proxy, upstream };
}

function add(samples: Map<string, Sample>, labels: Sample['labels'], bytes: number): void {
  const key = JSON.stringify(labels);
  const sample = samples.get(key) ?? { labels, value: 0 };
  sample.value += bytes;
  samples.set(key, sample);
}
