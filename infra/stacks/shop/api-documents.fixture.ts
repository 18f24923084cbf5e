/** openapi.yaml and asyncapi.yaml as data, and their schemas as validators. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

export interface Operation {
  method: string;
  path: string;
  operationId: string;
  services: string[];
}

function load(name: string): JsonObject {
  return parse(readFileSync(join(import.meta.dirname, name), 'utf8'), { merge: true }) as JsonObject;
}

export const openapi = load('openapi.yaml');
export const asyncapi = load('asyncapi.yaml');

/** The part of a document at a path of keys. @throws Error naming the key that is not there. */
function at(document: Json, ...keys: string[]): Json {
  return keys.reduce((part, key) => {
    if (part === null || typeof part !== 'object' || Array.isArray(part) || !(key in part))
      throw new Error(`not documented: ${keys.join(' ')}`);
    return part[key] ?? null;
  }, document);
}

/** `part` with every `$ref` replaced by what it points to; keys beside a reference stay. */
function resolved(part: Json, document: JsonObject): Json {
  if (Array.isArray(part)) return part.map((item) => resolved(item, document));
  if (part === null || typeof part !== 'object') return part;
  const { $ref, ...own } = part;
  const kept = Object.fromEntries(Object.entries(own).map(([key, value]) => [key, resolved(value, document)]));
  if (typeof $ref !== 'string') return kept;
  const target = resolved(at(document, ...$ref.replace('#/', '').split('/')), document);
  return { ...(target as JsonObject), ...kept };
}

/** Every operation of openapi.yaml. */
export function operations(): Operation[] {
  return Object.entries(at(openapi, 'paths') as JsonObject).flatMap(([path, methods]) =>
    Object.entries(methods as JsonObject).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operationId: String(at(operation, 'operationId')),
      services: at(operation, 'x-services') as string[],
    })),
  );
}

/** Validator of a response body: `replySchema('POST /orders', 201)`. */
export function replySchema(operation: string, status: number): z.ZodType {
  const [method = '', path = ''] = operation.split(' ');
  const responses = resolved(at(openapi, 'paths', path, method.toLowerCase(), 'responses'), openapi);
  return z.fromJSONSchema(at(responses, String(status), 'content', 'application/json', 'schema') as JsonObject);
}

/** Topics of asyncapi.yaml with their partitions. */
export function documentedTopics(): { name: string; partitions: number }[] {
  return Object.values(at(asyncapi, 'channels') as JsonObject).map((channel) => ({
    name: String(at(channel, 'address')),
    partitions: Number(at(channel, 'bindings', 'kafka', 'partitions')),
  }));
}

/** Validators of the records of a topic. */
export function recordSchemas(topic: string): { payload: z.ZodType; headers: z.ZodType } {
  const message = resolved(asyncapi, asyncapi);
  const found = Object.values(at(message, 'channels') as JsonObject).find((channel) => at(channel, 'address') === topic);
  if (!found) throw new Error(`not documented: topic ${topic}`);
  const [only] = Object.values(at(found, 'messages') as JsonObject);
  return {
    payload: z.fromJSONSchema(at(only ?? null, 'payload') as JsonObject),
    headers: z.fromJSONSchema(at(only ?? null, 'headers') as JsonObject),
  };
}

/** Group ids that asyncapi.yaml says receive, by topic. */
export function documentedConsumers(): string[] {
  return Object.values(at(resolved(asyncapi, asyncapi), 'operations') as JsonObject)
    .filter((operation) => at(operation, 'action') === 'receive')
    .map((operation) => `${String(at(operation, 'bindings', 'kafka', 'groupId', 'const'))} ${String(at(operation, 'channel', 'address'))}`)
    .sort();
}
