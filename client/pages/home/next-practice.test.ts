import { expect, test } from 'vitest';
import type { Outcome } from '../../../core/drill/values.ts';
import type { ScenarioCard } from '../../../core/protocol/messages.ts';
import type { OwnDrill } from '../../../core/protocol/own-record.ts';
import { nextPractice, practiceWords } from './next-practice.ts';

const card = (scenarioId: string, more: Partial<ScenarioCard> = {}): ScenarioCard => ({
  scenarioId,
  name: scenarioId,
  kind: 'incident',
  tutorial: false,
  difficulty: 2,
  minutes: 15,
  ...more,
});
const cards = [
  card('payday', { tutorial: true }),
  card('lunch', { tutorial: true }),
  card('faster', { kind: 'optimisation' }),
  card('sunday'),
  card('friday', { difficulty: 4 }),
];
const played = (scenarioId: string, outcome: Outcome = 'recovered'): OwnDrill => ({ scenarioId, outcome }) as OwnDrill;

test('practice goes through the tutorial in its order, lost or won', () => {
  expect(nextPractice(cards, [])).toEqual({ scenarioId: 'payday', lesson: { number: 1, of: 2 } });
  expect(nextPractice(cards, [played('payday', 'lost')])).toEqual({ scenarioId: 'lunch', lesson: { number: 2, of: 2 } });
  expect(nextPractice(cards, [played('lunch')])).toMatchObject({ scenarioId: 'payday', lesson: { number: 1 } });
});

test('what was called off or never felt is still to be played', () => {
  expect(nextPractice(cards, [played('payday', 'aborted'), played('payday', 'invalid')]).scenarioId).toBe('payday');
});

test('after the tutorial the easiest incident that is new comes, never a drill in which nothing breaks', () => {
  const done = [played('lunch'), played('payday')];
  expect(nextPractice(cards, done)).toEqual({ scenarioId: 'sunday', lesson: null });
  expect(nextPractice(cards, [...done, played('sunday'), played('friday')])).toEqual({ scenarioId: null, lesson: null });
});

test('the words tell which lesson comes', () => {
  expect(practiceWords(nextPractice(cards, []))).toContain('Tutorial, 1 of 2');
  expect(practiceWords(nextPractice(cards, [played('lunch'), played('payday')]))).toContain('have not played');
  expect(practiceWords(nextPractice([], []))).not.toContain('Tutorial');
});
