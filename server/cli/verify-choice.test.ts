import { expect, test } from 'vitest';
import type { Plan } from '../../core/scenario/plan.ts';
import type { ScenarioProof } from '../../core/verification/report.ts';
import type { ScenarioLibrary } from '../ports/scenario-library.ts';
import { UsageError } from './usage.ts';
import { type Choice, chosenIds } from './verify-choice.ts';

const ids = ['early-shift', 'payday-evening', 'quiet-shift'];
const library = (problems: string[] = []): ScenarioLibrary => ({
  cards: () => [],
  sheets: () => [],
  ids: () => ids,
  compile: (id, seed) => ({ hash: `${id}/${seed}` }) as Plan,
  problems: () => problems,
});
const proof = (scenarioId: string, planHash = `${scenarioId}/1`): ScenarioProof =>
  ({ scenarioId, verdict: 'proven', seed: 1, planHash }) as ScenarioProof;
const chosen = (choice: Partial<Choice>, proofs: ScenarioProof[] | null = null, problems: string[] = []): string[] =>
  chosenIds(
    { library: library(problems), housePerSecond: null, proofs, day: 0, changedSince: () => ['quiet-shift', 'gone'] },
    { all: false, named: [], ...choice },
  );

test('[VF14] --share takes what has no proof as it is now, and one of the others; without a written report only the one', () => {
  const proofs = [proof('early-shift'), proof('payday-evening', 'another plan'), proof('quiet-shift')];
  expect(chosen({ share: '1' }, proofs)).toEqual(['payday-evening', 'early-shift']);
  expect(chosen({ share: '1' })).toEqual(['early-shift']);
  expect(() => chosen({ share: 'some' })).toThrow(UsageError);
});

test('[VF14] --changed takes whose file differs, and whose plan is not the proven one although the file is the same', () => {
  const proofs = [proof('early-shift'), proof('payday-evening', 'another plan'), proof('gone', 'another plan')];
  expect(chosen({ changed: 'main' }, proofs)).toEqual(['payday-evening', 'quiet-shift']);
  expect(chosen({ changed: 'main' })).toEqual(['quiet-shift']);
});

test('what to verify is said in exactly one way, and a scenario that is not there or broken is not passed over', () => {
  expect(chosen({ all: true })).toEqual(ids);
  expect(chosen({ named: ['quiet-shift'] })).toEqual(['quiet-shift']);
  expect(() => chosen({})).toThrow('one of the four');
  expect(() => chosen({ all: true, share: '1' })).toThrow('one of the four');
  expect(() => chosen({ named: ['friday'] })).toThrow('There is no scenario friday');
  expect(() => chosen({ share: '1' }, null, ['early-shift.yaml:1:1: broken'])).toThrow('early-shift.yaml:1:1: broken');
});
