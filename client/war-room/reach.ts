/** How far a use reaches, as the map of the shop says it: how many instances there are, and who waits for them. Nothing of a drill is in it. */
import type { StackView } from '../../core/protocol/stack-view.ts';
import { linksOf, withoutSlot } from '../state/signal-ref.ts';

type Shop = Pick<StackView, 'services' | 'dependencies' | 'links'>;

/**
 * `every instance of catalog (2 run); gateway, orders and users wait for it`. Null for what is not on the map: a flag, alerts, a team.
 * @param running slots that report at this moment
 */
export function reachOf(target: string, shop: Shop | null, running: readonly string[]): string | null {
  const place = shop && placeOf(target, shop, running);
  if (!shop || !place) return null;
  const waiting = waitingFor(place.begin, shop);
  if (waiting.length === 0) return place.words;
  const isOne = waiting.length === 1 && waiting[0] !== 'users';
  return `${place.words}; ${listed(waiting)} ${isOne ? 'waits' : 'wait'} for it`;
}

interface Place {
  words: string;
  /** Whom others wait for. */
  begin: readonly string[];
}

function placeOf(target: string, shop: Shop, running: readonly string[]): Place | null {
  const name = withoutSlot(target);
  if (shop.services.some(({ service }) => service === name)) {
    const count = running.filter((slot) => withoutSlot(slot) === name).length;
    const words = target === name ? `every instance of ${name}` : `one instance of ${name}`;
    return { words: count === 0 ? words : `${words} (${count} run)`, begin: [name] };
  }
  if (shop.dependencies.some((each) => each.name === target)) return { words: `everything that uses ${target}`, begin: [target] };
  const [link] = linksOf(target, shop);
  const [from = '', to = ''] = target.split('->');
  return link === undefined ? null : { words: `every call of ${from} to ${to}`, begin: [withoutSlot(from)] };
}

/** Callers, and their callers, up to the users; they come last. */
function waitingFor(begin: readonly string[], { links }: Shop): string[] {
  const found: string[] = [];
  let asked = begin;
  while (asked.length > 0) {
    const callers = links.filter(({ to }) => asked.includes(to)).map(({ from }) => from);
    asked = [...new Set(callers)].filter((name) => !found.includes(name) && !begin.includes(name));
    found.push(...asked);
  }
  return [...found.filter((name) => name !== 'users'), ...(found.includes('users') ? ['users'] : [])];
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
