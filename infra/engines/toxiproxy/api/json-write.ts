/** JSON as Toxiproxy writes it: order of members, the `Logger` member, Go's escapes. */
import type { Proxy } from '../proxy.ts';
import type { Toxic } from '../toxics/toxic.ts';
import type { ApiError } from './api-error.ts';

const escaped: Record<string, string> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026', '\u2028': '\\u2028', '\u2029': '\\u2029' };

function write(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => escaped[character] ?? character);
}

function toxicShape({ attributes, name, kind, stream, toxicity }: Toxic): object {
  return { attributes, name, type: kind.type, stream, toxicity };
}

function proxyShape({ name, listen, upstream, enabled, toxics }: Proxy): object {
  return { name, listen, upstream, enabled, Logger: {}, toxics: toxics.all().map(toxicShape) };
}

export function writeToxic(toxic: Toxic): string {
  return write(toxicShape(toxic));
}

export function writeToxics(toxics: readonly Toxic[]): string {
  return write(toxics.map(toxicShape));
}

export function writeProxy(proxy: Proxy): string {
  return write(proxyShape(proxy));
}

/** An object by name, sorted by name. */
export function writeProxies(proxies: readonly Proxy[]): string {
  const sorted = [...proxies].sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  // Not one object: JavaScript would put names that look like numbers first.
  return `{${sorted.map((proxy) => `${write(proxy.name)}:${writeProxy(proxy)}`).join(',')}}`;
}

/** The answer to populate: what was done, and the error that ended it. */
export function writePopulated(proxies: readonly Proxy[], error: ApiError | undefined): string {
  const done = proxies.length > 0 ? proxies.map(proxyShape) : null;
  return write({ ...(error ? { error: error.message, status: error.status } : {}), proxies: done });
}

export function writeError({ message, status }: ApiError): string {
  return `${write({ error: message, status })}\n`;
}
