/**
 * What a seed decides. A value may be written as a range (`20s..45s`, `4KB/s..8KB/s`, `2..5`), a choice
 * (`{oneOf: [a, b]}`) or a variable (`${onset}`, `${member.slow}`, declared under `vary`, so that several places agree).
 */
import * as z from 'zod';
import { durationMs, type SeedWrap } from '../faults/quantities.ts';
import { didYouMean, type Finding } from './problem.ts';
import { chance } from './random.ts';

const range = /^(-?\d+(?:\.\d+)?)([a-zA-Z/]*)\.\.(-?\d+(?:\.\d+)?)([a-zA-Z/]*)$/;
const variable = /\$\{([\w.]+)\}/g;

const seededFormSchema = z
  .string()
  .regex(new RegExp(`${range.source}|^\\$\\{[\\w.]+\\}$`), 'a range (20s..45s), a choice ({oneOf: […]}) or a variable (${name})');

/** Of the field, for editors. */
const oneOfWords = 'What the seed chooses one of.';

const wrapped = new WeakMap<z.ZodType, z.ZodType>();

/**
 * The wrap of an authored scenario. The type stays that of the inner schema: what is authored is only checked, never read.
 * One inner schema has one wrapped one, so that the generated JSON Schema can refer to it instead of repeating it.
 */
export const authoredWrap: SeedWrap = <T extends z.ZodType>(inner: T): T => {
  const known =
    wrapped.get(inner) ?? z.union([inner, seededFormSchema, z.strictObject({ oneOf: z.array(inner).min(1).describe(oneOfWords) })]);
  wrapped.set(inner, known);
  return known as unknown as T;
};

/** The wrap of a scenario whose seed has been applied. */
export const resolvedWrap: SeedWrap = (inner) => inner;

/** Schema of the `vary` section. */
export const varySchema = z.record(
  z.string().regex(/^\w+$/),
  z.union([seededFormSchema, z.strictObject({ oneOf: z.array(z.unknown()).min(1).describe(oneOfWords) })]),
);

/** Applies the seed to a raw document: equal seeds give equal results. Unknown variables stay as they are written. */
export function applySeed(document: unknown, seed: number): unknown {
  return resolve(document, seedPicks(seed)).document;
}

/** The fewest documents in which every choice of every `oneOf` is met, in each branch, and both ends of every range. */
export function cornersOf(document: unknown): unknown[] {
  return cornerOutcomes(document).map((outcome) => outcome.document);
}

/** A document as it was decided. */
export interface Outcome {
  document: unknown;
  /** Where that stands in what was authored: inside the branch that was chosen. */
  authoredPath: (path: Finding['path']) => Finding['path'];
}

/** All corners, and what the first so many seeds decide. */
export function outcomesOf(document: unknown, seeds: number): Outcome[] {
  return [...cornerOutcomes(document), ...Array.from({ length: seeds }, (_, seed) => resolve(document, seedPicks(seed)))];
}

function cornerOutcomes(document: unknown): Outcome[] {
  return Array.from({ length: widthOf(document) }, (_, corner) => resolve(document, cornerPicks(corner)));
}

/** Variables that nothing declares: left as they are they would be read out to players. */
export function unknownVariables(resolved: unknown, names: readonly string[], path: Finding['path'] = []): Finding[] {
  if (typeof resolved === 'string') {
    return [...resolved.matchAll(variable)].map(([written, name = '']) => ({
      path,
      message: `unknown variable ${written}${didYouMean(name, names)}`,
      expected: `a name declared under vary, or one of its fields: ${names.join(', ') || 'there is none'}`,
    }));
  }
  if (typeof resolved !== 'object' || resolved === null) return [];
  const isList = Array.isArray(resolved);
  return Object.entries(resolved).flatMap(([key, value]) => unknownVariables(value, names, [...path, isList ? Number(key) : key]));
}

/** What `${…}` may say: `onset`, and of a variable with fields `member.slow` as well. */
export function variableNames(document: unknown): string[] {
  return [...new Set(isRecord(document) && isRecord(document['vary']) ? fieldsIn(document['vary']) : [])];
}

function fieldsIn(value: unknown): string[] {
  const choices = choicesOf(value);
  if (choices) return choices.flatMap(fieldsIn);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, field]) => [name, ...fieldsIn(field).map((inner) => `${name}.${inner}`)]);
}

/** How what is open gets decided. */
interface Picks {
  /** Which one of several, with the picks that hold inside it. */
  choice: (choices: readonly unknown[], path: string) => { index: number; within: Picks };
  /** How far from the low end of a range to its high end, 0 <= x < 1. */
  share: (path: string) => number;
}

function seedPicks(seed: number): Picks {
  const picks: Picks = {
    choice: (choices, path) => ({ index: Math.floor(chance(seed, path) * choices.length), within: picks }),
    share: (path) => chance(seed, path),
  };
  return picks;
}

const highEnd = 1 - 2 ** -32;

/** Whatever is open takes its own options in turn, corner by corner; a choice goes through all of one branch, then of the next. */
function cornerPicks(corner: number): Picks {
  return {
    choice(choices) {
      const widths = choices.map(widthOf);
      let left = corner % sum(widths);
      const index = widths.findIndex((width) => {
        if (left < width) return true;
        left -= width;
        return false;
      });
      return { index, within: cornerPicks(left) };
    },
    share: () => (corner % 2 === 0 ? 0 : highEnd),
  };
}

/** How many corners a value has. */
function widthOf(value: unknown): number {
  if (typeof value === 'string') return range.test(value) ? 2 : 1;
  const choices = choicesOf(value);
  if (choices) return sum(choices.map(widthOf));
  return typeof value === 'object' && value !== null ? Math.max(1, ...Object.values(value).map(widthOf)) : 1;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function resolve(document: unknown, picks: Picks): Outcome {
  if (!isRecord(document)) return { document, authoredPath: (path) => path };
  const { vary, ...rest } = document;
  const variables: Record<string, unknown> = {};
  for (const [name, form] of Object.entries(isRecord(vary) ? vary : {})) {
    variables[name] = decide(form, { picks, variables, path: `vary.${name}`, place: `vary.${name}`, taken: new Map() });
  }
  const taken = new Map<string, number[]>();
  return { document: decide(rest, { picks, variables, path: '', place: '', taken }), authoredPath: (path) => throughChoices(path, taken) };
}

/** `script.2.at` where the second of two was chosen for `script.2` is `script.2.oneOf.1.at`. */
function throughChoices(path: Finding['path'], taken: ReadonlyMap<string, readonly number[]>): Finding['path'] {
  const into = (place: string): Finding['path'] => (taken.get(place) ?? []).flatMap((index) => ['oneOf', index]);
  let place = '';
  return [
    ...into(place),
    ...path.flatMap((key) => {
      place = `${place}.${key}`;
      return [key, ...into(place)];
    }),
  ];
}

interface Deciding {
  picks: Picks;
  variables: Record<string, unknown>;
  /** In what is authored, without saying which branch: the same draw for all of them. */
  path: string;
  /** In what comes out. */
  place: string;
  /** By place, the branches that were chosen there, one inside the other. */
  taken: Map<string, number[]>;
}

function decide(value: unknown, deciding: Deciding): unknown {
  const inner = (key: string | number): Deciding => ({ ...deciding, path: `${deciding.path}.${key}`, place: `${deciding.place}.${key}` });
  if (typeof value === 'string') return decideRange(fill(value, deciding.variables), deciding);
  if (Array.isArray(value)) return value.map((item, index) => decide(item, inner(index)));
  if (!isRecord(value)) return value;
  const choices = choicesOf(value);
  if (choices) {
    const { index, within } = deciding.picks.choice(choices, deciding.path);
    deciding.taken.set(deciding.place, [...(deciding.taken.get(deciding.place) ?? []), index]);
    return decide(choices[index], { ...deciding, path: `${deciding.path}.oneOf`, picks: within });
  }
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, decide(field, inner(key))]));
}

function choicesOf(value: unknown): readonly unknown[] | null {
  const choices = isRecord(value) && Object.keys(value).length === 1 ? value['oneOf'] : null;
  return Array.isArray(choices) && choices.length > 0 ? choices : null;
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
function decideRange(value: unknown, { picks, path }: Deciding): unknown {
  const parts = typeof value === 'string' ? range.exec(value) : null;
  if (!parts) return value;
  const [, low = '', lowUnit = '', high = '', unit = ''] = parts;
  const draw = picks.share(path);
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
