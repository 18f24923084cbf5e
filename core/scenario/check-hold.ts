/** Checks that the hold can come true: it is some time, and the expert has that time left. */
import { durationMs } from '../faults/quantities.ts';
import type { Checking } from './checking.ts';
import type { Finding } from './problem.ts';
import type { ResolvedScenario } from './schema.ts';
import type { ResolvedStep } from './schema-responder.ts';
import { sloNamed, soonestAlertMs } from './soonest-alert.ts';
import { earliestDueMs, injectOf, waitMs } from './timing.ts';

type Wait = Extract<ResolvedStep, { wait: unknown }>['wait'];
type Reading = Pick<Checking, 'scenario' | 'slos'>;

export function checkHold({ scenario, slos }: Reading): Finding[] {
  const { oracle, timebox } = scenario;
  const path = ['oracle', 'hold'];
  if (durationMs(oracle.hold) === 0) {
    return [{ path, message: `a hold of ${oracle.hold} proves nothing`, expected: 'how long users have to stay well: 60s' }];
  }
  if (durationMs(oracle.hold) < durationMs(timebox)) return checkExpertTime({ scenario, slos });
  const message = `users cannot stay well for ${oracle.hold} within the time box of ${timebox}`;
  return [{ path, message, expected: `less than ${timebox}, and than what is left of it after fault and page` }];
}

/** However soon the page comes, the expert has to be through in the time box, and users well for the whole hold. */
function checkExpertTime(reading: Reading): Finding[] {
  const { responders, oracle, timebox } = reading.scenario;
  const steps = responders['expert'] ?? [];
  const resolveAt = steps.findLastIndex((step) => 'do' in step && step.do === 'resolve');
  const waits = steps.slice(0, resolveAt + 1).map((step) => ('wait' in step ? step.wait : { after: '0s' }));
  const lateAt = timesMs(waits, reading).findIndex((atMs) => atMs + durationMs(oracle.hold) > durationMs(timebox));
  const waitedMs = waits.slice(0, lateAt + 1).reduce((sumMs, wait) => sumMs + waitMs(wait), 0);
  // Waits that are too long by themselves are told of every responder.
  if (lateAt < 0 || waitedMs >= durationMs(timebox)) return [];
  const message = `the expert has no time left: fault, page, waits up to here and the hold of ${oracle.hold} exceed the time box of ${timebox}`;
  return [
    { path: ['responders', 'expert', lateAt], message, expected: 'shorter waits, a shorter hold, an earlier fault or a longer timebox' },
  ];
}

/** When each step is done at the soonest, as far as its waits decide that. */
function timesMs(waits: readonly Wait[], reading: Reading): number[] {
  const trigger = injectOf(reading.scenario.truth.trigger.since, reading.scenario);
  const faultMs = inTime(trigger ? earliestDueMs(trigger, reading.scenario) : 0, reading.scenario);
  let atMs = faultMs;
  return waits.map((wait) => {
    atMs = Math.max(atMs + waitMs(wait), comesAtMs(wait, { ...reading, faultMs }));
    return atMs;
  });
}

/** Zero of what never comes in time: that is told where it stands. */
function inTime(atMs: number | null, { timebox }: ResolvedScenario): number {
  return atMs === null || atMs >= durationMs(timebox) ? 0 : atMs;
}

/** When what is waited for may have come, after the live start. */
function comesAtMs(wait: Wait, { scenario, slos, faultMs }: Reading & { faultMs: number }): number {
  if ('alert' in wait) {
    const pages = scenario.expect.alerts.filter(({ severity, slo }) => severity === 'page' && ['any', slo].includes(wait.alert));
    const soonestMs = Math.min(...pages.map(({ slo }) => soonestAlertMs('page', sloNamed(slo, slos))));
    return pages.length === 0 ? 0 : inTime(faultMs + soonestMs, scenario);
  }
  const request = 'request' in wait ? injectOf(wait.request, scenario) : undefined;
  return request ? inTime(earliestDueMs(request, scenario), scenario) : 0;
}
