/** Building and checking the parameters of controls. */

import type { ControlParameters } from '../drill/events.ts';
import { readSession } from '../sandbox/live.ts';
import type { ControlMatch } from '../scenario/control-match.ts';
import type { ControlDefinition, ControlParameter, LiveParameter, ParameterSpec } from './control.ts';

/** A number with its unit and bounds; `integer` when only whole ones make sense. */
export function numberParameter(
  name: string,
  spec: { unit: string; min: number; max: number; default: number; integer?: true },
): ParameterSpec {
  return { name, type: 'number', choices: [], ...spec };
}

/** One of a few words. */
export function choiceParameter(name: string, choices: string[], fallback: string): ParameterSpec {
  return { name, type: 'choice', unit: '', min: null, max: null, choices, default: fallback };
}

/** One of what the running system shows; has no default. */
export function liveParameter(name: string, live: LiveParameter['live']): LiveParameter {
  return { name, type: 'live', live, unit: '', min: null, max: null, choices: [], default: '' };
}

/** In the responder's own words, so many characters long; has no default. */
export function textParameter(name: string, length: { min: number; max: number }): ParameterSpec {
  return { name, type: 'text', unit: '', ...length, choices: [], default: '' };
}

/** A choice whose words are the stack's. */
export function stackParameter(name: string): ParameterSpec {
  return choiceParameter(name, [], '');
}

/** Choices of a control as a stack offers them. */
export interface Offer {
  choices?: Record<string, string[]> | undefined;
}

/** The parameters with the stack's own choices filled in. */
export function offeredParameters({ parameters }: Pick<ControlDefinition, 'parameters'>, { choices = {} }: Offer): ControlParameter[] {
  return parameters.map((spec) => {
    const own = choices[spec.name];
    return spec.type === 'choice' && own ? { ...spec, choices: own, default: own[0] ?? '' } : spec;
  });
}

/** As it stands in a command line; `<name>` while it has not been chosen. */
export function shownOf(parameters: ControlParameters, name: string): string {
  const value = parameters[name];
  return value === undefined || value === '' ? `<${name}>` : String(value);
}

/** Reads a number parameter that was checked before. @throws Error when it was not: a bug of the caller. */
export function numberOf(parameters: ControlParameters, name: string): number {
  const value = parameters[name];
  if (typeof value !== 'number') throw new Error(`parameter ${name} was not checked: ${String(value)}`);
  return value;
}

/** Reads a choice, live choice or text that was checked before. @throws Error when it was not: a bug of the caller. */
export function choiceOf(parameters: ControlParameters, name: string): string {
  const value = parameters[name];
  if (typeof value !== 'string') throw new Error(`parameter ${name} was not checked: ${String(value)}`);
  return value;
}

/** Reads the database session that was chosen and checked before. @throws Error when it was not: a bug of the caller. */
export function sessionOf(parameters: ControlParameters): NonNullable<ReturnType<typeof readSession>> {
  const session = readSession(choiceOf(parameters, 'session'));
  if (!session) throw new Error('the session was not checked');
  return session;
}

export type CheckedParameters = { ok: true; parameters: ControlParameters } | { ok: false; detail: string };

/** Fills in defaults; refuses unknown names, wrong types and values out of bounds. `detail` says what is expected. */
export function checkParameters(
  definition: Pick<ControlDefinition, 'control' | 'parameters'>,
  parameters: ControlParameters,
  offer: Offer = {},
): CheckedParameters {
  const specs = offeredParameters(definition, offer);
  const known = specs.map(({ name }) => name);
  const unknown = Object.keys(parameters).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const names = known.length === 0 ? 'it takes none' : `it takes ${known.join(', ')}`;
    return { ok: false, detail: `${definition.control} has no parameter "${unknown}"; ${names}` };
  }
  const checked: ControlParameters = {};
  for (const spec of specs) {
    const value = parameters[spec.name] ?? spec.default;
    if (!fits(spec, value)) return { ok: false, detail: `${spec.name} must be ${expectationOf(spec)}, got ${JSON.stringify(value)}` };
    checked[spec.name] = value;
  }
  return { ok: true, parameters: checked };
}

function fits(spec: ControlParameter, value: string | number | boolean): value is string | number {
  if (spec.type === 'number') return typeof value === 'number' && isNumberOf(spec, value);
  return typeof value === 'string' && isTextOf(spec, value);
}

function isNumberOf(spec: ControlParameter, value: number): boolean {
  if (!Number.isFinite(value) || (spec.integer && !Number.isInteger(value))) return false;
  return isWithin(spec, value);
}

function isTextOf(spec: ControlParameter, value: string): boolean {
  if (spec.type === 'choice') return spec.choices.includes(value);
  if (spec.type === 'live') return livePatterns[spec.live].test(value);
  return isWithin(spec, value.trim().length);
}

function isWithin({ min, max }: ControlParameter, value: number): boolean {
  return value >= (min ?? Number.NEGATIVE_INFINITY) && value <= (max ?? Number.POSITIVE_INFINITY);
}

/** What a value that was chosen from the running system looks like; whether it is still there, only the sandbox can tell. */
const livePatterns: Record<LiveParameter['live'], RegExp> = {
  sessions: /^[A-Za-z0-9._-]{1,63}\/[1-9]\d{0,8}$/,
  offsets: /^[A-Za-z0-9._-]{1,100}\/\d{1,5}@\d{1,18}$/,
  deadLetters: /^(all|\d{1,18})$/,
  jobs: /^[a-z0-9-]{1,60}$/,
  alerts: /^[A-Za-z0-9./_-]{1,100}$/,
};

/** `one of on, off`; `a whole number of MB from 8 to 512`. */
function expectationOf(spec: ControlParameter): string {
  if (spec.type === 'choice') return `one of ${spec.choices.join(', ')}`;
  if (spec.type === 'live') return `chosen from the ${liveWords[spec.live]} there are`;
  if (spec.type === 'text') return `${spec.min} to ${spec.max} characters of your own`;
  return `a ${spec.integer ? 'whole ' : ''}number (${spec.unit}) from ${spec.min} to ${spec.max}`;
}

const liveWords: Record<LiveParameter['live'], string> = {
  sessions: 'sessions',
  offsets: 'positions of the group',
  deadLetters: 'dead letters',
  jobs: 'jobs',
  alerts: 'alerts',
};

export interface ControlUse {
  control: string;
  target: string;
  /** As checked, with defaults filled in. */
  parameters: ControlParameters;
}

/** Whether a use of a control is what the scenario's truth means: every named part equal, every bound kept. */
export function matchControl(match: ControlMatch, use: ControlUse): boolean {
  if (match.control !== use.control || (match.target ?? use.target) !== use.target) return false;
  const numberAt = (name: string): number => {
    const value = use.parameters[name];
    return typeof value === 'number' ? value : Number.NaN;
  };
  return (
    holds(match.parameters, (name, value) => use.parameters[name] === value) &&
    holds(match.startsWith, (name, text) => String(use.parameters[name] ?? '').startsWith(text)) &&
    holds(match.atLeast, (name, bound) => numberAt(name) >= bound) &&
    holds(match.atMost, (name, bound) => numberAt(name) <= bound)
  );
}

/** Whether it is so for every name that is given. */
function holds<Value>(named: Record<string, Value> | undefined, isSo: (name: string, value: Value) => boolean): boolean {
  return Object.entries(named ?? {}).every(([name, value]) => isSo(name, value));
}
