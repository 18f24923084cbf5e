/** Checks that nothing a player reads gives the answer away, and that what it names is on the map. */
import { idleInstances } from './check-instances.ts';
import type { Checking } from './checking.ts';
import type { Finding } from './problem.ts';
import { retoldIn, wholeIn, wordsOf } from './retold.ts';
import type { ResolvedScenario } from './schema.ts';
import { namesCause, saysWhether } from './telling-words.ts';
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

/** Short words of a mechanism (with, from) are no hint; those of a component (psp) are. */
function mechanismWords({ truth }: ResolvedScenario): string[] {
  return wordsOf(truth.trigger.mechanism).filter((word) => word.length > 4);
}

/**
 * Id and briefing are read before the drill: no word of the component or the mechanism may stand there, and none that names a usual
 * cause. A briefing sets a scene and may call it calm; of a name that is all that one would know.
 */
function checkNames({ scenario }: Checking): Finding[] {
  const answer = [...componentWords(scenario), ...mechanismWords(scenario)].filter((word) => word !== 'none');
  return (['id', 'briefing'] as const).flatMap((field) => {
    const words = wordsOf(scenario[field]);
    const named = words.find((word) => answer.includes(word));
    if (named !== undefined) return [telling(field, `"${named}" names the component or the mechanism`)];
    const cause = words.find(namesCause);
    if (cause !== undefined) return [telling(field, `"${cause}" names what is wrong`)];
    const whether = field === 'id' ? words.find(saysWhether) : undefined;
    return whether === undefined ? [] : [telling(field, `"${whether}" says whether anything is wrong`)];
  });
}

function telling(field: 'id' | 'briefing', why: string): Finding {
  const expected = field === 'id' ? 'a day, a time or an occasion, such as monday-mid-afternoon' : 'words that say nothing about the cause';
  return { path: [field], message: `${field} gives the answer away: ${why}`, expected };
}

/** Sections whose items take `tells:`. */
const mayTell = ['background', 'script'];

/** A colleague may name a part, or a symptom; both together are the answer. The change that is the trigger is evidence. */
function checkText(told: VisibleText, checking: Checking): Finding[] {
  const { path, text, tells } = told;
  const { scenario } = checking;
  const both = tellsBoth(text, scenario);
  const leak =
    both === null || tells !== null || isTrigger(path, scenario)
      ? checkRepeated(told, scenario)
      : [
          {
            path,
            message: `this text gives the answer away: "${both.component}" and "${both.mechanism}" name component and mechanism`,
            expected: `a symptom, or a part, but not both${orTells(path)}`,
          },
        ];
  return [...leak, ...checkMap(path, text, checking)];
}

/** The debrief's own sentence is nobody's, whoever may tell. Entries of the change log are evidence: they may come near it. */
function checkRepeated({ path, text, tells }: VisibleText, scenario: ResolvedScenario): Finding[] {
  const remedy = 'what whoever says it sees from there, in words of their own';
  const whole = wholeIn(text, scenario);
  if (whole) return [{ path, message: `this text repeats the truth: ${whole}`, expected: remedy }];
  const isEntry = path.includes('change') || path.includes('release');
  const retold = isEntry || tells !== null ? null : retoldIn(text, scenario);
  return retold ? [{ path, message: `this text repeats the truth: ${retold}`, expected: `${remedy}${orTells(path)}` }] : [];
}

const orTells = ([section]: Finding['path']): string => (mayTell.includes(String(section)) ? '; or tells: <why it may be read here>' : '');

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
function checkMap(path: Finding['path'], text: string, { scenario, stack, names }: Checking): Finding[] {
  const idle = idleInstances({ scenario, stack });
  const known = [...names.components, ...names.targets].filter((name) => !idle.includes(name));
  return [...text.matchAll(slotOrLink)].flatMap(([name]) => {
    const isOurs = name.includes('->') || names.services.includes(name.replace(/-\d+$/, ''));
    if (!isOurs || known.includes(name)) return [];
    return [{ path, message: `${name} is not on the map`, expected: 'a link of this stack, or an instance that runs in this drill' }];
  });
}
