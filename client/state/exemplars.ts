/** From something that is wrong to traces of it, in one press. */
import { select, useSelection } from './selection.ts';
import type { Figure } from './signal-ref.ts';
import { anyTrace, type TraceSearch } from './trace-search.ts';

/** So long before an alert began: what made it fire had happened already. */
const beforeAlertMs = 60_000;

/** Errors for errors, the slowest for anything else. */
const searchFor = (isAboutErrors: boolean): TraceSearch => ({
  ...anyTrace,
  ...(isAboutErrors ? { status: 'error' } : { order: 'slowest' }),
});

/** @param name of the alert: `checkout-availability` is about errors, what else users have is about time; causes reach beyond users */
export function searchOfAlert(name: string, sinceMs: number): TraceSearch {
  const isOfUsers = /latency|availability/.test(name);
  return { ...searchFor(name.includes('availability')), scope: isOfUsers ? 'users' : 'all', fromMs: Math.round(sinceMs - beforeAlertMs) };
}

export function openTracesOfAlert(name: string, sinceMs: number): void {
  select({ tab: 'traces', traceId: null, component: null, entry: null, atMs: null, search: searchOfAlert(name, sinceMs) });
}

/** Traces of the component whose chart it is. @param atMs moment of the chart, game time; null for now */
export function openTracesAt(figure: Figure | null, atMs: number | null): void {
  const { component } = useSelection.getState();
  const search = { ...searchFor(figure === 'errors'), scope: component === null ? ('users' as const) : ('all' as const) };
  select({ tab: 'traces', traceId: null, entry: null, atMs, search });
}
