import { toxicKinds } from '../toxics/index.ts';
import type { Direction, Toxic, ToxicKind } from '../toxics/toxic.ts';
import { apiError } from './api-error.ts';
import { type JsonValue, parseFirstJson } from './json-parse.ts';
import { type FieldType, kindOf, memberOf, readStruct, type StructShape } from './json-read.ts';
import { decoding } from './proxy-body.ts';

const wrapperShape: StructShape = {
  valueType: 'toxics.ToxicWrapper',
  owner: 'ToxicWrapper',
  fields: { name: 'string', type: 'string', stream: 'string', toxicity: 'float32' },
};

const updateShape: StructShape = {
  valueType: 'struct { Attributes interface {} "json:\\"attributes\\""; Toxicity float32 "json:\\"toxicity\\"" }',
  owner: '',
  fields: { toxicity: 'float32' },
};

interface ToxicChange {
  toxicity: number;
  /** Only those the body names. */
  attributes: Record<string, number>;
}

/**
 * The body of a toxic creation.
 * @param refuseDuplicate throws when the name is taken; checked before the attributes, as Toxiproxy does.
 * @throws ApiError `bad request body`, `stream was invalid`, `invalid toxic type`
 */
export function readToxicCreation(body: string, refuseDuplicate: (name: string) => void): Toxic {
  const json = decoding(() => parseFirstJson(body));
  const wrapper = decoding(() => {
    const values = readStruct(json, wrapperShape);
    attributesOf(json, 'ToxicWrapper.attributes of type toxics.NoopToxic');
    return { name: '', type: '', stream: 'downstream', toxicity: 1, ...values };
  });
  const direction = directionOf(wrapper.stream);
  const name = wrapper.name || `${wrapper.type}_${wrapper.stream}`;
  const kind = toxicKinds.get(wrapper.type);
  if (!kind) throw apiError('invalidToxicType');
  refuseDuplicate(name);
  const zeros = Object.fromEntries(kind.attributes.map((attribute) => [attribute, 0]));
  const attributes = { ...zeros, ...decoding(() => readAttributes(json, kind)) };
  return { kind, name, direction, stream: wrapper.stream, toxicity: wrapper.toxicity, attributes };
}

/** The body of a toxic update; name, type and stream in it are ignored. @throws ApiError `bad request body` */
export function readToxicUpdate(body: string, { kind, toxicity }: Toxic): ToxicChange {
  return decoding(() => {
    const json = parseFirstJson(body);
    const values = readStruct(json, updateShape);
    return { toxicity, ...values, attributes: readAttributes(json, kind) };
  });
}

function directionOf(stream: string): Direction {
  const direction = stream.toLowerCase();
  if (direction !== 'upstream' && direction !== 'downstream') throw apiError('invalidStream');
  return direction;
}

function readAttributes(json: JsonValue, kind: ToxicKind): Record<string, number> {
  const attributes = attributesOf(json, `.attributes of type toxics.${kind.goType}`);
  const type: FieldType = kind.goInteger ?? 'int64';
  const fields = Object.fromEntries(kind.attributes.map((attribute) => [attribute, type]));
  return readStruct(attributes, { valueType: '', owner: `${kind.goType}.attributes`, fields }) as Record<string, number>;
}

function attributesOf(json: JsonValue, target: string): JsonValue {
  const attributes = memberOf(json, 'attributes');
  if (attributes === null || attributes instanceof Map) return attributes;
  throw new Error(`json: cannot unmarshal ${kindOf(attributes)} into Go struct field ${target}`);
}
