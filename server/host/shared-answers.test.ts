import { expect, test } from 'vitest';
import { createManualClock } from './manual-clock.fixture.ts';
import { SharedAnswers } from './shared-answers.ts';

function open() {
  const clock = createManualClock();
  const asked: string[] = [];
  const failures: string[] = [];
  const answers = new SharedAnswers<string, string>({
    clock,
    patienceMs: 4000,
    keyOf: (query) => query,
    ask: async (query) => {
      asked.push(query);
      if (query === 'bad') throw new Error('no');
      return `${query}!`;
    },
    onFailure: (query) => failures.push(query),
  });
  return { clock, asked, failures, answers };
}

test('an answer tells how old it is', async () => {
  const { clock, answers } = open();
  expect(await answers.of('a')).toEqual({ value: 'a!', ageMs: 0 });
  await clock.advance(700);
  expect(await answers.of('a')).toEqual({ value: 'a!', ageMs: 700 });
});

test('a failure is told once to whoever keeps the log, and serves for a second as well', async () => {
  const { answers, asked, failures } = open();
  expect([await answers.of('bad'), await answers.of('bad')]).toEqual([null, null]);
  expect([asked, failures]).toEqual([['bad'], ['bad']]);
});
