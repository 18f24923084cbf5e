/** Whether a text says again what only the debrief tells, clause by clause: half a sentence can be the whole answer. */
import type { ResolvedScenario } from './schema.ts';

interface Told {
  /** Where in the scenario it stands. */
  field: string;
  text: string;
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
  const retold = clausesOf(truth).find((clause) => {
    const words = contentWords(clause.text);
    const common = words.filter((word) => said.has(word)).length;
    return common >= retoldWords && common >= retoldShare * words.length;
  });
  return retold ? `it says most of what ${retold.field} says` : null;
}

/** Which of the two that name the cause stands in the text as it is, whatever its stops and capitals. */
export function wholeIn(text: string, { truth }: ResolvedScenario): string | null {
  return foundIn(text, causeOf(truth));
}

/** The same of a hint, which is bought before anything is known: of the mechanism no part, nor the title, nor a hop before the users. */
export function sealedIn(text: string, scenario: ResolvedScenario): string | null {
  const { title, truth } = scenario;
  const parts = partsOf(truth.trigger.mechanism).map((part) => ({ field: 'a part of truth.trigger.mechanism', text: part }));
  // What reaches the users is what everybody sees.
  const hops = effectsOf(truth).filter((_, index) => truth.propagation[index]?.to !== 'users');
  return wholeIn(text, scenario) ?? foundIn(text, [{ field: 'title', text: title }, ...parts, ...hops]);
}

function foundIn(text: string, told: readonly Told[]): string | null {
  const said = ` ${plainWords(text).join(' ')} `;
  const found = told.find((one) => {
    const words = plainWords(one.text);
    return words.length >= wholeWords && said.includes(` ${words.join(' ')} `);
  });
  return found ? `it has ${found.field} word for word` : null;
}

function clausesOf(truth: ResolvedScenario['truth']): Told[] {
  const told = [
    ...causeOf(truth),
    ...truth.conditions.map((text, index) => ({ field: `truth.conditions.${index}`, text })),
    { field: 'truth.detectionGap', text: truth.detectionGap },
  ];
  const clauses = told.flatMap(({ field, text }) =>
    [text, ...text.split(/[.;:,]\s/), ...partsOf(text)].map((part) => ({ field, text: part })),
  );
  const effects = effectsOf(truth).map(({ text }) => text);
  // One hop may be a symptom that anybody sees; most of a chain of them is the answer.
  return effects.length < 2 ? clauses : [...clauses, { field: 'truth.propagation', text: effects.join(' ') }];
}

const causeOf = ({ trigger: { why, mechanism } }: ResolvedScenario['truth']): Told[] => [
  { field: 'truth.trigger.why', text: why },
  { field: 'truth.trigger.mechanism', text: mechanism },
];

const effectsOf = ({ propagation }: ResolvedScenario['truth']): Told[] =>
  propagation.map(({ effect }, index) => ({ field: `truth.propagation.${index}.effect`, text: effect }));

/** What stands between stops and figures: the figure is often the seed's, and the sentence is one without it. */
const partsOf = (text: string): string[] => text.split(/[.;:,]\s|\S*\d\S*/);

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
