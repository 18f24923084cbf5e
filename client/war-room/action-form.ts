import type { DrillView } from '../../core/protocol/drill-view.ts';
import { callerOf } from '../state/signal-ref.ts';
import { outOfBounds } from './bounds.ts';

export type Action = DrillView['actions'][number];
export type Values = Record<string, string | number>;

/** What the form starts with. */
export function defaultsOf({ parameters }: Action): Values {
  return Object.fromEntries(parameters.map(({ name, default: value }) => [name, value]));
}

/** What is looked at, where the action can be taken on it or on its caller; else the first. */
export function targetOf({ targets }: Pick<Action, 'targets'>, component: string | null): string {
  const wanted = component === null ? [] : [component, callerOf(component)];
  return wanted.find((each) => targets.includes(each)) ?? targets[0] ?? '';
}

/** Why this cannot be sent as it stands; null when it can. The server checks again. */
export function problemOf({ parameters }: Action, values: Values): string | null {
  for (const parameter of parameters) {
    const problem = problemWith(parameter, values[parameter.name]);
    if (problem !== null) return `${parameter.name}: ${problem}`;
  }
  return null;
}

function problemWith({ type, choices, ...bounds }: Action['parameters'][number], value: string | number | undefined): string | null {
  if (type === 'choice') return choices.includes(String(value)) ? null : `choose one of ${choices.join(', ')}.`;
  return outOfBounds(bounds, value);
}

/** Share of the lead time that has gone, 0 to 1. */
export function progressOf({ requestedAtMs, landsAtMs }: { requestedAtMs: number; landsAtMs: number }, nowMs: number): number {
  if (landsAtMs <= requestedAtMs) return 1;
  return Math.min(1, Math.max(0, (nowMs - requestedAtMs) / (landsAtMs - requestedAtMs)));
}
