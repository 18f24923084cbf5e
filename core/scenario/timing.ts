/** When things of a script may come at the earliest, as far as its file decides that. */
import { durationMs } from '../faults/quantities.ts';
import type { ResolvedInject, ResolvedScenario } from './schema.ts';
import type { AuthoredCondition, AuthoredFact } from './schema-condition.ts';
import type { ResolvedStep } from './schema-responder.ts';
import { soonestAlertMs } from './soonest-alert.ts';

/** After the live start; null of the drawer, infinite of what never comes. `asking`: injects that wait for the answer. */
export function earliestDueMs(inject: ResolvedInject, scenario: ResolvedScenario, asking: readonly ResolvedInject[] = []): number | null {
  if (inject.drawer) return null;
  if (asking.includes(inject)) return Number.POSITIVE_INFINITY;
  const afterMs = msOf(inject.after);
  if (!inject.when) return afterMs + msOf(inject.at);
  return afterMs + earliestMs(inject.when, scenario, [...asking, inject]);
}

/** Zero of what is not written. */
export function msOf(duration: string | undefined): number {
  return duration === undefined ? 0 : durationMs(duration);
}

/** How long a responder waits at the least, as far as the file says it. */
export function waitMs(wait: Extract<ResolvedStep, { wait: unknown }>['wait']): number {
  if ('after' in wait) return durationMs(wait.after);
  return 'recoveredFor' in wait ? durationMs(wait.recoveredFor) : 0;
}

/** When a condition may begin to hold. */
export function earliestMs(condition: AuthoredCondition, scenario: ResolvedScenario, asking: readonly ResolvedInject[] = []): number {
  return sinceFacts(condition, (fact) => earliestOfFact(fact, scenario, asking));
}

/** When a condition begins to hold, by when each of its facts does. */
export function sinceFacts(condition: AuthoredCondition, factMs: (fact: AuthoredFact) => number): number {
  if ('all' in condition) return Math.max(...condition.all.map((part) => sinceFacts(part, factMs)));
  if ('any' in condition) return Math.min(...condition.any.map((part) => sinceFacts(part, factMs)));
  return factMs(condition);
}

function earliestOfFact(fact: AuthoredFact, scenario: ResolvedScenario, asking: readonly ResolvedInject[]): number {
  if ('clock' in fact) return durationMs(fact.clock);
  // The pod may write an update before any page: it counts from that one as well.
  if ('noUpdateFor' in fact) return durationMs(fact.noUpdateFor);
  if ('alert' in fact) return earliestPageMs(scenario, asking);
  const id = 'fired' in fact ? fact.fired : 'ended' in fact ? fact.ended : undefined;
  const other = injectOf(id, scenario);
  // What people do may come at once; the drawer opens when the facilitator likes.
  if (!other) return 0;
  const firedMs = earliestDueMs(other, scenario, asking) ?? 0;
  return 'ended' in fact ? firedMs + lastsMs(other, scenario) : firedMs;
}

/** A page that is expected comes of what the script does to the system. Whichever SLO it is: what is bad may be bad at once. */
function earliestPageMs(scenario: ResolvedScenario, asking: readonly ResolvedInject[]): number {
  const causes = scenario.script.filter(({ fault, release, request }) => fault ?? release ?? request);
  const causedMs = Math.min(...causes.map((cause) => earliestDueMs(cause, scenario, asking) ?? 0));
  if (causedMs < durationMs(scenario.timebox)) return causedMs + soonestAlertMs('page');
  // A cause that waits for its own page never comes. One that comes too late, or is not there, is told where it stands.
  return causes.some((cause) => asking.includes(cause)) ? Number.POSITIVE_INFINITY : soonestAlertMs('page');
}

/** How long a fault lasts at the least: an owner may end it at once. */
function lastsMs({ as, for: lasts }: ResolvedInject, { truth }: ResolvedScenario): number {
  if (truth.owners.some(({ ends }) => ends === as)) return 0;
  return lasts === undefined ? Number.POSITIVE_INFINITY : durationMs(lasts);
}

export function injectOf(id: string | undefined, { script }: ResolvedScenario): ResolvedInject | undefined {
  return id === undefined ? undefined : script.find(({ as }) => as === id);
}

/** The longest the script itself can take for it; infinite of what hangs on people or may be left out. */
export function certainMs(fact: { fired: string } | { ended: string }, scenario: ResolvedScenario): number {
  const inject = injectOf('fired' in fact ? fact.fired : fact.ended, scenario);
  if (!inject || inject.drawer || inject.when || inject.unless) return Number.POSITIVE_INFINITY;
  const firedMs = earliestDueMs(inject, scenario) ?? Number.POSITIVE_INFINITY;
  if ('fired' in fact) return firedMs;
  return inject.for === undefined ? Number.POSITIVE_INFINITY : firedMs + durationMs(inject.for);
}
