import { ask, startHelper } from '../harness/programs.ts';
import type { RingBoot, SearchedMessage } from '../programs/span-ring.ts';
import type { Measurement, Row } from '../row.ts';

const bytesPerMb = 1024 * 1024;
const goalMs = 200;

interface Ring extends RingBoot {
  name: string;
}

const rings: readonly Ring[] = [
  // As much as it holds, and some that it had to forget.
  { name: 'default ring', spans: 200_000, ringBytes: 48 * bytesPerMb },
  { name: '1 M spans', spans: 1_000_000, ringBytes: 2000 * bytesPerMb },
];

/** How long a search for traces takes inside the worker, in the default ring and in a large one. */
export const tracesRow: Row = {
  name: 'traces',
  about: 'searches for traces over the default ring and over a million spans, the slowest of nine kinds; memory of a span',
  runs: 3,
  async open({ ends, quick, say }) {
    return async () => {
      const measurements: Measurement[] = [];
      for (const ring of quick ? rings.slice(0, 1) : rings) measurements.push(...figuresOf(ring.name, await search(ring)));
      return measurements;
    };

    /** In a process of its own: the heap of one ring is not the other's. */
    async function search({ name: _name, ...boot }: Ring): Promise<SearchedMessage> {
      const helper = await startHelper(ends, 'span-ring');
      const searched = await ask<SearchedMessage>(helper, { type: 'search', ...boot }, 'searched');
      await helper.stop();
      for (const { query, ms, found } of searched.searches) say(`${searched.spans} spans, ${query}: ${ms.toFixed(1)} ms, ${found} traces`);
      return searched;
    }
  },
};

function figuresOf(ring: string, { spans, heapBytes, ringBytes, searches }: SearchedMessage): Measurement[] {
  const slowest = Math.max(...searches.map(({ ms }) => ms));
  return [
    { figure: `${ring}: slowest search`, unit: 'ms', value: slowest, goal: { atMost: goalMs } },
    { figure: `${ring}: spans`, unit: 'spans', value: spans },
    { figure: `${ring}: heap of a span`, unit: 'B', value: heapBytes / spans },
    { figure: `${ring}: heap over what it believes`, unit: '×', value: heapBytes / ringBytes, goal: { atMost: 1.1 } },
  ];
}
