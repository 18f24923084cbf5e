/** Checks of the facilitator's sheet. */
import { componentWords } from './check-leaks.ts';
import type { Checking } from './checking.ts';
import type { Finding } from './problem.ts';
import { wordsOf } from './retold.ts';

/** A probing question is read out to the pod: it must not name what they are looking for. */
export function checkSheet({ scenario }: Checking): Finding[] {
  const telling = componentWords(scenario);
  return scenario.sheet.questions.flatMap((question, index) => {
    const leaked = wordsOf(question).find((word) => telling.includes(word));
    if (leaked === undefined) return [];
    return [
      {
        path: ['sheet', 'questions', index],
        message: `the question gives the answer away: "${leaked}" names the component`,
        expected: 'a question that would be as good for any other cause',
      },
    ];
  });
}
