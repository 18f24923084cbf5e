/** How near a diagnosis comes to the truth. Words are compared, nothing is interpreted: the same words always earn the same. */
import { edgesOfTruth, spreadScore } from '../diagnosis/spread.ts';
import { hopsBetween } from '../drill/hops.ts';
import type { SpreadEdge } from '../protocol/diagnosis.ts';
import type { StackView } from '../protocol/stack-view.ts';
import type { Truth } from '../scenario/plan.ts';
import { linkEnds, serviceOfSlot } from '../stack/schema.ts';

export interface Said {
  component: string;
  mechanism: string;
  conditions: readonly string[];
  why: string;
  /** This and the next where they were said. */
  trigger?: string | undefined;
  edges?: SpreadEdge[] | undefined;
}

type StackLinks = Pick<StackView, 'links'>;

/** Naming only the trigger earns half. */
const weights = { component: 0.3, mechanism: 0.2, conditions: 0.3, propagation: 0.2 };
/** Nobody says the truth in its own words: this share of them is enough. */
const enough = { mechanism: 0.5, condition: 0.3 };

/** Mean over those who said something; 0 when nobody did. */
export function diagnosisScore(said: readonly Said[], truth: Truth, stack: StackLinks): number {
  return said.reduce((sum, each) => sum + gradeDiagnosis(each, truth, stack), 0) / Math.max(1, said.length);
}

/** 0 to 1. Where nothing was wrong, saying so is all there is to say. */
export function gradeDiagnosis(said: Said, truth: Truth, stack: StackLinks): number {
  const { trigger, conditions, propagation } = truth;
  if (trigger.component === 'none') return said.component === 'none' ? 1 : 0;
  const why = [said.why, said.trigger ?? ''].join(' ').trim();
  const parts = [
    { weight: weights.component, value: nearness(hopsBetween(stack, said.component, trigger.component)) },
    { weight: weights.mechanism, value: sameWords(trigger.mechanism, `${said.mechanism} ${why}`, enough.mechanism) },
    { weight: conditions.length > 0 ? weights.conditions : 0, value: namedConditions(conditions, { ...said, why }) },
    { weight: propagation.length > 0 ? weights.propagation : 0, value: spread({ ...said, why }, propagation, stack) },
  ];
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  return parts.reduce((sum, { weight, value }) => sum + weight * value, 0) / total;
}

/** The right one earns all, a neighbour half, what lies further less. */
function nearness(hops: number | null): number {
  return hops === null ? 0 : 1 / (1 + hops);
}

/** Share of the conditions that were named, in the list or in the reason. */
function namedConditions(conditions: readonly string[], said: Said): number {
  const heard = [...said.conditions, said.why];
  const best = conditions.map((condition) => Math.max(0, ...heard.map((text) => sameWords(condition, text, enough.condition))));
  return best.reduce((sum, value) => sum + value, 0) / Math.max(1, best.length);
}

/** By the components that were named; where edges were drawn, by them as well, and what they touch is named. */
function spread(said: Said, propagation: Truth['propagation'], stack: StackLinks): number {
  const { component, mechanism, conditions, why, edges = [] } = said;
  const text = [component, mechanism, ...conditions, why, ...edges.flatMap(({ from, to }) => [from, to])].join(' ');
  const named = namedOnTheWay(propagation, text, stack);
  const drawn = spreadScore(edges, edgesOfTruth(propagation, stack));
  return drawn === null ? named : (named + drawn) / 2;
}

/** Of components on the way and components named: both too few and too many cost (F1). */
function namedOnTheWay(propagation: Truth['propagation'], text: string, stack: StackLinks): number {
  const onTheWay = new Set(
    propagation.flatMap(({ from, to }) => [...placesOf(from), ...placesOf(to)]).filter((place) => place !== 'users'),
  );
  const known = new Set([...onTheWay, ...stack.links.flatMap(({ from, to }) => [from, to])].filter((place) => place !== 'users'));
  const named = [...known].filter((place) => new RegExp(`(^|[^a-z0-9])${place}($|[^a-z0-9])`, 'i').test(text));
  const right = named.filter((place) => onTheWay.has(place)).length;
  return (2 * right) / Math.max(1, onTheWay.size + named.length);
}

/** A link stands for its ends, an instance for its service. */
function placesOf(component: string): string[] {
  const { from, to } = linkEnds(component);
  return (to === '' ? [component] : [from, to]).map(serviceOfSlot);
}

/** Share of the telling words of `truth` that were said; `enough` of them is 1. */
function sameWords(truth: string, said: string, enoughShare: number): number {
  const wanted = tellingWords(truth);
  const heard = tellingWords(said);
  const found = [...wanted].filter((word) => heard.has(word)).length;
  return wanted.size === 0 ? 1 : Math.min(1, found / wanted.size / enoughShare);
}

const emptyWords = new Set(
  'about also been before behind down from have into more most only over same than that them then there they this under were what when where which while with without'.split(
    ' ',
  ),
);
/** `refuses` and `refused` are one word. */
const stemLength = 5;

function tellingWords(text: string): Set<string> {
  const words = text.toLowerCase().split(/[^a-z0-9]+/);
  return new Set(words.filter((word) => word.length > 3 && !emptyWords.has(word)).map((word) => word.slice(0, stemLength)));
}
