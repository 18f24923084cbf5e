/** Check that what mends is not refused: then there would be no way out. */
import type { Checking } from './checking.ts';
import type { Finding } from './problem.ts';
import { isAlwaysRefused, useWords } from './refused.ts';

export function checkRefused(checking: Checking): Finding[] {
  const { truth } = checking.scenario;
  return (['accepted', 'partial'] as const).flatMap((list) =>
    truth[list].flatMap((match, index) => {
      if (!isAlwaysRefused(match, checking)) return [];
      return [
        {
          path: ['truth', list, index],
          message: `${list === 'accepted' ? 'what mends it' : 'what eases it'} is refused: forbidden lets no ${useWords(match)} through`,
          expected: 'another use, or a forbidden with bounds that lets the right one through',
        },
      ];
    }),
  );
}
