/** Profiles written by hand, for tests. */
import fc from 'fast-check';
import type { CallFrame, CpuProfile, HeapProfile } from './v8.ts';

export function frame(functionName: string, url = '', lineNumber = -1): CallFrame {
  return { functionName, scriptId: '1', url, lineNumber, columnNumber: lineNumber < 0 ? -1 : 0 };
}

/**
 * root → serve → search (hot) and → price; root → (idle), (garbage collector). V8 has two nodes of `search`, as after it was compiled anew.
 * @param micros of work by node id, in the order of the samples
 */
export function cpuProfile(samples: readonly (readonly [id: number, micros: number])[]): CpuProfile {
  const deltas = samples.map(([, micros]) => micros);
  return {
    nodes: [
      { id: 1, callFrame: frame('(root)'), hitCount: 0, children: [2, 3, 4] },
      { id: 2, callFrame: frame('(idle)'), hitCount: 0 },
      { id: 3, callFrame: frame('(garbage collector)'), hitCount: 0 },
      { id: 4, callFrame: frame('serve', 'kit/http/server.ts', 40), hitCount: 0, children: [5, 6, 7] },
      { id: 5, callFrame: frame('search', 'services/catalog/search-text.ts', 11), hitCount: 0 },
      { id: 6, callFrame: frame('search', 'services/catalog/search-text.ts', 11), hitCount: 0 },
      { id: 7, callFrame: frame('', 'services/catalog/pricing.ts', 26), hitCount: 0, children: [8] },
      { id: 8, callFrame: frame('serve', 'kit/http/server.ts', 40), hitCount: 0 },
    ],
    startTime: 1000,
    endTime: 1000 + 7 + deltas.reduce((sum, delta) => sum + delta, 0),
    samples: samples.map(([id]) => id),
    // The first sample came 7 microseconds after the start.
    timeDeltas: [7, ...deltas.slice(0, -1)],
  };
}

export const heapProfile: HeapProfile = {
  head: {
    callFrame: frame('(root)'),
    selfSize: 0,
    id: 1,
    children: [
      {
        callFrame: frame('note', 'kit/work-trail.ts', 30),
        selfSize: 4000,
        id: 2,
        children: [{ callFrame: frame('toString', 'node:buffer', 700), selfSize: 6000, id: 3, children: [] }],
      },
      { callFrame: frame('parse'), selfSize: 500, id: 4, children: [] },
    ],
  },
  samples: [{ size: 500, nodeId: 4, ordinal: 1 }],
};

/** Any tree of calls with any samples. */
export const anyProfile = fc
  .record({
    parents: fc.array(fc.nat(), { minLength: 1, maxLength: 40 }),
    names: fc.array(fc.constantFrom('a', 'b', 'c', '(idle)'), { minLength: 41, maxLength: 41 }),
    samples: fc.array(fc.tuple(fc.nat(40), fc.nat(1000)), { maxLength: 100 }),
  })
  .map(({ parents, names, samples }): CpuProfile => {
    const nodes: CpuProfile['nodes'] = [{ id: 0, callFrame: frame('(root)'), hitCount: 0, children: [] }];
    parents.forEach((parent, index) => {
      nodes.push({ id: index + 1, callFrame: frame(names[index] ?? 'a', 'x.ts', 1), hitCount: 0, children: [] });
      nodes[parent % (index + 1)]?.children?.push(index + 1);
    });
    const deltas = samples.map(([, micros]) => micros);
    return {
      nodes,
      samples: samples.map(([id]) => id % nodes.length),
      timeDeltas: [0, ...deltas.slice(0, -1)].slice(0, samples.length),
      startTime: 0,
      endTime: deltas.reduce((sum, delta) => sum + delta, 0),
    };
  });
