/** Checks that a shift can be played as it stands, and that nothing a player reads tells what is coming. */
import { durationMs } from '../faults/quantities.ts';
import { unknownName } from '../scenario/names.ts';
import type { Plan } from '../scenario/plan.ts';
import { didYouMean, type Finding } from '../scenario/problem.ts';
import { wordsOf } from '../scenario/retold.ts';
import { lengthMs } from './plan.ts';
import type { AuthoredShift } from './schema.ts';

const longestMs = 30 * 60_000;
const mostIncidents = 3;

/** What a shift may refer to. */
export interface ShiftNames {
  stack: string;
  slos: readonly string[];
  scenarios: readonly string[];
  /** A scenario under a few seeds, since they decide when something comes; none of one that is not there. */
  plansOf(scenarioId: string): readonly Plan[];
}

interface Checking extends Omit<ShiftNames, 'plansOf'> {
  shift: AuthoredShift;
  plans: ReadonlyMap<string, readonly Plan[]>;
}

type Watch = AuthoredShift['watches'][number];

export function checkShift(shift: AuthoredShift, { plansOf, ...names }: ShiftNames): Finding[] {
  const checking = { shift, ...names, plans: new Map(shift.watches.map(({ scenario }) => [scenario, plansOf(scenario)])) };
  return [
    ...checkNames(checking),
    ...checkLength(shift),
    ...checkIncidents(checking),
    ...shift.watches.flatMap((watch, index) => checkWatch(watch, index, checking)),
    ...checkLeaks(checking),
  ];
}

function checkNames({ shift, stack, slos }: Checking): Finding[] {
  const wrongStack =
    shift.stack === stack ? [] : [{ path: ['stack'], message: `unknown stack ${shift.stack}`, expected: `stack: ${stack}` }];
  const budgets = Object.keys(shift.openingBudgets);
  return [...wrongStack, ...budgets.flatMap((name) => unknownName(['openingBudgets', name], { kind: 'SLO', name, names: [...slos] }))];
}

function checkLength({ watches }: AuthoredShift): Finding[] {
  const ms = lengthMs({ watches: watches.map((watch) => ({ scenarioId: watch.scenario, timeboxMs: durationMs(watch.for) })) });
  if (ms <= longestMs) return [];
  const minutes = Math.ceil(ms / 60_000);
  return [{ path: ['watches'], message: `the watches take ${minutes} minutes together`, expected: 'at most 30m in all' }];
}

const isIncident = (plans: readonly Plan[] | undefined): boolean => plans?.[0]?.expect.witness === 'felt';

function checkIncidents({ shift, plans }: Checking): Finding[] {
  const incidents = shift.watches.flatMap(({ scenario }, index) => (isIncident(plans.get(scenario)) ? [index] : []));
  const tooMany = incidents[mostIncidents];
  if (tooMany === undefined) return [];
  return [
    {
      path: ['watches', tooMany, 'scenario'],
      message: `this is incident number ${incidents.length} of the shift`,
      expected: 'none to three incidents; others are quiet',
    },
  ];
}

function checkWatch(watch: Watch, index: number, { shift, plans, scenarios }: Checking): Finding[] {
  const path = ['watches', index, 'scenario'];
  const found = plans.get(watch.scenario) ?? [];
  if (found.length === 0) return unknownScenario(path, watch.scenario, scenarios);
  const isAgain = shift.watches.findIndex(({ scenario }) => scenario === watch.scenario) < index;
  if (isAgain)
    return [{ path, message: `${watch.scenario} is played before in this shift`, expected: 'another scenario: its truth is known' }];
  return found
    .slice(0, 1)
    .flatMap(checkScenario(path, watch.scenario))
    .concat(checkTime(watch, index, found));
}

function unknownScenario(path: Finding['path'], scenario: string, scenarios: readonly string[]): Finding[] {
  const message = `unknown scenario ${scenario}${didYouMean(scenario, scenarios)}`;
  return [{ path, message, expected: 'the id of a file in scenarios/ that has no problem' }];
}

/** What a scenario would bring along that a shift decides itself. */
function checkScenario(path: Finding['path'], scenario: string): (plan: Plan) => Finding[] {
  return ({ goal, slos }) => {
    if (goal) return [{ path, message: `${scenario} is an optimisation drill`, expected: 'an incident or a quiet scenario' }];
    const opens = slos.some(({ openingBudget }) => openingBudget !== undefined);
    const expected = 'a scenario without openingBudgets: in a shift they are what the watch before has left';
    return opens ? [{ path, message: `${scenario} sets its own error budget`, expected }] : [];
  };
}

/** Whatever comes by the clock must have come, and a resolve after it must have had its time to hold. */
function checkTime(watch: Watch, index: number, plans: readonly Plan[]): Finding[] {
  const path = ['watches', index, 'for'];
  const ms = durationMs(watch.for);
  const needs = Math.max(...plans.map(shortestMs));
  const own = plans[0]?.timeboxMs ?? 0;
  if (ms > own) return [{ path, message: `${watch.scenario} ends after ${seconds(own)}`, expected: `at most ${seconds(own)}` }];
  if (ms >= needs) return [];
  return [{ path, message: `${watch.scenario} has no time to be felt and mended`, expected: `at least ${seconds(needs)}` }];
}

/** From the page to a resolve nobody is faster than this. */
const mendingMs = 90_000;

function shortestMs({ script, expect, oracle }: Plan): number {
  const weighty = script.filter(({ kind, drawer }) => !drawer && (kind === 'fault' || kind === 'request'));
  const lastMs = Math.max(0, ...weighty.map(({ due }) => ('atMs' in due ? due.atMs : 0)));
  return lastMs + expect.withinMs + mendingMs + oracle.holdMs;
}

const seconds = (ms: number): string => `${Math.ceil(ms / 1000)}s`;

/** Title, briefing and id are read before the shift, and while it goes on. */
function checkLeaks({ shift, plans }: Checking): Finding[] {
  const telling = new Set(shift.watches.flatMap(({ scenario }) => (plans.get(scenario) ?? []).flatMap(tellingWords)));
  return (['id', 'title', 'briefing'] as const).flatMap((field) => {
    const leaked = wordsOf(shift[field]).find((word) => telling.has(word));
    if (leaked === undefined) return [];
    const message = `${field} tells what is coming: "${leaked}" is of the truth of one of its scenarios`;
    return [{ path: [field], message, expected: 'words that say nothing about any cause' }];
  });
}

/** As for a scenario: short words of a component are telling, those of a mechanism (with, from) are not. */
function tellingWords({ truth: { trigger } }: Plan): string[] {
  const component = wordsOf(trigger.component).filter((word) => word.length > 2 && word !== 'none');
  return [...component, ...wordsOf(trigger.mechanism).filter((word) => word.length > 4)];
}
