/** Which recorded series stands for what somebody looks at. Only series that are really recorded are named, so that evidence can be opened again. */
import type { SignalFrame } from '../../core/protocol/signals.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';

const redFigures = ['rate', 'errors', 'p50', 'p95', 'p99'] as const;
export type Figure = (typeof redFigures)[number] | 'hitRatio' | 'memory' | 'lag';

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
};

export function signalOf({ component, figure, tab }: Seen, known: Known): SignalRef {
  const kind = known.stack?.dependencies.find(({ name }) => name === component)?.kind;
  if (isAbout('redis', { component, kind, tab }) && !isRed(figure)) return cache(figure === 'memory' ? 'memory' : 'hitRatio');
  if (figure === 'lag' || (isAbout('kafka', { component, kind, tab }) && !isRed(figure))) return lag(component, known.frame);
  if (figure === 'hitRatio' || figure === 'memory') return cache(figure);
  return red(component ?? 'gateway', isRed(figure) ? figure : 'p95', known);
}

const isRed = (figure: Figure | null): figure is (typeof redFigures)[number] => (redFigures as readonly (Figure | null)[]).includes(figure);

/** The engine itself, or its tab with nothing else chosen. */
function isAbout(
  engine: 'redis' | 'kafka',
  { component, kind, tab }: { component: string | null; kind: string | undefined; tab: string },
): boolean {
  if (component === null) return tab === (engine === 'redis' ? 'cache' : 'kafka');
  return kind === engine || component === engine;
}

const cache = (figure: 'hitRatio' | 'memory'): SignalRef => ({ ref: `cache|${figure}`, label: `cache ${words[figure]}` });

/** Of the group that was chosen, else of the one that is furthest behind. */
function lag(component: string | null, frame: SignalFrame | null): SignalRef {
  const behind = new Map<string, number>();
  for (const { group, lag: messages } of frame?.partitions ?? []) behind.set(group, (behind.get(group) ?? 0) + messages);
  const own = component?.split('->')[0]?.replace(/-\d+$/, '') ?? '';
  const furthest = [...behind].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'fulfilment';
  const group = behind.has(own) ? own : furthest;
  return { ref: `group:${group}|lag`, label: `lag of ${group}` };
}

function red(component: string, figure: (typeof redFigures)[number], known: Known): SignalRef {
  const name = measured(component, known);
  return { ref: `${name.includes('->') ? 'link' : 'service'}:${name}|${figure}`, label: `${words[figure]} of ${name}` };
}

/** Users send no telemetry, engines none of their own, and an edge of several members is drawn as one: the worst link speaks for them. */
function measured(component: string, { stack, frame }: Known): string {
  if (frame?.services[component] || frame?.links[component]) return component;
  if (component === 'users' || component.startsWith('users->')) return 'gateway';
  const links = linksOf(component, stack);
  if (stack?.services.some(({ service }) => service === component) && links.length === 0) return component;
  const slowest = links.toSorted((a, b) => (frame?.links[b]?.p95Ms ?? -1) - (frame?.links[a]?.p95Ms ?? -1))[0];
  return slowest ?? component;
}

/** Links of the stack that a name on the map stands for: of an edge its members, of an engine or outside system all that lead to it. */
export function linksOf(component: string, stack: Pick<StackView, 'services' | 'links'> | null): string[] {
  const links = stack?.links ?? [];
  const [from, to] = component.split('->');
  if (to !== undefined)
    return links.filter((each) => each.link === component || (each.from === from && each.to === to)).map(({ link }) => link);
  if (stack?.services.some(({ service }) => service === component)) return [];
  return links.filter((each) => each.to === component).map(({ link }) => link);
}
