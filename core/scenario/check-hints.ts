/** Checks of hints: they say where to look, never what it is nor what to do about it. */
import { componentWords, tellsBoth } from './check-leaks.ts';
import type { Checking } from './checking.ts';
import type { Finding } from './problem.ts';
import { retoldIn, sealedIn, wordsOf } from './retold.ts';
import type { ResolvedScenario } from './schema.ts';

type Hint = ResolvedScenario['hints'][number];

const prices = ['5%', '10%', '15%'];

/** The first hints point; only the last may name the part, and none both part and mechanism. */
export function checkHints({ scenario }: Checking): Finding[] {
  return scenario.hints.flatMap((hint, index) => {
    const path = ['hints', index];
    const repeated = namedIn(hint, index, scenario) ?? sealedIn(hint.text, scenario) ?? retoldIn(hint.text, scenario);
    return [
      ...(repeated === null
        ? []
        : [
            {
              path: [...path, 'text'],
              message: `hint ${index + 1} repeats the truth: ${repeated}`,
              expected: 'where to look and what to compare; the last hint may name the part, none what is wrong with it',
            },
          ]),
      ...checkFix(hint, index, scenario),
      ...checkPrice(hint, index),
    ];
  });
}

function namedIn({ text }: Hint, index: number, scenario: ResolvedScenario): string | null {
  const both = tellsBoth(text, scenario);
  if (both) return `"${both.component}" and "${both.mechanism}" stand in it`;
  const isLast = index === scenario.hints.length - 1;
  const named = isLast ? undefined : wordsOf(text).find((word) => componentWords(scenario).includes(word));
  return named === undefined ? null : `"${named}" stands in it`;
}

/** A hint that hands out the remedy leaves nothing to find: the control by its id, on its target. */
function checkFix({ text }: Hint, index: number, { truth }: ResolvedScenario): Finding[] {
  const fix = truth.accepted.find(({ control, target }) => text.includes(control) && (target === undefined || names(text, target)));
  if (!fix) return [];
  return [
    {
      path: ['hints', index, 'text'],
      message: `hint ${index + 1} names what mends it: ${fix.control}${fix.target === undefined ? '' : ` on ${fix.target}`}`,
      expected: 'what a remedy has to do, or the part, but not both the control and its target',
    },
  ];
}

function names(text: string, name: string): boolean {
  const [whole, part] = [wordsOf(text).join(' '), wordsOf(name).join(' ')];
  return ` ${whole} `.includes(` ${part} `);
}

function checkPrice({ cost }: Hint, index: number): Finding[] {
  if (cost === prices[index]) return [];
  return [
    {
      path: ['hints', index, 'cost'],
      message: `hint ${index + 1} costs ${cost}`,
      expected: `${prices[index]}: the tiers are ${prices.join(', ')}`,
    },
  ];
}
