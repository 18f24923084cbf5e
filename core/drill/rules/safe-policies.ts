/** Policies that the pod has set beyond what a shop can live with tomorrow. */
import { type ActiveOperation, partsOf, type StandingOperation } from '../../sandbox/operations.ts';
import type { DrillState } from '../state.ts';

type PolicyOperation = StandingOperation & { kind: 'policy' };

const mostRetries = 3;
const largestRetryBudget = 0.5;
const shortestTimeoutMs = 20;
const longestTimeoutMs = 15_000;
/** No price on a page is older than five minutes: that stands in the shop's terms. */
const longestPageLifeMs = 300_000;
/** Connections that stay free for people, exporters and migrations. */
const spareConnections = 5;

/** The first one, in words; null when all are safe. */
export function unsafePolicy(state: DrillState): string | null {
  const set = setByPod(state);
  return (
    set.map(beyondBounds).find((words) => words !== null) ?? (set.some(({ key }) => key === poolKey) ? tooManyConnections(state) : null)
  );
}

/** What is in force because a control of the pod set it last. */
function setByPod({ standing, controls }: DrillState): PolicyOperation[] {
  const isPods = ({ id }: ActiveOperation): boolean => controls.some(({ controlId }) => id === controlId || id.startsWith(`${controlId}.`));
  const newest = new Map<string, ActiveOperation & { operation: PolicyOperation }>();
  for (const entry of standing) {
    const { operation } = entry;
    if (operation.kind === 'policy') newest.set(`${operation.service} ${operation.key}`, { ...entry, operation });
  }
  return [...newest.values()].filter(isPods).map(({ operation }) => operation);
}

/** By how the name of a policy ends. */
const isBeyond: Record<string, (value: number) => boolean> = {
  '.retries': (value) => value > mostRetries,
  '.retryBudget': (value) => value > largestRetryBudget,
  // 0 is the default of the code.
  '.timeoutMs': (value) => value !== 0 && (value < shortestTimeoutMs || value > longestTimeoutMs),
  'cache.ttlMs': (value) => value > longestPageLifeMs,
};

function beyondBounds({ service, key, value }: PolicyOperation): string | null {
  if (typeof value !== 'number') return null;
  const bad = Object.entries(isBeyond).some(([end, isSo]) => key.endsWith(end) && isSo(value));
  return bad ? `${service} ${key} ${value} is beyond what is safe` : null;
}

const poolKey = 'postgres.poolMax';

/** All pools together, filled, against what the database takes. */
function tooManyConnections({ plan, standing }: DrillState): string | null {
  const { settings } = plan;
  if (settings?.maxConnections === undefined) return null;
  const pools = new Map(Object.entries(settings.policies).map(([service, policies]) => [service, Number(policies[poolKey] ?? 0)]));
  const slots = new Map(Object.entries(settings.slots));
  for (const operation of standing.flatMap((entry) => partsOf(entry.operation))) {
    if (operation.kind === 'policy' && operation.key === poolKey) pools.set(operation.service, Number(operation.value));
    if (operation.kind === 'scale') slots.set(operation.service, operation.slots);
  }
  const wanted = [...pools].reduce((sum, [service, size]) => sum + size * (slots.get(service) ?? 1), 0);
  if (wanted <= settings.maxConnections - spareConnections) return null;
  return `pools of ${wanted} connections in all for a database that takes ${settings.maxConnections}`;
}
