import type { NamedProxyInput } from '../collection.ts';
import type { ProxyInput } from '../proxy.ts';
import { apiError } from './api-error.ts';
import { type JsonValue, parseFirstJson } from './json-parse.ts';
import { type FieldValues, kindOf, readStruct, type StructShape } from './json-read.ts';

const names = { name: 'string', listen: 'string', upstream: 'string' } as const;
const populateType = 'struct { toxiproxy.Proxy; Enabled *bool "json:\\"enabled\\"" }';

const proxyShape: StructShape = { valueType: 'toxiproxy.Proxy', owner: 'Proxy', fields: { ...names, enabled: 'bool' } };
const populateNames: StructShape = { valueType: populateType, owner: '.Proxy', fields: names };
const populateEnabled: StructShape = { valueType: populateType, owner: '', fields: { enabled: 'bool' } };

/** The body of a proxy creation. @throws ApiError `bad request body`, `missing required field` */
export function readProxyCreation(body: string): NamedProxyInput {
  const input = withDefaults(decoding(() => readStruct(parseFirstJson(body), proxyShape)));
  refuseMissing(input, '');
  return input;
}

/** The body of a proxy update: only what it names. @throws ApiError `bad request body` */
export function readProxyUpdate(body: string): Partial<ProxyInput> {
  const { name: _, ...change } = decoding(() => readStruct(parseFirstJson(body), proxyShape));
  return change;
}

/** The body of populate; nothing is created unless all of it is valid. @throws ApiError `bad request body`, `missing required field` */
export function readPopulation(body: string): NamedProxyInput[] {
  const inputs = decoding(() => populationOf(parseFirstJson(body)).map(readPopulationEntry));
  inputs.forEach((input, index) => {
    refuseMissing(input, ` at proxy ${index + 1}`);
  });
  return inputs;
}

function populationOf(value: JsonValue): JsonValue[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value;
  throw new Error(`json: cannot unmarshal ${kindOf(value)} into Go value of type []${populateType}`);
}

function readPopulationEntry(entry: JsonValue): NamedProxyInput {
  return withDefaults({ ...readStruct(entry, populateNames), ...readStruct(entry, populateEnabled) });
}

function withDefaults(values: FieldValues): NamedProxyInput {
  return { name: '', listen: '', upstream: '', enabled: true, ...values };
}

function refuseMissing({ name, upstream }: NamedProxyInput, where: string): void {
  if (name === '') throw apiError('missingField', `name${where}`);
  if (upstream === '') throw apiError('missingField', `upstream${where}`);
}

/** Turns a decoding error into a refusal. */
export function decoding<T>(decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    throw apiError('badRequestBody', error instanceof Error ? error.message : String(error));
  }
}
