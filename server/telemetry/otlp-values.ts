/**
 * Values of OTLP/HTTP JSON (OTLP 1.x: hex ids, 64-bit integers as strings) as small plain ones. What has another shape than the
 * standard's reads as empty, and what is too much is left out and counted: a sender decides neither our memory nor our time.
 */
import { isAdmitted } from './bounded.ts';

export type Attributes = Record<string, string | number | boolean>;

export interface Origin {
  service: string;
  slot: string;
  version: string;
}

export interface Json {
  [key: string]: unknown;
}

/** As OpenTelemetry SDKs limit them by default. */
const mostAttributes = 128;
const longestValue = 4096;
const longestName = 500;
/** Distinct attribute keys of one sandbox: beyond the first so many a key is not kept. */
const mostKeys = 2000;

/** Which attribute keys a sandbox has used, and what was left out. */
export interface KeyBook {
  readonly known: Set<string>;
  /** Attributes left out because of a limit. */
  dropped: number;
}

export const createKeyBook = (): KeyBook => ({ known: new Set(), dropped: 0 });

const nothing: readonly Json[] = [];

/** The objects of a list. */
export function list(value: unknown): readonly Json[] {
  if (!Array.isArray(value)) return nothing;
  return value.every(isObject) ? value : value.filter(isObject);
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const empty: Json = {};
export const object = (value: unknown): Json => (isObject(value) ? value : empty);
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
/** A name that people read: cut where it is absurd. */
export const nameOf = (value: unknown): string => cut(text(value), longestName);

export function number(value: unknown): number {
  const parsed = typeof value === 'string' ? Number(value) : value;
  return typeof parsed === 'number' && Number.isFinite(parsed) ? parsed : 0;
}

/** Nanoseconds as a string exceed 2^53; the last three digits do not matter here. */
export const nanosToMs = (value: unknown): number => number(value) / 1e6;

export const cut = (value: string, length: number): string => (value.length > length ? value.slice(0, length) : value);

/** Attributes that are texts, numbers or booleans; lists and maps are left out. */
export function readAttributes(value: unknown, book: KeyBook): Attributes {
  const attributes: Attributes = {};
  if (!Array.isArray(value)) return attributes;
  const taken = Math.min(value.length, mostAttributes);
  book.dropped += value.length - taken;
  for (let index = 0; index < taken; index += 1) {
    const entry = object(value[index]);
    const key = entry['key'];
    const found = valueOf(object(entry['value']));
    if (typeof key !== 'string' || found === undefined) continue;
    if (!isAdmitted(book.known, key, mostKeys)) {
      book.dropped += 1;
      continue;
    }
    book.known.add(key);
    attributes[key] = found;
  }
  return attributes;
}

function valueOf(any: Json): string | number | boolean | undefined {
  const words = any['stringValue'];
  if (typeof words === 'string') return cut(words, longestValue);
  const whole = any['intValue'] ?? any['doubleValue'];
  if (whole !== undefined) return number(whole);
  const flag = any['boolValue'];
  return typeof flag === 'boolean' ? flag : undefined;
}

export function originOf(resource: unknown, book: KeyBook): Origin {
  const attributes = readAttributes(object(resource)['attributes'], book);
  const service = cut(String(attributes['service.name'] ?? 'unknown'), longestName);
  return {
    service,
    slot: cut(String(attributes['service.instance.id'] ?? service), longestName),
    version: cut(String(attributes['service.version'] ?? ''), longestName),
  };
}
