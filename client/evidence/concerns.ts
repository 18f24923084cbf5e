/** What a component on the map has to do with entries, traces and logs: a selection filters every tab by this. */
import type { StackView } from '../../core/protocol/stack-view.ts';
import { linksOf, withoutSlot } from '../state/signal-ref.ts';

type Shop = Pick<StackView, 'services' | 'links'> | null;

export interface TraceFilter {
  service?: string;
  /** Links, divided by commas. */
  link?: string;
  /** `over any link to redis`. */
  words: string;
}

/** Services by name; links and engines by the links that spans went over, for an engine sends no spans itself. */
export function traceFilterOf(component: string | null, stack: Shop): TraceFilter {
  if (component === null || component === 'users') return { words: 'through any service' };
  if (component.startsWith('users->')) return traceFilterOf(component.slice('users->'.length), stack);
  const links = linksOf(component, stack);
  if (component.includes('->')) return { link: (links.length === 0 ? [component] : links).join(), words: `over ${component}` };
  if (links.length > 0 && !isService(component, stack)) return { link: links.join(), words: `over any link to ${component}` };
  const service = withoutSlot(component);
  return { service, words: `through ${service}` };
}

const isService = (name: string, stack: Shop): boolean => stack?.services.some(({ service }) => service === name) ?? false;

/** Services whose logs tell of it: of a link its caller, of an engine all that call it. */
export function servicesOf(component: string | null, stack: Shop): string[] {
  if (component === null || component === 'users') return [];
  if (component.startsWith('users->')) return [component.slice('users->'.length)];
  if (component.includes('->')) return [withoutSlot(component.split('->')[0] ?? '')];
  const callers = (stack?.links ?? []).filter(({ to }) => to === component).map(({ from }) => from);
  return isService(component, stack) || callers.length === 0 ? [withoutSlot(component)] : [...new Set(callers)];
}

/** Whether something done to `target` (service, slot, engine, link, flag) is about the component: the same, an end of the link, or a link at it. */
export function concerns(target: string, component: string | null): boolean {
  if (component === null) return true;
  const ends = (name: string): string[] => name.split('->').map(withoutSlot);
  return target === component || ends(target).some((end) => ends(component).includes(end));
}
