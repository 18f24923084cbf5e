/**
 * Which attributes of a span leave the server: those that instrumented production systems carry, by allow-list.
 * Anything else (a library's internals, a hook somebody named too well) stays here.
 */
import type { SpanView } from '../../core/protocol/traces.ts';

/** Namespaces of OpenTelemetry's semantic conventions, and the shop's own words. */
const namespaces = [
  'client',
  'db',
  'error',
  'exception',
  'feature_flag',
  'http',
  'messaging',
  'network',
  'order',
  'rpc',
  'server',
  'service',
  'shop',
  'url',
];
const names = new Set(['brownout.link']);
/** Stacks name files of this machine. */
const closed = new Set(['exception.stacktrace']);
const longestValue = 500;

export function publicSpan({ attributes, events, ...span }: SpanView): SpanView {
  return {
    ...span,
    attributes: publicAttributes(attributes),
    ...(events ? { events: events.map((event) => ({ ...event, attributes: publicAttributes(event.attributes) })) } : {}),
  };
}

function publicAttributes(attributes: SpanView['attributes']): SpanView['attributes'] {
  const open = Object.entries(attributes).filter(([name]) => isPublicAttribute(name));
  return Object.fromEntries(open.map(([name, value]) => [name, typeof value === 'string' ? value.slice(0, longestValue) : value]));
}

export function isPublicAttribute(name: string): boolean {
  return !closed.has(name) && (names.has(name) || namespaces.some((namespace) => name.startsWith(`${namespace}.`)));
}
