import type { LogSearch } from '../../state/log-search.ts';

export interface LogQueryParts {
  search: LogSearch;
  services: readonly string[];
  /** The instance that is selected; null for every one. */
  slot: string | null;
  traceId: string | null;
  /** Unix milliseconds around which lines are looked for; null for the newest. */
  aroundMs: number | null;
}

/** Lines so long before and after a picked moment belong to it. */
export const aroundWidthMs = 15_000;

/** What the server is asked. A trace has lines of whatever services it went through. */
export function logQuery({ search, services, slot, traceId, aroundMs }: LogQueryParts): URLSearchParams {
  const query = new URLSearchParams({ level: search.level });
  if (search.text.trim() !== '') query.set('text', search.text.trim());
  if (search.patternId !== null) query.set('pattern', search.patternId);
  if (traceId !== null) query.set('traceId', traceId);
  else if (slot !== null) query.set('slot', slot);
  else if (services.length > 0) query.set('service', services.join(','));
  if (aroundMs !== null && traceId === null) {
    query.set('fromMs', String(Math.round(aroundMs - aroundWidthMs)));
    query.set('toMs', String(Math.round(aroundMs + aroundWidthMs)));
  }
  return query;
}

/** Where nothing was found: what may be in the way. */
export function emptyHint({ traceId, aroundMs }: Pick<LogQueryParts, 'traceId' | 'aroundMs'>): string {
  if (traceId !== null) return 'No service wrote anything under this trace. Take the trace off above to read the lines of all.';
  if (aroundMs !== null) return 'Nothing was written at that moment. Take the moment off above to read the newest lines.';
  return 'Services log what went wrong and what they changed, not every request.';
}
