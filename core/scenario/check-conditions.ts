/** Checks of `when` and `unless`: everything they name exists, and what an inject waits for can come true in time. */
import { durationMs } from '../faults/quantities.ts';
import { checkControlTarget, unknownControl } from './check-truth.ts';
import type { Checking } from './checking.ts';
import { unknownName } from './names.ts';
import type { Finding } from './problem.ts';
import type { ResolvedInject, ResolvedScenario } from './schema.ts';
import type { AuthoredCondition, AuthoredFact } from './schema-condition.ts';

type Path = Finding['path'];

export function checkConditions(inject: ResolvedInject, path: Path, checking: Checking): Finding[] {
  return [...checkCondition(inject.when, [...path, 'when'], checking), ...checkCondition(inject.unless, [...path, 'unless'], checking)];
}

/** Names of a condition. One that only an unexpected page would bring about counts as unreachable. */
export function checkCondition(condition: AuthoredCondition | undefined, path: Path, checking: Checking): Finding[] {
  if (condition === undefined) return [];
  return writtenFacts(condition, path).flatMap(({ fact, path: at }) => checkFact(fact, at, checking));
}

/** An inject that waits for what cannot come in time, or for itself. */
export function checkReach(inject: ResolvedInject, path: Path, scenario: ResolvedScenario): Finding[] {
  if (inject.drawer) return [];
  const earliestMs = earliestDueMs(inject, scenario, []);
  const { timebox } = scenario;
  if (earliestMs === null || earliestMs < durationMs(timebox)) return [];
  const key = inject.when ? 'when' : 'at';
  if (earliestMs === Number.POSITIVE_INFINITY) {
    const message = 'this inject never happens: what it waits for waits for it, or for something that never ends';
    return [
      {
        path: [...path, key],
        message,
        expected: 'a condition that can come true: another inject, a fault with for: or an owner who ends it',
      },
    ];
  }
  const message = `this inject never happens: it is due after the time box of ${timebox}`;
  return [{ path: [...path, key], message, expected: `less than ${timebox}` }];
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
  if ('paged' in fact) return unknownName([...path, 'paged'], { kind: 'owner', name: fact.paged, names: checking.names.owners });
  if ('control' in fact) {
    if (fact.target !== undefined) return checkControlTarget(fact.control, fact.target, { path, checking });
    return unknownControl(fact.control, path, checking);
  }
  if ('fired' in fact) return unknownName([...path, 'fired'], { kind: 'inject', name: fact.fired, names: ids });
  if ('ended' in fact) return unknownName([...path, 'ended'], { kind: 'fault', name: fact.ended, names: faultIds(checking.scenario) });
  return [];
}

function faultIds({ script }: ResolvedScenario): string[] {
  return script.flatMap(({ as, fault }) => (as !== undefined && fault ? [as] : []));
}

/** The earliest time after the live start, as far as the script decides it; null of the drawer. `asking`: injects that wait for the answer. */
function earliestDueMs(inject: ResolvedInject, scenario: ResolvedScenario, asking: readonly ResolvedInject[]): number | null {
  if (inject.drawer) return null;
  if (asking.includes(inject)) return Number.POSITIVE_INFINITY;
  const afterMs = inject.after === undefined ? 0 : durationMs(inject.after);
  if (!inject.when) return afterMs + (inject.at === undefined ? 0 : durationMs(inject.at));
  return afterMs + earliestMs(inject.when, scenario, [...asking, inject]);
}

function earliestMs(condition: AuthoredCondition, scenario: ResolvedScenario, asking: readonly ResolvedInject[]): number {
  if ('all' in condition) return Math.max(...condition.all.map((part) => earliestMs(part, scenario, asking)));
  if ('any' in condition) return Math.min(...condition.any.map((part) => earliestMs(part, scenario, asking)));
  if ('clock' in condition) return durationMs(condition.clock);
  if ('noUpdateFor' in condition) return durationMs(condition.noUpdateFor);
  const id = 'fired' in condition ? condition.fired : 'ended' in condition ? condition.ended : null;
  const other = scenario.script.find(({ as }) => as !== undefined && as === id);
  // What people do may come at once; the drawer opens when the facilitator likes.
  if (!other) return 0;
  const firedMs = earliestDueMs(other, scenario, asking) ?? 0;
  return 'ended' in condition ? firedMs + lastsMs(other, scenario) : firedMs;
}

function lastsMs({ as, for: lasts }: ResolvedInject, { truth }: ResolvedScenario): number {
  if (truth.owners.some(({ ends }) => ends === as)) return 0;
  return lasts === undefined ? Number.POSITIVE_INFINITY : durationMs(lasts);
}
