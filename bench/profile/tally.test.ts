import { describe, expect, it } from 'vitest';
import { type CallFrame, type CpuProfile, tallyProfile } from './tally.ts';

const frame = (functionName: string, url = ''): CallFrame => ({ functionName, url, lineNumber: 0, columnNumber: 0 });

/** root → handler (ours) → parse (native) and write (node) → send (a library) */
function profile(micros: Record<number, number>): CpuProfile {
  return {
    nodes: [
      { id: 1, callFrame: frame('(root)'), children: [2, 3, 4] },
      { id: 2, callFrame: frame('(idle)') },
      { id: 3, callFrame: frame('(garbage collector)') },
      { id: 4, callFrame: frame('handler', 'infra/shop/gateway.ts'), children: [5, 6] },
      { id: 5, callFrame: frame('parse') },
      { id: 6, callFrame: frame('send', 'node_modules/@scope/lib/node_modules/@other/wire/x.js'), children: [7] },
      { id: 7, callFrame: frame('writev', 'node:internal/stream') },
    ],
    samples: Object.keys(micros).map(Number),
    timeDeltas: Object.values(micros),
  };
}
const bySource = ({ url }: CallFrame): string => url;

describe('a profile', () => {
  it('says what share of the time the thread was at work', () => {
    expect(tallyProfile(profile({ 2: 750, 4: 250 }), bySource).busyShare).toBe(0.25);
  });

  it('names functions by their own time, the greatest first, as shares of the work', () => {
    const { functions } = tallyProfile(profile({ 2: 1000, 4: 100, 5: 300 }), bySource);
    expect(functions).toEqual([
      { name: 'parse (native)', share: 0.75 },
      { name: 'handler infra/shop/gateway.ts', share: 0.25 },
    ]);
  });

  it('counts native and Node frames to whoever called them, a library by its innermost name, and garbage to nobody', () => {
    const { owners } = tallyProfile(profile({ 5: 400, 7: 300, 3: 200, 4: 100 }), bySource);
    expect(owners).toEqual([
      { name: 'infra/shop/gateway.ts', share: 0.5 },
      { name: '@other/wire', share: 0.3 },
      { name: '(garbage collector)', share: 0.2 },
    ]);
  });

  it('without a sample has no share', () => {
    expect(tallyProfile(profile({}), bySource)).toEqual({ busyShare: 0, functions: [], owners: [] });
  });
});
