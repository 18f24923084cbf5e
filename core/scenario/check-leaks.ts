/** Checks that nothing a player reads gives the answer away, and that what it names is on the map. */
import type { Checking } from './checking.ts';
import type { Finding } from './problem.ts';
import type { ResolvedScenario } from './schema.ts';
import { textsBeside, type VisibleText, visibleTexts } from './visible-texts.ts';

export function checkLeaks(checking: Checking): Finding[] {
  const { scenario } = checking;
  return [
    ...checkNames(checking),
    ...visibleTexts(scenario).flatMap((text) => checkText(text, checking)),
    ...textsBeside(scenario).flatMap(({ path, text }) => checkMap(path, text, checking)),
  ];
}

/** Words that name the component of the truth; none where nothing is wrong. */
export function componentWords({ truth }: ResolvedScenario): string[] {
  return wordsOf(truth.trigger.component).filter((word) => word.length > 2 && word !== 'none');
}

/** `catalog->redis` gives catalog and redis; plural and singular count as one. */
export function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/s$/, ''));
}

/** Short words of a mechanism (with, from) are no hint; those of a component (psp) are. */
function mechanismWords({ truth }: ResolvedScenario): string[] {
  return wordsOf(truth.trigger.mechanism).filter((word) => word.length > 4);
}

/** Id and briefing are read before the drill: no word of the component or the mechanism may stand there. */
function checkNames({ scenario }: Checking): Finding[] {
  const telling = [...componentWords(scenario), ...mechanismWords(scenario)];
  return (['id', 'briefing'] as const).flatMap((field) => {
    const leaked = wordsOf(scenario[field]).find((word) => telling.includes(word));
    if (leaked === undefined || leaked === 'none') return [];
    return [
      {
        path: [field],
        message: `${field} gives the answer away: "${leaked}" names the component or the mechanism`,
        expected: 'words that say nothing about the cause',
      },
    ];
  });
}

/** Sections whose items take `tells:`. */
const mayTell = ['background', 'script'];

/** A colleague may name a part, or a symptom; both together are the answer. The change that is the trigger is evidence. */
function checkText({ path, text, tells }: VisibleText, checking: Checking): Finding[] {
  const { scenario } = checking;
  const both = tellsBoth(text, scenario);
  const leak =
    both === null || tells !== null || isTrigger(path, scenario)
      ? []
      : [
          {
            path,
            message: `this text gives the answer away: "${both.component}" and "${both.mechanism}" name component and mechanism`,
            expected: `a symptom, or a part, but not both${mayTell.includes(String(path[0])) ? '; or tells: <why it may be read here>' : ''}`,
          },
        ];
  return [...leak, ...checkMap(path, text, checking)];
}

export function tellsBoth(text: string, scenario: ResolvedScenario): { component: string; mechanism: string } | null {
  const [components, mechanisms] = [componentWords(scenario), mechanismWords(scenario)];
  const words = wordsOf(text);
  const component = words.find((word) => components.includes(word));
  const mechanism = words.find((word) => !components.includes(word) && mechanisms.includes(word));
  return component === undefined || mechanism === undefined ? null : { component, mechanism };
}

function isTrigger(path: Finding['path'], { script, truth }: ResolvedScenario): boolean {
  const [section, index] = path;
  return section === 'script' && script[Number(index)]?.as !== undefined && script[Number(index)]?.as === truth.trigger.since;
}

const slotOrLink = /\b[a-z][a-z-]*->[a-z][a-z0-9-]*|\b[a-z]+-\d+\b/g;

/** `catalog-7` and `catalog->mongo` would send a pod looking for what is on no map. */
function checkMap(path: Finding['path'], text: string, { names }: Checking): Finding[] {
  const known = [...names.components, ...names.targets];
  return [...text.matchAll(slotOrLink)].flatMap(([name]) => {
    const isOurs = name.includes('->') || names.services.includes(name.replace(/-\d+$/, ''));
    if (!isOurs || known.includes(name)) return [];
    return [{ path, message: `${name} is not on the map`, expected: 'a link or instance of this stack' }];
  });
}
