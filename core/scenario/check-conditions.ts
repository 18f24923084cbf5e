/** Checks of `when` and `unless`: everything they name exists, and what an inject waits for can come true in time. */
import { durationMs } from '../faults/quantities.ts';
import { alwaysHolds, isAlwaysLeftOut } from './always.ts';
import { checkControlTarget, checkFigures, unknownControl } from './check-truth.ts';
import type { Checking } from './checking.ts';
import { unknownName } from './names.ts';
import type { Finding } from './problem.ts';
import { isAlwaysRefused, useWords } from './refused.ts';
import type { ResolvedEscalation, ResolvedInject, ResolvedScenario } from './schema.ts';
import type { AuthoredCondition, AuthoredFact } from './schema-condition.ts';
import { earliestDueMs, earliestMs } from './timing.ts';

type Path = Finding['path'];

export function checkConditions(inject: ResolvedInject, path: Path, checking: Checking): Finding[] {
  return [...checkCondition(inject.when, [...path, 'when'], checking), ...checkCondition(inject.unless, [...path, 'unless'], checking)];
}

/** Names of a condition. One that only an unexpected page would bring about counts as unreachable. */
export function checkCondition(condition: AuthoredCondition | undefined, path: Path, checking: Checking): Finding[] {
  if (condition === undefined) return [];
  return writtenFacts(condition, path).flatMap(({ fact, path: at }) => checkFact(fact, at, checking));
}

/** An inject that waits for what cannot come in time, or for itself; or that is left out whenever it is due. */
export function checkReach(inject: ResolvedInject, path: Path, scenario: ResolvedScenario): Finding[] {
  const earliestMs = earliestDueMs(inject, scenario);
  if (earliestMs === null) return [];
  const late = lateFinding('this inject never happens', { path: [...path, inject.when ? 'when' : 'at'], earliestMs, scenario });
  if (late) return [late];
  if (!isAlwaysLeftOut(inject, scenario)) return [];
  return [
    {
      path: [...path, 'unless'],
      message: 'this inject never happens: its unless holds whenever it is due',
      expected: 'an unless that may still not hold then, such as what the pod does in between; or none',
    },
  ];
}

/** The steps of an escalation, each after the one before. What stops one stops all that follow: it is said once. */
export function checkChain(chain: ResolvedEscalation, path: Path, scenario: ResolvedScenario): Finding[] {
  const { when, until } = chain;
  const startMs = earliestMs(when, scenario);
  const never = lateFinding('this escalation never begins', { path: [...path, 'when'], earliestMs: startMs, scenario });
  if (never) return [never];
  const dueMs = stepTimesMs(chain, startMs);
  const late = dueMs.findIndex((atMs) => atMs >= durationMs(scenario.timebox));
  const over = dueMs
    .slice(late, late < 0 ? 0 : late + 1)
    .map((atMs) => lateFinding('this step never comes', { path: [...path, 'steps', late, 'after'], earliestMs: atMs, scenario }))
    .filter((finding) => finding !== null);
  return [...over, ...checkUntil(dueMs, { when, until, path }, scenario)];
}

function checkUntil(
  dueMs: readonly number[],
  { when, until, path }: { when: AuthoredCondition; until: AuthoredCondition; path: Path },
  scenario: ResolvedScenario,
): Finding[] {
  const ended = dueMs.findIndex((atMs) => alwaysHolds(until, { when, earliestMs: atMs }, scenario));
  if (ended < 0) return [];
  const expected = 'an until that may still not hold then: what the pod is asked for';
  if (ended > 0) return [{ path: [...path, 'steps', ended], message: 'this step never comes: until holds whenever it is due', expected }];
  return [{ path: [...path, 'until'], message: 'this escalation never speaks: its until holds whenever its steps are due', expected }];
}

/** When each step may come at the earliest. */
export function stepTimesMs({ steps }: Pick<ResolvedEscalation, 'steps'>, startMs: number): number[] {
  let atMs = startMs;
  return steps.map(({ after }) => {
    atMs += durationMs(after);
    return atMs;
  });
}

interface Placed {
  path: Path;
  earliestMs: number;
  scenario: ResolvedScenario;
}

function lateFinding(what: string, { path, earliestMs: atMs, scenario: { timebox } }: Placed): Finding | null {
  if (atMs < durationMs(timebox)) return null;
  if (atMs < Number.POSITIVE_INFINITY) {
    return { path, message: `${what}: it is due after the time box of ${timebox}`, expected: `less than ${timebox}` };
  }
  return {
    path,
    message: `${what}: what it waits for waits for it, or for something that never ends`,
    expected: 'a condition that can come true: another inject, a fault with for: or an owner who ends it',
  };
}

/** An alert that something waits for: known, and expected to page, or the wait may never end. */
export function checkAlertName(alert: string, path: Path, { scenario, names }: Pick<Checking, 'scenario' | 'names'>): Finding[] {
  const paging = scenario.expect.alerts.filter(({ severity }) => severity === 'page').map(({ slo }) => slo);
  if (alert !== 'any') {
    const unknown = unknownName(path, { kind: 'SLO', name: alert, names: names.slos });
    if (unknown.length > 0) return unknown;
  }
  if (alert === 'any' ? paging.length > 0 : paging.includes(alert)) return [];
  return [
    {
      path,
      message: `unreachable: no page of ${alert === 'any' ? 'any SLO' : alert} is expected here`,
      expected: `an alert listed under expect.alerts (${paging.join(', ') || 'none'})`,
    },
  ];
}

function writtenFacts(condition: AuthoredCondition, path: Path): { fact: AuthoredFact; path: Path }[] {
  if ('all' in condition) return condition.all.flatMap((part, index) => writtenFacts(part, [...path, 'all', index]));
  if ('any' in condition) return condition.any.flatMap((part, index) => writtenFacts(part, [...path, 'any', index]));
  return [{ fact: condition, path }];
}

function checkFact(fact: AuthoredFact, path: Path, checking: Checking): Finding[] {
  const ids = checking.scenario.script.flatMap(({ as }) => as ?? []);
  if ('alert' in fact) return checkAlertName(fact.alert, [...path, 'alert'], checking);
  if ('paged' in fact) {
    const unknown = unknownName([...path, 'paged'], { kind: 'owner', name: fact.paged, names: checking.names.owners });
    return [...unknown, ...checkAllowed({ control: 'owner.page', target: fact.paged }, [...path, 'paged'], checking)];
  }
  if ('control' in fact) return checkUse(fact, path, checking);
  if ('fired' in fact) return unknownName([...path, 'fired'], { kind: 'inject', name: fact.fired, names: ids });
  if ('ended' in fact) return unknownName([...path, 'ended'], { kind: 'fault', name: fact.ended, names: faultIds(checking.scenario) });
  return [];
}

function checkUse(fact: Extract<AuthoredFact, { control: string }>, path: Path, checking: Checking): Finding[] {
  const { control, target } = fact;
  const named = target === undefined ? unknownControl(control, path, checking) : checkControlTarget(control, target, { path, checking });
  return [...named, ...checkFigures(fact, path, checking), ...checkAllowed(fact, [...path, 'control'], checking)];
}

/** What is refused writes nothing, so that whoever waits for it waits for ever. */
function checkAllowed(use: { control: string; target?: string | undefined }, path: Path, checking: Checking): Finding[] {
  if (!isAlwaysRefused(use, checking)) return [];
  return [
    {
      path,
      message: `unreachable: forbidden refuses ${useWords(use)}`,
      expected: 'a control that may be used here, or a forbidden with bounds that lets some of its uses through',
    },
  ];
}

function faultIds({ script }: ResolvedScenario): string[] {
  return script.flatMap(({ as, fault }) => (as !== undefined && fault ? [as] : []));
}
