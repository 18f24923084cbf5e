/** A search for traces as the server is asked. */
import type { StackView } from '../../../core/protocol/stack-view.ts';
import { attributesOf, type TraceSearch } from '../../state/trace-search.ts';
import { traceFilterOf } from '../concerns.ts';

const shownTraces = 500;
/** Around a picked moment. */
const aroundMs = 15_000;

export interface Looking {
  search: TraceSearch;
  component: string | null;
  /** Picked on a chart, game time; null for none. */
  pickedMs: number | null;
  stack: StackView | null;
}

/** @param wallMsOf Unix milliseconds of a game time; null while it is not known */
export function traceQueryOf(
  { search, component, pickedMs, stack }: Looking,
  wallMsOf: (gameMs: number) => number | null,
): URLSearchParams {
  const query = new URLSearchParams({ limit: String(shownTraces), order: search.order });
  const set = (key: string, value: string | number | null | undefined): void => {
    if (value !== null && value !== undefined && value !== '') query.set(key, String(value));
  };
  if (search.scope === 'users') set('root', entryOf(stack));
  if (search.status !== 'any') set('status', search.status);
  // A service that was chosen here is meant, whatever the map shows.
  const { service, link } = search.service === '' ? traceFilterOf(component, stack) : { service: search.service, link: undefined };
  set('service', service);
  set('link', link);
  set('operation', search.operation);
  set('version', search.version);
  set('slot', search.slot);
  set('minMs', search.minMs);
  set('maxMs', search.maxMs);
  for (const attribute of attributesOf(search.attributes) ?? []) query.append('attribute', attribute);
  const { fromMs, toMs } = timeOf(search, pickedMs);
  set('fromMs', fromMs === null ? null : wallMsOf(fromMs));
  set('toMs', toMs === null ? null : wallMsOf(toMs));
  return query;
}

/** The service that users reach first. */
const entryOf = (stack: StackView | null): string => stack?.links.find(({ from }) => from === 'users')?.to ?? 'gateway';

/** The time that was brushed or linked; else what lies around the picked moment; else all. Game time. */
export function timeOf({ fromMs, toMs }: TraceSearch, pickedMs: number | null): { fromMs: number | null; toMs: number | null } {
  if (fromMs !== null || toMs !== null || pickedMs === null) return { fromMs, toMs };
  return { fromMs: pickedMs - aroundMs, toMs: pickedMs + aroundMs };
}
