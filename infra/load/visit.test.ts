import { describe, expect, it } from 'vitest';
import { seededRandom } from './random.ts';
import { chooseVisit, type VisitShares } from './visit.ts';

const shares: VisitShares = {
  mix: { browse: 0.22, product: 0.26, search: 0.12, addToCart: 0.12, checkout: 0.2, orderStatus: 0.08 },
  botShare: 0.01,
  abortShare: 0.001,
};

function visits(count: number, seed = 11) {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => chooseVisit(shares, random));
}

describe('visits', () => {
  it('follow the mix, one in a hundred is a crawler, one in a thousand leaves early', () => {
    const all = visits(100_000);
    const share = (matches: number): number => matches / all.length;
    expect(share(all.filter(({ kind }) => kind === 'bot').length)).toBeCloseTo(0.01, 2);
    const checkouts = all.filter((visit) => visit.kind === 'user' && visit.step === 'checkout');
    expect(share(checkouts.length)).toBeCloseTo(0.198, 2);
    const leaving = all.filter((visit) => visit.kind === 'user' && visit.leavesAfterMs !== null);
    expect(share(leaving.length)).toBeGreaterThan(0.0007);
    expect(share(leaving.length)).toBeLessThan(0.0013);
  });

  it('are the same for the same seed', () => {
    expect(visits(500, 5)).toEqual(visits(500, 5));
    expect(visits(500, 5)).not.toEqual(visits(500, 6));
  });

  it('never choose a step whose share is zero', () => {
    const random = seededRandom(1);
    const onlySearch = { ...shares, botShare: 0, mix: { browse: 0, product: 0, search: 0.5, addToCart: 0, checkout: 0, orderStatus: 0 } };
    for (let count = 0; count < 200; count += 1) expect(chooseVisit(onlySearch, random)).toMatchObject({ kind: 'user', step: 'search' });
  });
});
