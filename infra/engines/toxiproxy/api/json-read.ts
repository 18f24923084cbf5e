/** Fills a structure from parsed JSON by Go's rules: names match in any case, null and unknown names change nothing. */
import { JsonNumber, type JsonValue } from './json-parse.ts';

export type FieldType = 'string' | 'bool' | 'int' | 'int64' | 'float32';

/** What a structure is called in Go's error messages. */
export interface StructShape {
  /** `toxiproxy.Proxy` in "into Go value of type". */
  valueType: string;
  /** `Proxy` in "into Go struct field Proxy.name". */
  owner: string;
  fields: Readonly<Record<string, FieldType>>;
}

export type FieldValues = Record<string, string | number | boolean>;

/** @throws Error with Go's message for the first value of a wrong type. */
export function readStruct(value: JsonValue, shape: StructShape): FieldValues {
  if (value === null) return {};
  if (!(value instanceof Map)) throw new Error(`json: cannot unmarshal ${kindOf(value)} into Go value of type ${shape.valueType}`);
  const values: FieldValues = {};
  for (const [key, member] of value) {
    const name = fieldName(shape.fields, key);
    const type = name === undefined ? undefined : shape.fields[name];
    if (name === undefined || type === undefined || member === null) continue;
    values[name] = readField(member, type, `${shape.owner}.${name}`);
  }
  return values;
}

/** A member by its name in any case; the last one wins. */
export function memberOf(value: JsonValue, name: string): JsonValue {
  if (!(value instanceof Map)) return null;
  let found: JsonValue = null;
  for (const [key, member] of value) if (key.toLowerCase() === name) found = member;
  return found;
}

/** Go's name for a JSON value. */
export function kindOf(value: JsonValue): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (value instanceof JsonNumber) return 'number';
  return Array.isArray(value) ? 'array' : 'object';
}

function fieldName(fields: StructShape['fields'], key: string): string | undefined {
  if (Object.hasOwn(fields, key)) return key;
  const lower = key.toLowerCase();
  return Object.keys(fields).find((name) => name.toLowerCase() === lower);
}

function readField(value: JsonValue, type: FieldType, path: string): string | number | boolean {
  const refuse = (what: string): Error => new Error(`json: cannot unmarshal ${what} into Go struct field ${path} of type ${type}`);
  if (type === 'string' || type === 'bool') {
    const right = typeof value === (type === 'bool' ? 'boolean' : 'string');
    if (!right) throw refuse(kindOf(value));
    return value as string | boolean;
  }
  if (!(value instanceof JsonNumber)) throw refuse(kindOf(value));
  const number = type === 'float32' ? readFloat32(value.literal) : readInteger(value.literal);
  if (number === undefined) throw refuse(`number ${value.literal}`);
  return number;
}

function readInteger(literal: string): number | undefined {
  if (!/^-?\d+$/.test(literal)) return undefined;
  const exact = BigInt(literal);
  return BigInt.asIntN(64, exact) === exact ? Number(exact) : undefined;
}

/** The shortest decimal that names the same 32-bit float, as Go prints it. */
function readFloat32(literal: string): number | undefined {
  const rounded = Math.fround(Number(literal));
  if (!Number.isFinite(rounded)) return undefined;
  for (let digits = 1; digits < 9; digits++) {
    const shorter = Number(rounded.toPrecision(digits));
    if (Math.fround(shorter) === rounded) return shorter;
  }
  return Number(rounded.toPrecision(9));
}
