/** Building and checking the parameters of controls. */

import type { ControlParameters } from '../drill/events.ts';
import type { ControlMatch } from '../scenario/plan.ts';
import type { ControlDefinition, ParameterSpec } from './control.ts';

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

/** Reads a number parameter that was checked before. @throws Error when it was not: a bug of the caller. */
export function numberOf(parameters: ControlParameters, name: string): number {
  const value = parameters[name];
  if (typeof value !== 'number') throw new Error(`parameter ${name} was not checked: ${String(value)}`);
  return value;
}

/** Reads a choice that was checked before. @throws Error when it was not: a bug of the caller. */
export function choiceOf(parameters: ControlParameters, name: string): string {
  const value = parameters[name];
  if (typeof value !== 'string') throw new Error(`parameter ${name} was not checked: ${String(value)}`);
  return value;
}

export type CheckedParameters = { ok: true; parameters: ControlParameters } | { ok: false; detail: string };

/** Fills in defaults; refuses unknown names, wrong types and values out of bounds. `detail` says what is expected. */
export function checkParameters(
  definition: Pick<ControlDefinition, 'control' | 'parameters'>,
  parameters: ControlParameters,
): CheckedParameters {
  const known = definition.parameters.map(({ name }) => name);
  const unknown = Object.keys(parameters).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const names = known.length === 0 ? 'it takes none' : `it takes ${known.join(', ')}`;
    return { ok: false, detail: `${definition.control} has no parameter "${unknown}"; ${names}` };
  }
  const checked: ControlParameters = {};
  for (const spec of definition.parameters) {
    const value = parameters[spec.name] ?? spec.default;
    if (!fits(spec, value)) return { ok: false, detail: `${spec.name} must be ${expectationOf(spec)}, got ${JSON.stringify(value)}` };
    checked[spec.name] = value;
  }
  return { ok: true, parameters: checked };
}

function fits(spec: ParameterSpec, value: string | number | boolean): value is string | number {
  if (spec.type === 'choice') return typeof value === 'string' && spec.choices.includes(value);
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  if (spec.integer && !Number.isInteger(value)) return false;
  return value >= (spec.min ?? Number.NEGATIVE_INFINITY) && value <= (spec.max ?? Number.POSITIVE_INFINITY);
}

/** `one of on, off`; `a whole number of MB from 8 to 512`. */
function expectationOf(spec: ParameterSpec): string {
  if (spec.type === 'choice') return `one of ${spec.choices.join(', ')}`;
  return `a ${spec.integer ? 'whole ' : ''}number (${spec.unit}) from ${spec.min} to ${spec.max}`;
}

export interface ControlUse {
  control: string;
  target: string;
  /** As checked, with defaults filled in. */
  parameters: ControlParameters;
}

/** Whether a use of a control is what the scenario's truth means: every named part equal, every bound kept. */
export function matchControl(match: ControlMatch, use: ControlUse): boolean {
  if (match.control !== use.control) return false;
  if (match.target !== undefined && match.target !== use.target) return false;
  const numberAt = (name: string): number => {
    const value = use.parameters[name];
    return typeof value === 'number' ? value : Number.NaN;
  };
  return (
    Object.entries(match.parameters ?? {}).every(([name, value]) => use.parameters[name] === value) &&
    Object.entries(match.atLeast ?? {}).every(([name, bound]) => numberAt(name) >= bound) &&
    Object.entries(match.atMost ?? {}).every(([name, bound]) => numberAt(name) <= bound)
  );
}
