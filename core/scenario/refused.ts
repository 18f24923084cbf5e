/** Uses of controls that the house refuses whatever else stands: nobody can do them, and whoever waits for one waits for ever. */
import type { Checking } from './checking.ts';
import type { ResolvedScenario } from './schema.ts';

type Rule = ResolvedScenario['forbidden'][number];

interface Use {
  control: string;
  /** Anything it may be used on when left out. */
  target?: string | undefined;
}

/** True only where a rule without parameters or bounds refuses it in words, on its target or on each one there is. */
export function isAlwaysRefused({ control, target }: Use, { scenario, stack }: Pick<Checking, 'scenario' | 'stack'>): boolean {
  const rules = scenario.forbidden.filter((rule) => rule.control === control && rule.says !== undefined && isWhole(rule));
  const refuses = (each: string): boolean => rules.some((rule) => (rule.target ?? each) === each);
  const targets = stack.controls.find((offer) => offer.control === control)?.targets ?? [];
  return target === undefined ? targets.length > 0 && targets.every(refuses) : refuses(target);
}

function isWhole({ parameters = {}, startsWith = {}, atLeast = {}, atMost = {} }: Rule): boolean {
  return [parameters, startsWith, atLeast, atMost].every((named) => Object.keys(named).length === 0);
}

/** `payments.defer on orders`. */
export function useWords({ control, target }: Use): string {
  return target === undefined ? control : `${control} on ${target}`;
}
