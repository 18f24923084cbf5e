/** Where an action stands in the bar, and which ones are offered without opening a menu. */
import type { Action } from './action-form.ts';

/** By what is acted upon; the first group that fits takes the action. */
const groups: readonly { title: string; prefixes: readonly string[] }[] = [
  { title: 'Release', prefixes: ['service.rollback', 'canary.', 'flag.', 'api.'] },
  { title: 'Service', prefixes: ['service.'] },
  { title: 'Traffic & links', prefixes: ['traffic.', 'link.', 'breaker.', 'retry.', 'timeout.', 'payments.'] },
  { title: 'Cache', prefixes: ['cache.', 'redis.'] },
  { title: 'Consumers', prefixes: ['consumer.', 'offset.', 'offsets.', 'deadletter.'] },
  { title: 'Database', prefixes: ['pool.', 'session.', 'query.', 'table.', 'index.', 'database.'] },
  { title: 'Jobs & alerts', prefixes: ['job.', 'alert.'] },
  { title: 'People', prefixes: ['owner.'] },
];
/** Order of the menus: from what is reached for first to what is seldom. */
const menuOrder = ['Service', 'Release', 'Traffic & links', 'Cache', 'Consumers', 'Database', 'Jobs & alerts', 'People', 'More'];

export interface ActionGroup {
  title: string;
  actions: Action[];
}

/** Every action in exactly one group; groups without actions are left out. */
export function grouped(actions: readonly Action[]): ActionGroup[] {
  return menuOrder
    .map((title) => ({ title, actions: actions.filter((action) => groupOf(action) === title) }))
    .filter((group) => group.actions.length > 0);
}

export function groupOf({ control }: Pick<Action, 'control'>): string {
  return groups.find(({ prefixes }) => prefixes.some((prefix) => control.startsWith(prefix)))?.title ?? 'More';
}

/** Before this browser has used anything: one of each kind that incidents ask for most. */
const oftenAtFirst = ['service.restart', 'service.rollback', 'payments.defer', 'cache.bypass', 'traffic.shed'];
export const shownOften = 5;

/** The few actions that stand in the bar by themselves: most used first, then the usual ones. */
export function oftenUsed(actions: readonly Action[], used: Readonly<Record<string, number>>): Action[] {
  const rank = ({ control }: Action): number => {
    const place = oftenAtFirst.indexOf(control);
    return (used[control] ?? 0) * 100 + (place < 0 ? 0 : oftenAtFirst.length - place);
  };
  return actions
    .filter((action) => rank(action) > 0)
    .toSorted((a, b) => rank(b) - rank(a))
    .slice(0, shownOften);
}
