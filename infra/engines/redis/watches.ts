import type { Session } from './session.ts';

/** Who watches which key, for optimistic transactions. */
export class Watches {
  readonly #watchers = new Map<string, Set<Session>>();
  readonly #keysOf = new Map<Session, Set<string>>();

  watch(session: Session, key: string): void {
    const id = watchId(session.database, key);
    add(this.#watchers, id, session);
    add(this.#keysOf, session, id);
  }

  /** Forgets everything the session watches. */
  unwatch(session: Session): void {
    for (const id of this.#keysOf.get(session) ?? []) {
      const watchers = this.#watchers.get(id);
      watchers?.delete(session);
      if (watchers?.size === 0) this.#watchers.delete(id);
    }
    this.#keysOf.delete(session);
  }

  touched(database: number, key: string): void {
    if (this.#watchers.size === 0) return;
    for (const session of this.#watchers.get(watchId(database, key)) ?? []) session.watchBroken = true;
  }
}

function watchId(database: number, key: string): string {
  return `${database}:${key}`;
}

function add<Key, Item>(index: Map<Key, Set<Item>>, key: Key, item: Item): void {
  const items = index.get(key);
  if (items) items.add(item);
  else index.set(key, new Set([item]));
}
