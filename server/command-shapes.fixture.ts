/** Messages made of their own schema: what walks over these cannot leave out a new command, nor a new field of an old one. */
import * as z from 'zod';

/** What a JSON Schema of ours consists of. */
export interface Shape {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Shape[];
  oneOf?: Shape[];
  properties?: Record<string, Shape>;
  required?: string[];
  items?: Shape;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  format?: string;
}

export interface CommandShape {
  type: string;
  shape: Shape;
}

export interface Field {
  /** From the message inwards; an index in a list. */
  path: readonly string[];
  shape: Shape;
  isRequired: boolean;
}

export const shapeOf = (schema: z.ZodType): Shape => z.toJSONSchema(schema, { io: 'input' }) as unknown as Shape;

/** Each command of a union, in its order. */
export function shapesOf({ options }: { readonly options: readonly z.ZodType[] }): CommandShape[] {
  return options.map((option) => {
    const shape = shapeOf(option);
    return { type: String(shape.properties?.['type']?.const), shape };
  });
}

/** One that fits, with every field there is. `known` by name of the field: what has to be there to be found. */
export function sampleOf(shape: Shape, known: Readonly<Record<string, unknown>> = {}, name = 'body'): unknown {
  if (Object.hasOwn(known, name)) return known[name];
  const first = firstChoiceOf(shape);
  return first ? sampleOf(first, known, name) : (shape.const ?? shape.enum?.[0] ?? plainSample(shape, known, name));
}

function plainSample(shape: Shape, known: Readonly<Record<string, unknown>>, name: string): unknown {
  switch (typesOf(shape)[0]) {
    case 'string':
      return wordsOf(shape, name);
    case 'number':
    case 'integer':
      return shape.minimum ?? Math.min(1, shape.maximum ?? 1);
    case 'boolean':
      return true;
    case 'array':
      return shape.items ? [sampleOf(shape.items, known, `one of ${name}`)] : [];
    case 'object':
      return Object.fromEntries(Object.entries(shape.properties ?? {}).map(([key, value]) => [key, sampleOf(value, known, key)]));
    default:
      return null;
  }
}

/** Of what may be this or that; undefined of everything else. */
const firstChoiceOf = ({ oneOf, anyOf }: Shape): Shape | undefined => (oneOf ?? anyOf)?.[0];
const typesOf = ({ type = [] }: Shape): string[] => (Array.isArray(type) ? type : [type]);

function wordsOf({ format, minLength = 1, maxLength = 400 }: Shape, name: string): string {
  return format === 'date' ? '2027-01-31' : `${name} of a walk`.padEnd(minLength, '.').slice(0, maxLength);
}

/** Every field, those inside of others too; of lists and unions what `sampleOf` takes. */
export function fieldsOf(shape: Shape, path: readonly string[] = []): Field[] {
  const first = firstChoiceOf(shape);
  if (first) return fieldsOf(first, path);
  if (shape.items) {
    const own = [...path, '0'];
    return [...(isText(shape.items) ? [{ path: own, shape: shape.items, isRequired: true }] : []), ...fieldsOf(shape.items, own)];
  }
  const { properties = {}, required = [] } = shape;
  return Object.entries(properties).flatMap(([key, value]) => {
    const own = [...path, key];
    return [{ path: own, shape: value, isRequired: required.includes(key) }, ...fieldsOf(value, own)];
  });
}

/** A copy in which something else stands at this place; without it, when it is undefined. */
export function withAt(message: unknown, [key = '', ...rest]: readonly string[], value: unknown): unknown {
  const copy = structuredClone(message ?? {}) as Record<string, unknown>;
  if (rest.length > 0) copy[key] = withAt(copy[key], rest, value);
  else if (value === undefined) delete copy[key];
  else copy[key] = value;
  return copy;
}

export const isText = (shape: Shape): boolean => typesOf(shape).includes('string') && shape.enum === undefined && shape.const === undefined;
