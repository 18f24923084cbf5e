/** Checks of hints: they say where to look, never what it is nor what to do about it. */
import { componentWords, tellsBoth, wordsOf } from './check-leaks.ts';
import type { Checking } from './checking.ts';
import type { Finding } from './problem.ts';
import type { ResolvedScenario } from './schema.ts';

type Hint = ResolvedScenario['hints'][number];

const prices = ['5%', '10%', '15%'];

/** The first hints point; only the last may name the part, and none both part and mechanism. */
export function checkHints({ scenario }: Checking): Finding[] {
  return scenario.hints.flatMap((hint, index) => {
    const path = ['hints', index];
    const repeated = namedIn(hint, index, scenario) ?? retoldIn(hint, scenario);
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

/** So much of a sentence of the truth makes a hint the same sentence, however it is turned. */
const retoldShare = 0.6;
const retoldWords = 4;

/** Words of four letters or more that say nothing by themselves. */
const emptyWords = new Set(
  'about also been before between both does done each else even ever every from have into itself just more most much none nothing once only other over same some such than that their them then there these they this those until very were what when where which while whom whose will with without would your'.split(
    ' ',
  ),
);

function retoldIn({ text }: Hint, scenario: ResolvedScenario): string | null {
  const said = new Set(contentWords(text));
  const retold = sentencesOf(scenario).find(({ sentence }) => {
    const words = contentWords(sentence);
    const common = words.filter((word) => said.has(word)).length;
    return common >= retoldWords && common >= retoldShare * words.length;
  });
  return retold ? `it says most of what ${retold.field} says` : null;
}

/** What only the debrief tells, clause by clause: half a sentence can be the whole answer. */
function sentencesOf({ truth }: ResolvedScenario): { field: string; sentence: string }[] {
  const told = [
    { field: 'truth.trigger.why', text: truth.trigger.why },
    ...truth.conditions.map((text, index) => ({ field: `truth.conditions.${index}`, text })),
    { field: 'truth.detectionGap', text: truth.detectionGap },
  ];
  return told.flatMap(({ field, text }) => [text, ...text.split(/[.;:,]\s/)].map((sentence) => ({ field, sentence })));
}

function contentWords(text: string): string[] {
  return [...new Set(wordsOf(text))].filter((word) => word.length > 3 && !/^\d/.test(word) && !emptyWords.has(word));
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
