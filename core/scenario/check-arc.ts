/** Check that the pressure does not die down while users suffer. */
import { durationMs } from '../faults/quantities.ts';
import { stepTimesMs } from './check-conditions.ts';
import type { Checking } from './checking.ts';
import type { Finding } from './problem.ts';
import type { ResolvedInject, ResolvedScenario } from './schema.ts';
import type { AuthoredCondition, AuthoredFact } from './schema-condition.ts';
import { injectOf, msOf, sinceFacts } from './timing.ts';

/** For so long after the page somebody must speak up again before this much has passed. */
const arcMs = 240_000;
const longestSilenceMs = 210_000;

const never = Number.POSITIVE_INFINITY;

/** A flat arc: after the page nobody asks again for minutes, as if it mattered to nobody. The message is the same for every seed. */
export function checkArc({ scenario }: Checking): Finding[] {
  const pageMs = pageAtMs(scenario);
  const times = voiceTimes(scenario, pageMs)
    .filter((atMs) => atMs >= pageMs && atMs < pageMs + arcMs)
    .sort((a, b) => a - b);
  const marks = [pageMs, ...times, pageMs + arcMs];
  const gap = marks.slice(1).findIndex((atMs, index) => atMs - (marks[index] ?? 0) > longestSilenceMs);
  if (gap < 0) return [];
  const sinceS = Math.round(((marks[gap] ?? 0) - pageMs) / 1000);
  const untilS = longestSilenceMs / 1000;
  return [
    {
      path: ['script'],
      message: `a flat arc: within ${arcMs / 1000} s after the page nobody says anything for more than ${untilS} s, if the pod does nothing`,
      expected: `an npc, ticket, statusPage or escalation step that comes by itself between ${sinceS} and ${sinceS + untilS} s after the page`,
    },
  ];
}

/** When the first page is expected at the latest; the live start where none is. */
function pageAtMs(scenario: ResolvedScenario): number {
  const { truth, expect } = scenario;
  const withinMs = expect.alerts.filter(({ severity }) => severity === 'page').map(({ within }) => durationMs(within));
  if (withinMs.length === 0) return 0;
  const trigger = injectOf(truth.trigger.since, scenario);
  // No page comes before it.
  const triggerMs = trigger ? dueMs(trigger, { scenario, pageMs: never, asking: [] }) : 0;
  return (triggerMs === never ? 0 : triggerMs) + Math.min(...withinMs);
}

interface Reading {
  scenario: ResolvedScenario;
  pageMs: number;
  /** Injects that wait for the answer. */
  asking: readonly ResolvedInject[];
}

/** When somebody speaks up to a pod that does nothing; infinite of who never does. */
function voiceTimes(scenario: ResolvedScenario, pageMs: number): number[] {
  const reading = { scenario, pageMs, asking: [] };
  const injects = scenario.script
    .filter(({ npc, ticket, statusPage }) => npc ?? ticket ?? statusPage)
    .map((inject) => dueMs(inject, reading));
  const steps = scenario.escalation.flatMap((chain) => {
    const overMs = sinceMs(chain.until, reading);
    return stepTimesMs(chain, sinceMs(chain.when, reading)).filter((atMs) => atMs < overMs);
  });
  return [...injects, ...steps];
}

/** When it happens to a pod that does nothing; infinite of what is left out then. */
function dueMs(inject: ResolvedInject, reading: Reading): number {
  const { at, when, unless, after, drawer } = inject;
  if (drawer || reading.asking.includes(inject)) return never;
  const within = { ...reading, asking: [...reading.asking, inject] };
  const atMs = (when ? sinceMs(when, within) : msOf(at)) + msOf(after);
  return unless && sinceMs(unless, within) <= atMs ? never : atMs;
}

/** When a condition begins to hold if the pod does nothing. */
function sinceMs(condition: AuthoredCondition, reading: Reading): number {
  return sinceFacts(condition, (fact) => factSinceMs(fact, reading));
}

function factSinceMs(fact: AuthoredFact, reading: Reading): number {
  if ('clock' in fact) return durationMs(fact.clock);
  if ('alert' in fact) return reading.pageMs;
  if ('noUpdateFor' in fact) return reading.pageMs + durationMs(fact.noUpdateFor);
  if (!('fired' in fact || 'ended' in fact)) return never;
  const inject = injectOf('fired' in fact ? fact.fired : fact.ended, reading.scenario);
  if (!inject) return never;
  const lastsMs = 'fired' in fact ? 0 : inject.for === undefined ? never : durationMs(inject.for);
  return dueMs(inject, reading) + lastsMs;
}
