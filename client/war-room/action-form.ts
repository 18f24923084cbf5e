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

export interface FormProblem {
  words: string;
  /** Nothing is wrong: something has still to be said. */
  isOpen: boolean;
}

/** Why this cannot be sent as it stands; null when it can. The server checks again. */
export function problemOf({ parameters }: Action, values: Values): FormProblem | null {
  for (const parameter of parameters) {
    const problem = problemWith(parameter, values[parameter.name]);
    if (problem !== null) return { ...problem, words: `${parameter.name}: ${problem.words}` };
  }
  return null;
}

/** At another target there are other sessions, positions and records: what was chosen of them is no choice any more. */
export function atTarget({ parameters }: Action, values: Values): Values {
  const chosen = parameters.filter(({ type }) => type === 'live').map(({ name }) => [name, ''] as const);
  return { ...values, ...Object.fromEntries(chosen) };
}

type Parameter = Action['parameters'][number];

function problemWith({ type, choices, ...bounds }: Parameter, value: string | number | undefined): FormProblem | null {
  switch (type) {
    case 'choice':
      return choices.includes(String(value)) ? null : { words: `choose one of ${choices.join(', ')}.`, isOpen: false };
    case 'live':
      return value === undefined || value === '' ? { words: 'choose one of those there are.', isOpen: true } : null;
    case 'text':
      return lengthProblem(bounds, String(value ?? '').trim().length);
    case 'number': {
      const words = outOfBounds(bounds, value);
      return words === null ? null : { words, isOpen: false };
    }
  }
}

function lengthProblem({ min, max }: Pick<Parameter, 'min' | 'max'>, length: number): FormProblem | null {
  if (length < (min ?? 0)) return { words: `at least ${min} characters; ${(min ?? 0) - length} more.`, isOpen: true };
  return max !== null && length > max ? { words: `at most ${max} characters.`, isOpen: false } : null;
}

/** Share of the lead time that has gone, 0 to 1. */
export function progressOf({ requestedAtMs, landsAtMs }: { requestedAtMs: number; landsAtMs: number }, nowMs: number): number {
  if (landsAtMs <= requestedAtMs) return 1;
  return Math.min(1, Math.max(0, (nowMs - requestedAtMs) / (landsAtMs - requestedAtMs)));
}

/** `starts in 3 s`; once its lead time is over, what it waits for and for how long: `paged, no answer yet, 12 s`. */
export function runningWords(
  { state, detail, landsAtMs }: Pick<DrillView['controls'][number], 'state' | 'detail' | 'landsAtMs'>,
  nowMs: number,
): string {
  const seconds = (ms: number): string => `${Math.max(0, Math.round(ms / 1000))} s`;
  return state === 'requested' ? `starts in ${seconds(landsAtMs - nowMs)}` : `${detail}, ${seconds(nowMs - landsAtMs)}`;
}
