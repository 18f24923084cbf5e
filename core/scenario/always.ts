/** Whether what leaves an item out holds whenever that item is due: then it never happens. */
import { durationMs } from '../faults/quantities.ts';
import { figuresOf } from './condition.ts';
import type { ResolvedInject, ResolvedScenario } from './schema.ts';
import type { AuthoredCondition, AuthoredFact } from './schema-condition.ts';
import { certainMs, earliestDueMs } from './timing.ts';

/** An item that is due once `when` holds, and not before `earliestMs`. */
export interface Due {
  when: AuthoredCondition | undefined;
  earliestMs: number;
}

/** What its `unless` says holds whenever the inject is due. */
export function isAlwaysLeftOut(inject: ResolvedInject, scenario: ResolvedScenario): boolean {
  const { when, unless } = inject;
  return unless !== undefined && alwaysHolds(unless, { when, earliestMs: earliestDueMs(inject, scenario) ?? 0 }, scenario);
}

/** True only where it is certain. */
export function alwaysHolds(unless: AuthoredCondition, due: Due, scenario: ResolvedScenario): boolean {
  if ('all' in unless) return unless.all.every((part) => alwaysHolds(part, due, scenario));
  if ('any' in unless && unless.any.some((part) => alwaysHolds(part, due, scenario))) return true;
  if (!('any' in unless) && holdsByTime(unless, due.earliestMs, scenario)) return true;
  return due.when !== undefined && implies(due.when, unless);
}

function holdsByTime(fact: AuthoredFact, earliestMs: number, scenario: ResolvedScenario): boolean {
  if ('clock' in fact) return durationMs(fact.clock) <= earliestMs;
  return ('fired' in fact || 'ended' in fact) && certainMs(fact, scenario) < earliestMs;
}

/** Whether `then` holds at every moment at which `given` does. */
function implies(given: AuthoredCondition, then: AuthoredCondition): boolean {
  if ('all' in then) return then.all.every((part) => implies(given, part));
  if ('any' in given) return given.any.every((part) => implies(part, then));
  if ('any' in then && then.any.some((part) => implies(given, part))) return true;
  if ('all' in given) return given.all.some((part) => implies(part, then));
  return !('any' in then) && impliesFact(given, then);
}

function impliesFact(given: AuthoredFact, then: AuthoredFact): boolean {
  if ('alert' in given && 'alert' in then) return then.alert === 'any' || then.alert === given.alert;
  if ('noUpdateFor' in given && 'noUpdateFor' in then) return durationMs(then.noUpdateFor) <= durationMs(given.noUpdateFor);
  if ('control' in given && 'control' in then) return impliesUse(given, then);
  return JSON.stringify(given) === JSON.stringify(then);
}

type UsedFact = Extract<AuthoredFact, { control: string }>;

/** The same control, on no other target, and with no figures that the other one does not have as well. */
function impliesUse(given: UsedFact, then: UsedFact): boolean {
  if (then.control !== given.control || (then.target ?? given.target) !== given.target) return false;
  const figures = JSON.stringify(figuresOf(then));
  return figures === '{}' || figures === JSON.stringify(figuresOf(given));
}
