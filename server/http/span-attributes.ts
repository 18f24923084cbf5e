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
const longestValue = 500;

export function publicSpan({ attributes, ...span }: SpanView): SpanView {
  const open = Object.entries(attributes).filter(([name]) => isOpen(name));
  return {
    ...span,
    attributes: Object.fromEntries(open.map(([name, value]) => [name, typeof value === 'string' ? value.slice(0, longestValue) : value])),
  };
}

function isOpen(name: string): boolean {
  return names.has(name) || namespaces.some((namespace) => name.startsWith(`${namespace}.`));
}
