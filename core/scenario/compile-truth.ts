/** The sealed part and the scripted responders of a resolved scenario, in the plan's terms. */
import { durationMs } from '../faults/quantities.ts';
import type { Stack } from '../stack/schema.ts';
import type { ControlMatch } from './control-match.ts';
import { ownerWithoutPart } from './owner-part.ts';
import type { ForbiddenAct, ResponderStep, Truth } from './plan.ts';
import type { ResolvedScenario } from './schema.ts';
import type { ResolvedStep } from './schema-responder.ts';

type ResolvedTruth = ResolvedScenario['truth'];

/** Every owner of the stack answers; those the scenario does not name find nothing. */
export function compileTruth(truth: ResolvedTruth, stack: Stack): Truth {
  const { trigger } = truth;
  return {
    trigger: {
      component: trigger.component,
      mechanism: trigger.mechanism,
      since: trigger.since ?? '',
      why: trigger.why,
      owner: trigger.owner,
    },
    conditions: truth.conditions,
    detectionGap: truth.detectionGap,
    propagation: truth.propagation,
    accepted: truth.accepted.map(compileMatch),
    partial: truth.partial.map(compileMatch),
    harmful: truth.harmful.map(compileMatch),
    decoys: truth.decoys,
    owners: Object.keys(stack.owners).map((owner) => {
      const named = truth.owners.find((reply) => reply.owner === owner);
      if (!named) return ownerWithoutPart(owner);
      return { owner, reply: named.reply, endsFault: named.ends ?? null, afterMs: durationMs(named.after) };
    }),
  };
}

export function compileForbidden({ forbidden }: ResolvedScenario): ForbiddenAct[] {
  return forbidden.map(({ says, ...match }) => ({ ...compileMatch(match), says: says ?? null }));
}

export function compileMatch({
  control,
  target,
  parameters,
  startsWith,
  atLeast,
  atMost,
}: ResolvedTruth['accepted'][number]): ControlMatch {
  return {
    control,
    ...(target === undefined ? {} : { target }),
    ...(parameters === undefined ? {} : { parameters }),
    ...(startsWith === undefined ? {} : { startsWith }),
    ...(atLeast === undefined ? {} : { atLeast }),
    ...(atMost === undefined ? {} : { atMost }),
  };
}

export function compileResponders({ responders, truth }: ResolvedScenario): Record<string, ResponderStep[]> {
  // Whoever knows what it was hands what is left on to whom it belongs.
  const handTo = (name: string): string => (name === 'expert' && truth.trigger.owner !== 'none' ? truth.trigger.owner : '');
  return Object.fromEntries(
    Object.entries(responders).map(([name, steps]) => [name, steps.map((step) => compileStep(step, handTo(name)))]),
  );
}

function compileStep(step: ResolvedStep, handTo: string): ResponderStep {
  if ('do' in step && step.do === 'resolve') {
    const leftOn = step.leftOn ?? handTo;
    return { do: 'resolve', summary: step.summary, ...(leftOn === '' ? {} : { leftOn }) };
  }
  if (!('wait' in step)) return step;
  if ('request' in step.wait) return { wait: { request: step.wait.request } };
  if ('alert' in step.wait) return { wait: { alert: step.wait.alert } };
  if ('goal' in step.wait) return { wait: { goal: step.wait.goal } };
  if ('after' in step.wait) return { wait: { afterMs: durationMs(step.wait.after) } };
  return { wait: { recoveredForMs: durationMs(step.wait.recoveredFor) } };
}
