import { describe, expect, it } from 'vitest';
import type { ScenarioProof } from './report.ts';
import { type ShareWish, shareOfDay, unprovenOf } from './share.ts';

const scenarioIds = ['early-shift', 'friday-sundown', 'monday-backlog', 'payday-evening', 'tuesday-half-past-ten'];
const proofOf = (scenarioId: string, more: Partial<ScenarioProof> = {}): ScenarioProof =>
  ({ scenarioId, verdict: 'proven', seed: 1, planHash: `${scenarioId}/1`, probes: [], ...more }) as ScenarioProof;
const all = scenarioIds.map((id) => proofOf(id));
const planned: ShareWish['planned'] = (id, seed) => ({ planHash: `${id}/${seed}`, namesProbes: id === 'early-shift' });
const share = (more: Partial<ShareWish> = {}): string[] =>
  shareOfDay({ scenarioIds, proofs: all, planned, day: 20_000, others: 2, ...more });
const days = (count: number): number[] => Array.from({ length: count }, (_, index) => 20_000 + index);

describe('share of the day', () => {
  it('[VF14] the same day gives the same share, and every scenario gets its turn in as few days as that takes', () => {
    expect(share()).toEqual(share());
    for (const others of [1, 2, 3, 7]) {
      const taken = days(Math.ceil(scenarioIds.length / others)).map((day) => share({ day, others }));
      expect(new Set(taken.flat())).toEqual(new Set(scenarioIds));
      for (const ids of taken) expect(ids).toHaveLength(Math.min(others, scenarioIds.length));
    }
  });

  it('[VF14] what was never proven, failed or is another plan than the proven one is always taken, first', () => {
    const proofs = [
      proofOf('early-shift', { verdict: 'failed' }),
      proofOf('friday-sundown', { seed: 7, planHash: 'friday-sundown/7' }),
      proofOf('monday-backlog', { planHash: 'before/1' }),
      proofOf('tuesday-half-past-ten'),
    ];
    const unproven = ['early-shift', 'monday-backlog', 'payday-evening'];
    expect(unprovenOf({ scenarioIds, proofs, planned })).toEqual(unproven);
    for (const day of days(5)) {
      const ids = share({ proofs, day, others: 1 });
      expect(ids.slice(0, 3).toSorted()).toEqual(unproven);
      expect(['friday-sundown', 'tuesday-half-past-ten']).toContain(ids[3]);
      expect(ids).toHaveLength(4);
    }
  });

  it('[VE16] a proof that does not tell how its probe went is none, where the plan names one', () => {
    const proofs = scenarioIds.map((id) => proofOf(id, { probes: null }));
    expect(unprovenOf({ scenarioIds, proofs, planned })).toEqual(['early-shift']);
  });

  it('[VF14] another one of those without a proof is first each day, so that no short run leaves out the same ones for ever', () => {
    const firsts = days(5).map((day) => share({ proofs: [], day, others: 0 })[0]);
    expect(new Set(firsts)).toEqual(new Set(scenarioIds));
  });

  it('[VF14] the turn of the others stays where it is when one loses its proof', () => {
    const proofs = all.filter(({ scenarioId }) => scenarioId !== 'monday-backlog');
    const taken = days(5).map((day) => share({ proofs, day, others: 1 })[1]);
    expect(new Set(taken)).toEqual(new Set(proofs.map(({ scenarioId }) => scenarioId)));
  });

  it('[VF14] as long as nothing was ever proven, only the share is taken; without scenarios there is none', () => {
    expect(share({ proofs: null })).toHaveLength(2);
    expect(share({ proofs: null, others: 0 })).toEqual([]);
    expect(share({ scenarioIds: [] })).toEqual([]);
  });
});
