/** Which recorded series stands for what somebody looks at. Only series that are really recorded are named, so that evidence can be opened again. */
import type { SignalFrame } from '../../core/protocol/signals.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';

const redFigures = ['rate', 'errors', 'p50', 'p95', 'p99'] as const;
const slotFigures = ['inflight', 'poolUsed', 'poolIdle', 'poolPending', 'loopBusy', 'heapMb', 'heapAfterGcMb'] as const;
export type Figure = (typeof redFigures)[number] | (typeof slotFigures)[number] | 'hitRatio' | 'memory' | 'lag';

export interface SignalRef {
  ref: string;
  label: string;
}

export interface Seen {
  /** Service, link, engine, outside system or edge of the map; null for the shop as its users meet it. */
  component: string | null;
  figure: Figure | null;
  tab: string;
}

/** What is known of the shop when evidence is named; both may still be on their way. */
export interface Known {
  stack: Pick<StackView, 'services' | 'links' | 'dependencies'> | null;
  frame: SignalFrame | null;
}

const words: Record<Figure, string> = {
  rate: 'traffic',
  errors: 'errors',
  p50: 'p50',
  p95: 'p95',
  p99: 'p99',
  hitRatio: 'hit ratio',
  memory: 'memory',
  lag: 'lag',
  inflight: 'requests in flight',
  poolUsed: 'connections used',
  poolIdle: 'idle connections',
  poolPending: 'waits for a connection',
  loopBusy: 'event loop',
  heapMb: 'heap',
  heapAfterGcMb: 'heap after garbage collection',
};

export function signalOf(seen: Seen, known: Known): SignalRef {
  return slotRef(seen, known) ?? cacheRef(seen, known) ?? lagRef(seen, known) ?? redRef(seen, known);
}

const oneOf = <T extends Figure>(list: readonly T[], figure: Figure | null): figure is T =>
  (list as readonly (Figure | null)[]).includes(figure);

/** Slot `orders-1` is of the service `orders`. */
export const withoutSlot = (name: string): string => name.replace(/-\d+$/, '');

/** The service that a component is, or that calls over it; users call the gateway. */
export function callerOf(component: string | null): string {
  const [from = '', to = ''] = (component ?? 'users->gateway').split('->');
  return withoutSlot(from === 'users' ? to || 'gateway' : from);
}

/** Of the service's slots the one in which the figure is highest; null where none reports it. */
function slotRef({ component, figure }: Seen, { frame }: Known): SignalRef | null {
  if (!oneOf(slotFigures, figure)) return null;
  const service = callerOf(component);
  const slots = Object.entries(frame?.slots ?? {}).filter(([name]) => name === component || withoutSlot(name) === service);
  const [highest] = slots
    .flatMap(([name, { [figure]: value }]) => (typeof value === 'number' ? [{ name, value }] : []))
    .sort((a, b) => Number(b.name === component) - Number(a.name === component) || b.value - a.value);
  return highest ? { ref: `slot:${highest.name}|${figure}`, label: `${words[figure]} of ${highest.name}` } : null;
}

function cacheRef(seen: Seen, known: Known): SignalRef | null {
  if (seen.figure === 'hitRatio' || seen.figure === 'memory') return cache(seen.figure);
  return isAbout('redis', seen, known) ? cache('hitRatio') : null;
}

const cache = (figure: 'hitRatio' | 'memory'): SignalRef => ({ ref: `cache|${figure}`, label: `cache ${words[figure]}` });

/** Lag of the group that was chosen, else of the one that is furthest behind. */
function lagRef(seen: Seen, known: Known): SignalRef | null {
  if (seen.figure !== 'lag' && !isAbout('kafka', seen, known)) return null;
  const behind = new Map<string, number>();
  for (const { group, lag } of known.frame?.partitions ?? []) behind.set(group, (behind.get(group) ?? 0) + lag);
  const own = callerOf(seen.component);
  const furthest = [...behind].sort((a, b) => b[1] - a[1])[0]?.[0];
  const group = behind.has(own) ? own : (furthest ?? 'fulfilment');
  return { ref: `group:${group}|lag`, label: `lag of ${group}` };
}

/** The engine itself, or its tab with nothing else chosen, and no other figure pointed at. */
function isAbout(engine: 'redis' | 'kafka', { component, figure, tab }: Seen, { stack }: Known): boolean {
  if (oneOf(redFigures, figure)) return false;
  if (component === null) return tab === (engine === 'redis' ? 'cache' : 'kafka');
  return component === engine || stack?.dependencies.find(({ name }) => name === component)?.kind === engine;
}

function redRef({ component, figure }: Seen, known: Known): SignalRef {
  const shown = oneOf(redFigures, figure) ? figure : 'p95';
  const name = measuredOf(component ?? 'gateway', known);
  return { ref: `${name.includes('->') ? 'link' : 'service'}:${name}|${shown}`, label: `${words[shown]} of ${name}` };
}

/** Users send no telemetry, engines none of their own, and an edge of several members is drawn as one: the worst link speaks for them. */
export function measuredOf(component: string, { stack, frame }: Known): string {
  if (isMeasured(component, frame)) return component;
  if (component.startsWith('users')) return 'gateway';
  const p95Of = (link: string): number => frame?.links[link]?.p95Ms ?? -1;
  const [slowest] = linksOf(component, stack).sort((a, b) => p95Of(b) - p95Of(a));
  return slowest ?? (component.includes('->') ? component : withoutSlot(component));
}

export const isMeasured = (name: string, frame: SignalFrame | null): boolean =>
  frame?.services[name] !== undefined || frame?.links[name] !== undefined;

/** Links of the stack that a name on the map stands for: of an edge its members, of an engine or outside system all that lead to it. */
export function linksOf(component: string, stack: Pick<StackView, 'services' | 'links'> | null): string[] {
  const links = stack?.links ?? [];
  const [from, to] = component.split('->');
  if (to !== undefined)
    return links.filter((each) => each.link === component || (each.from === from && each.to === to)).map(({ link }) => link);
  if (stack?.services.some(({ service }) => service === component)) return [];
  return links.filter((each) => each.to === component).map(({ link }) => link);
}
