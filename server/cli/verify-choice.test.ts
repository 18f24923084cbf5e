import { expect, test } from 'vitest';
import type { Plan } from '../../core/scenario/plan.ts';
import { playedHash } from '../../core/verification/played.ts';
import type { ScenarioProof } from '../../core/verification/report.ts';
import type { ScenarioLibrary } from '../ports/scenario-library.ts';
import { UsageError } from './usage.ts';
import { type Choice, chosenIds } from './verify-choice.ts';

const ids = ['early-shift', 'payday-evening', 'tuesday-half-past-ten'];
/** The same incident whatever its name and hash are. */
const planOf = (id: string, seed: number, hash = 'as it is now'): Plan =>
  ({ hash, stack: `${id}/${seed}`, script: [], truth: { owners: [] }, oracle: {} }) as unknown as Plan;
const library = (problems: string[] = []): ScenarioLibrary => ({
  cards: () => [],
  sheets: () => [],
  ids: () => ids,
  compile: (id, seed) => planOf(id, seed),
  problems: () => problems,
});
const proof = (scenarioId: string, planHash = playedHash(planOf(scenarioId, 1, 'as it was'))): ScenarioProof =>
  ({ scenarioId, verdict: 'proven', seed: 1, planHash }) as ScenarioProof;
const chosen = (choice: Partial<Choice>, proofs: ScenarioProof[] | null = null, problems: string[] = []): string[] =>
  chosenIds(
    { library: library(problems), housePerSecond: null, proofs, day: 0, changedSince: () => ['tuesday-half-past-ten', 'gone'] },
    { all: false, named: [], ...choice },
  );

test('[VF14] --share takes what has no proof as it is now, and one of the others; without a written report only the one', () => {
  const proofs = [proof('early-shift'), proof('payday-evening', 'another plan'), proof('tuesday-half-past-ten')];
  expect(chosen({ share: '1' }, proofs)).toEqual(['payday-evening', 'early-shift']);
  expect(chosen({ share: '1' })).toEqual(['early-shift']);
  expect(() => chosen({ share: 'some' })).toThrow(UsageError);
});

test('[VF14] --changed takes whose file differs, and whose plan is not the proven one although the file is the same', () => {
  const proofs = [proof('early-shift'), proof('payday-evening', 'another plan'), proof('gone', 'another plan')];
  expect(chosen({ changed: 'main' }, proofs)).toEqual(['payday-evening', 'tuesday-half-past-ten']);
  expect(chosen({ changed: 'main' })).toEqual(['tuesday-half-past-ten']);
});

test('what to verify is said in exactly one way, and a scenario that is not there or broken is not passed over', () => {
  expect(chosen({ all: true })).toEqual(ids);
  expect(chosen({ named: ['tuesday-half-past-ten'] })).toEqual(['tuesday-half-past-ten']);
  expect(() => chosen({})).toThrow('one of the four');
  expect(() => chosen({ all: true, share: '1' })).toThrow('one of the four');
  expect(() => chosen({ named: ['friday'] })).toThrow('There is no scenario friday');
  expect(() => chosen({ share: '1' }, null, ['early-shift.yaml:1:1: broken'])).toThrow('early-shift.yaml:1:1: broken');
});
