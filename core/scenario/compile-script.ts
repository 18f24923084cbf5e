/** Background and injects of a resolved scenario, in the plan's terms. */
import { compileFault } from '../faults/index.ts';
import { durationMs } from '../faults/quantities.ts';
import { type StandingOperation, standingSchema } from '../sandbox/operations.ts';
import { compileRequest } from './compile-request.ts';
import { compileCondition } from './condition.ts';
import type { PlannedChange, ScriptBody, ScriptItem } from './plan.ts';
import type { ResolvedBackground, ResolvedInject, ResolvedScenario } from './schema.ts';

/** A change before the drill; a release, and a change that holds, carries the operation that makes it so. */
export function compileBackground(item: ResolvedBackground): PlannedChange {
  const atMs = durationMs(item.at);
  if (item.release) return { atMs, ...compileRelease(item.release) };
  if (!item.change) throw new Error('a background item is one change or one release; parseScenario refuses others');
  return item.settings ? { atMs, ...item.change, operation: together(item.settings.map(compileFault)) } : { atMs, ...item.change };
}

/** What can be undone only as a whole is one operation. */
function together(operations: StandingOperation[]): StandingOperation {
  const [first] = operations;
  if (operations.length === 1 && first) return first;
  return standingSchema.parse({ kind: 'together', operations });
}

/** One inject; those without an id of their own are named by their place. */
export function compileInject(inject: ResolvedInject, index: number, scenario: ResolvedScenario): ScriptItem {
  const id = inject.as ?? `i${index + 1}`;
  const unless = inject.unless === undefined ? {} : { unless: compileCondition(inject.unless) };
  return { id, drawer: inject.drawer === true, due: compileDue(inject), ...unless, ...compileBody(inject, id, scenario) };
}

function compileDue(inject: ResolvedInject): ScriptItem['due'] {
  const delayMs = inject.after === undefined ? 0 : durationMs(inject.after);
  if (inject.when) return { when: compileCondition(inject.when), delayMs };
  return { atMs: (inject.at === undefined ? 0 : durationMs(inject.at)) + delayMs };
}

function compileBody(inject: ResolvedInject, id: string, scenario: ResolvedScenario): ScriptBody {
  if (inject.fault) {
    return {
      kind: 'fault',
      operation: compileFault(inject.fault),
      // Labels may be logged and shown: they say nothing about the fault.
      label: `inject ${id}`,
      primary: scenario.expect.witness !== 'none' && scenario.truth.trigger.since === id,
      endsAfterMs: inject.for === undefined ? null : durationMs(inject.for),
      change: inject.change ?? null,
    };
  }
  if (inject.change) return { kind: 'change', change: inject.change };
  if (inject.release) return { kind: 'change', change: compileRelease(inject.release) };
  if (inject.request) return { kind: 'request', request: compileRequest(inject.request) };
  return compileMessage(inject);
}

/** What people, customers or the status page say. */
export function compileMessage(inject: Pick<ResolvedInject, 'npc' | 'ticket' | 'statusPage'>): ScriptBody & { kind: 'message' } {
  if (inject.npc) return { kind: 'message', channel: 'incident', ...inject.npc };
  if (inject.ticket) return { kind: 'message', channel: 'ticket', ...inject.ticket };
  if (inject.statusPage) return { kind: 'message', channel: 'statusPage', ...inject.statusPage };
  throw new Error('an inject does one thing; parseScenario refuses others');
}

function compileRelease({ service, version, canary, summary, by }: NonNullable<ResolvedInject['release']>): Omit<PlannedChange, 'atMs'> {
  const words = canary === undefined ? 'rolled out' : `on a canary with ${Math.round(canary * 100)} % of calls`;
  return {
    kind: 'deploy',
    target: service,
    summary: summary ?? `${service} ${version} ${words}`,
    by,
    operation: canary === undefined ? { kind: 'version', service, version } : { kind: 'canary', service, version, weight: canary },
  };
}
