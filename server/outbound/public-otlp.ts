/**
 * What of accepted telemetry may leave the house for a backend: the same as on the players' pages, since players may read that
 * backend too. Resources, names, times and metrics are left as they were sent: services write nothing of a fault into them.
 */
import { withoutPaths } from '../http/log-paths.ts';
import { isPublicAttribute } from '../http/span-attributes.ts';
import type { OtlpSignal } from '../ports/telemetry.ts';
import { type Json, list, object, text } from '../telemetry/otlp-values.ts';

/** Names of the lists in a request, from the outermost to that of the items. */
const paths = {
  traces: ['resourceSpans', 'scopeSpans', 'spans'],
  metrics: ['resourceMetrics', 'scopeMetrics', 'metrics'],
  logs: ['resourceLogs', 'scopeLogs', 'logRecords'],
} as const;

const changes: Record<OtlpSignal, (item: Json) => Json> = { traces: publicSpan, metrics: (metric) => metric, logs: publicRecord };

/** Name of the one list of a request. */
export const groupsName = (signal: OtlpSignal): string => paths[signal][0];

/**
 * @param body a request in OTLP/JSON; it is left as it is
 * @param refused items of it that were not accepted
 * @returns what goes out, by resource; empty when nothing does
 */
export function publicGroups(signal: OtlpSignal, body: Json, refused: ReadonlySet<Json>): Json[] {
  const [groups, scopes, items] = paths[signal];
  const change = changes[signal];
  const itemsOf = (scope: Json): Json[] =>
    list(scope[items])
      .filter((item) => !refused.has(item))
      .map(change);
  const scopesOf = (group: Json): Json[] => withLists(list(group[scopes]), items, itemsOf);
  return withLists(list(body[groups]), scopes, scopesOf);
}

/** Each holder with its list replaced, without those whose list became empty. */
function withLists(holders: readonly Json[], name: string, listOf: (holder: Json) => Json[]): Json[] {
  return holders
    .map((holder) => ({ holder, left: listOf(holder) }))
    .flatMap(({ holder, left }) => (left.length > 0 ? [{ ...holder, [name]: left }] : []));
}

/** Stacks of exceptions above all stay here: the first line of one tells whether a fault threw it. */
function publicSpan(span: Json): Json {
  const open: Json = { ...span, ...publicAttributes(span) };
  for (const name of ['events', 'links'])
    if (span[name] !== undefined) open[name] = list(span[name]).map((part) => ({ ...part, ...publicAttributes(part) }));
  return open;
}

function publicAttributes({ attributes }: Json): Json {
  return attributes === undefined ? {} : { attributes: list(attributes).filter(({ key }) => isPublicAttribute(text(key))) };
}

function publicRecord(record: Json): Json {
  const open: Json = { ...record, body: publicValue(record['body']) };
  if (record['attributes'] !== undefined)
    open['attributes'] = list(record['attributes']).map((attribute) => ({ ...attribute, value: publicValue(attribute['value']) }));
  return open;
}

/** Paths of this machine are cut out of texts. */
function publicValue(value: unknown): unknown {
  const words = object(value)['stringValue'];
  return typeof words === 'string' ? { stringValue: withoutPaths(words) } : value;
}
