/** Whether a text says again what only the debrief tells, clause by clause: half a sentence can be the whole answer. */
import type { ResolvedScenario } from './schema.ts';

interface Told {
  /** Where in the scenario it stands. */
  field: string;
  sentence: string;
}

/** So much of a sentence of the truth makes a text the same sentence, however it is turned. */
const retoldShare = 0.6;
const retoldWords = 4;
/** A mechanism of a word or two is a word that everybody needs. */
const wholeWords = 3;

/** Words of four letters or more that say nothing by themselves. */
const emptyWords = new Set(
  'about also been before between both does done each else even ever every from have into itself just more most much none nothing once only other over same some such than that their them then there these they this those until very were what when where which while whom whose will with without would your'.split(
    ' ',
  ),
);

/** What the text repeats most of, in words; null where it is nothing. */
export function retoldIn(text: string, { truth }: ResolvedScenario): string | null {
  const said = new Set(contentWords(text));
  const retold = sentencesOf(truth).find(({ sentence }) => {
    const words = contentWords(sentence);
    const common = words.filter((word) => said.has(word)).length;
    return common >= retoldWords && common >= retoldShare * words.length;
  });
  return retold ? `it says most of what ${retold.field} says` : null;
}

/** Which of the two that name the cause stands in the text as it is, whatever its stops and capitals. */
export function wholeIn(text: string, { truth }: ResolvedScenario): string | null {
  const { why, mechanism } = truth.trigger;
  const said = ` ${plainWords(text).join(' ')} `;
  const told = Object.entries({ why, mechanism }).find(([, sentence]) => {
    const words = plainWords(sentence);
    return words.length >= wholeWords && said.includes(` ${words.join(' ')} `);
  });
  return told ? `it has truth.trigger.${told[0]} word for word` : null;
}

function sentencesOf(truth: ResolvedScenario['truth']): Told[] {
  const told = [
    { field: 'truth.trigger.why', text: truth.trigger.why },
    ...truth.conditions.map((text, index) => ({ field: `truth.conditions.${index}`, text })),
    { field: 'truth.detectionGap', text: truth.detectionGap },
  ];
  return told.flatMap(({ field, text }) => [text, ...text.split(/[.;:,]\s/)].map((sentence) => ({ field, sentence })));
}

const contentWords = (text: string): string[] =>
  [...new Set(wordsOf(text))].filter((word) => word.length > 3 && !/^\d/.test(word) && !emptyWords.has(word));

const plainWords = (text: string): string[] => wordsOf(text).filter((word) => word !== '');

/** `catalog->redis` gives catalog and redis; plural and singular count as one. */
export function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/s$/, ''));
}
