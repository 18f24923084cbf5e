/** Checks of what presses on a pod: escalations, noise, and that the pressure does not die down while users suffer. */
import { durationMs } from '../faults/quantities.ts';
import { checkCondition } from './check-conditions.ts';
import type { Checking } from './checking.ts';
import type { Finding } from './problem.ts';
import type { ResolvedInject, ResolvedScenario } from './schema.ts';
import type { AuthoredCondition } from './schema-condition.ts';

/** For so long after the page somebody must speak up again before this much has passed. */
const arcMs = 240_000;
const longestSilenceMs = 210_000;

export function checkPressure(checking: Checking): Finding[] {
  return [...checkEscalations(checking), ...checkNoise(checking), ...checkArc(checking)];
}

function checkEscalations(checking: Checking): Finding[] {
  return checking.scenario.escalation.flatMap(({ when, until, steps }, chain) => [
    ...checkCondition(when, ['escalation', chain, 'when'], checking),
    ...checkCondition(until, ['escalation', chain, 'until'], checking),
    ...steps.flatMap(({ npc, ticket, statusPage }, index) => {
      const said = [npc, ticket, statusPage].filter((message) => message !== undefined).length;
      if (said === 1) return [];
      const message = `a step of an escalation says one thing, this one says ${said}`;
      return [{ path: ['escalation', chain, 'steps', index], message, expected: 'one of npc, ticket, statusPage' }];
    }),
  ]);
}

function checkNoise({ scenario, stack }: Checking): Finding[] {
  return (['tickets', 'changes'] as const).flatMap((kind) => {
    const there = stack.noise[kind].length;
    if (scenario.noise[kind] <= there) return [];
    return [
      {
        path: ['noise', kind],
        message: `the stack has ${there} ${kind} for noise`,
        expected: `at most ${there}, or more of them in stack.yaml`,
      },
    ];
  });
}

/** A flat arc: after the page nobody asks again for minutes, as if it mattered to nobody. */
function checkArc({ scenario }: Checking): Finding[] {
  const pageMs = pageAtMs(scenario);
  const times = pressureTimes(scenario, pageMs)
    .filter((atMs) => atMs >= pageMs && atMs < pageMs + arcMs)
    .sort((a, b) => a - b);
  const marks = [pageMs, ...times, pageMs + arcMs];
  const gap = marks.slice(1).findIndex((atMs, index) => atMs - (marks[index] ?? 0) > longestSilenceMs);
  if (gap < 0) return [];
  const sinceS = Math.round(((marks[gap] ?? 0) - pageMs) / 1000);
  return [
    {
      path: ['script'],
      message: `a flat arc: from ${sinceS} s after the page on nobody says anything for more than ${longestSilenceMs / 1000} s`,
      expected: 'an npc, ticket, statusPage or escalation step in between',
    },
  ];
}

/** When the first page is expected at the latest; the live start where none is. */
function pageAtMs({ script, truth, expect }: ResolvedScenario): number {
  const withinMs = expect.alerts.filter(({ severity }) => severity === 'page').map(({ within }) => durationMs(within));
  if (withinMs.length === 0) return 0;
  const trigger = script.find(({ as }) => as !== undefined && as === truth.trigger.since);
  return (trigger ? (dueMs(trigger, 0) ?? 0) : 0) + Math.min(...withinMs);
}

function pressureTimes({ script, escalation }: ResolvedScenario, pageMs: number): number[] {
  const injects = script.filter(({ npc, ticket, statusPage }) => npc ?? ticket ?? statusPage).map((inject) => dueMs(inject, pageMs));
  const steps = escalation.flatMap(({ when, steps: list }) => {
    let atMs = sinceMs(when, pageMs);
    return list.map(({ after }) => {
      atMs += durationMs(after);
      return atMs;
    });
  });
  return [...injects, ...steps].filter((atMs) => atMs !== null);
}

function dueMs({ at, when, after, drawer }: ResolvedInject, pageMs: number): number | null {
  if (drawer) return null;
  const startMs = when ? sinceMs(when, pageMs) : at === undefined ? 0 : durationMs(at);
  return startMs + (after === undefined ? 0 : durationMs(after));
}

/** Everything but time is taken to come with the page. */
function sinceMs(condition: AuthoredCondition, pageMs: number): number {
  if ('all' in condition) return Math.max(...condition.all.map((part) => sinceMs(part, pageMs)));
  if ('any' in condition) return Math.min(...condition.any.map((part) => sinceMs(part, pageMs)));
  if ('clock' in condition) return durationMs(condition.clock);
  return 'noUpdateFor' in condition ? pageMs + durationMs(condition.noUpdateFor) : pageMs;
}
