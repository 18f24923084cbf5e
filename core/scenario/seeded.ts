/**
 * What a seed decides. A value may be written as a range (`20s..45s`, `4KB/s..8KB/s`, `2..5`), a choice
 * (`{oneOf: [a, b]}`) or a variable (`${onset}`, `${member.slow}`, declared under `vary`, so that several places agree).
 */
import * as z from 'zod';
import { durationMs, type SeedWrap } from '../faults/quantities.ts';
import type { Finding } from './problem.ts';
import { chance } from './random.ts';

const range = /^(-?\d+(?:\.\d+)?)([a-zA-Z/]*)\.\.(-?\d+(?:\.\d+)?)([a-zA-Z/]*)$/;
const variable = /\$\{([\w.]+)\}/g;

const seededFormSchema = z
  .string()
  .regex(new RegExp(`${range.source}|^\\$\\{[\\w.]+\\}$`), 'a range (20s..45s), a choice ({oneOf: […]}) or a variable (${name})');

const wrapped = new WeakMap<z.ZodType, z.ZodType>();

/**
 * The wrap of an authored scenario. The type stays that of the inner schema: what is authored is only checked, never read.
 * One inner schema has one wrapped one, so that the generated JSON Schema can refer to it instead of repeating it.
 */
export const authoredWrap: SeedWrap = <T extends z.ZodType>(inner: T): T => {
  const known = wrapped.get(inner) ?? z.union([inner, seededFormSchema, z.strictObject({ oneOf: z.array(inner).min(1) })]);
  wrapped.set(inner, known);
  return known as unknown as T;
};

/** The wrap of a scenario whose seed has been applied. */
export const resolvedWrap: SeedWrap = (inner) => inner;

/** Schema of the `vary` section. */
export const varySchema = z.record(
  z.string().regex(/^\w+$/),
  z.union([seededFormSchema, z.strictObject({ oneOf: z.array(z.unknown()).min(1) })]),
);

/** Applies the seed to a raw document: equal seeds give equal results. Unknown variables stay as they are written. */
export function applySeed(document: unknown, seed: number): unknown {
  if (!isRecord(document)) return document;
  const { vary, ...rest } = document;
  const variables: Record<string, unknown> = {};
  for (const [name, form] of Object.entries(isRecord(vary) ? vary : {})) {
    variables[name] = decide(form, { seed, variables, path: `vary.${name}` });
  }
  return decide(rest, { seed, variables, path: '' });
}

/** Variables that nothing declares: left as they are they would be read out to players. */
export function unknownVariables(resolved: unknown, path: Finding['path'] = []): Finding[] {
  if (typeof resolved === 'string') {
    return [...resolved.matchAll(variable)].map(([written]) => ({
      path,
      message: `unknown variable ${written}`,
      expected: 'a name declared under vary, or one of its fields',
    }));
  }
  if (typeof resolved !== 'object' || resolved === null) return [];
  const isList = Array.isArray(resolved);
  return Object.entries(resolved).flatMap(([key, value]) => unknownVariables(value, [...path, isList ? Number(key) : key]));
}

interface Deciding {
  seed: number;
  variables: Record<string, unknown>;
  path: string;
}

function decide(value: unknown, deciding: Deciding): unknown {
  const inner = (key: string | number): Deciding => ({ ...deciding, path: `${deciding.path}.${key}` });
  if (typeof value === 'string') return decideRange(fill(value, deciding.variables), deciding);
  if (Array.isArray(value)) return value.map((item, index) => decide(item, inner(index)));
  if (!isRecord(value)) return value;
  const choices = value['oneOf'];
  if (Array.isArray(choices) && Object.keys(value).length === 1) {
    return decide(choices[Math.floor(chance(deciding.seed, deciding.path) * choices.length)], inner('oneOf'));
  }
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, decide(field, inner(key))]));
}

/** `${name}` alone keeps the variable's type; inside a text it is spelled out as people say it. */
function fill(text: string, variables: Record<string, unknown>): unknown {
  const alone = /^\$\{([\w.]+)\}$/.exec(text)?.[1];
  if (alone !== undefined) return lookUp(variables, alone) ?? text;
  return text.replace(variable, (written, name: string) => spelled(lookUp(variables, name) ?? written));
}

/** A drawn duration is in milliseconds, which nobody reads: `12152ms` is 12 s, `1480ms` 1.5 s. */
function spelled(value: unknown): string {
  const drawnMs = Number(/^(\d{4,})ms$/.exec(String(value))?.[1]);
  if (Number.isNaN(drawnMs)) return String(value);
  return `${drawnMs < 10_000 ? Math.round(drawnMs / 100) / 10 : Math.round(drawnMs / 1000)} s`;
}

/** `member.slow` is the field `slow` of the variable `member`. */
function lookUp(variables: Record<string, unknown>, name: string): unknown {
  return name.split('.').reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), variables);
}

/** A range keeps its unit; durations are drawn in milliseconds, whatever units their ends have. */
function decideRange(value: unknown, { seed, path }: Deciding): unknown {
  const parts = typeof value === 'string' ? range.exec(value) : null;
  if (!parts) return value;
  const [, low = '', lowUnit = '', high = '', unit = ''] = parts;
  const draw = chance(seed, path);
  const ends = [durationMs(`${low}${lowUnit || unit}`), durationMs(`${high}${unit}`)];
  if (!ends.some(Number.isNaN)) return `${between(ends.map(String), draw)}ms`;
  const drawn = between([low, high], draw);
  return unit === '' ? drawn : `${drawn}${unit}`;
}

/** Both ends included when both are written as whole numbers; two decimals otherwise. */
function between(ends: readonly string[], draw: number): number {
  const [low = 0, high = 0] = ends.map(Number);
  const whole = !ends.some((end) => end.includes('.'));
  return whole ? low + Math.floor(draw * (high - low + 1)) : Math.round((low + draw * (high - low)) * 100) / 100;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
