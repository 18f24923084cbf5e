/**
 * Items in the order of their birth. Gives a random one (for eviction and expiry) and walks on from a number (for SCAN):
 * an item keeps its number for life, so a walk meets every item that is there from its start to its end.
 */
export class Roster<T> {
  #items: (T | undefined)[] = [];
  #births: number[] = [];
  #nextBirth = 1;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Answers the item's number, from 1. */
  add(item: T): number {
    this.#items.push(item);
    this.#births.push(this.#nextBirth);
    this.#size += 1;
    return this.#nextBirth++;
  }

  remove(birth: number): void {
    const index = this.#indexFrom(birth);
    if (this.#births[index] !== birth || this.#items[index] === undefined) return;
    this.#items[index] = undefined;
    this.#size -= 1;
    if (this.#items.length > this.#size * 2 + 16) this.#compact();
  }

  clear(): void {
    this.#items = [];
    this.#births = [];
    this.#size = 0;
  }

  /** Any item, each equally likely; `random` in [0, 1). */
  random(random: () => number): T | undefined {
    while (this.#size > 0) {
      const item = this.#items[Math.floor(random() * this.#items.length)];
      if (item !== undefined) return item;
    }
    return undefined;
  }

  /** Up to `count` items from number `cursor` on, and the cursor to go on with; 0 when there are no more. */
  walk(cursor: number, count: number): { items: T[]; next: number } {
    const items: T[] = [];
    let index = this.#indexFrom(cursor);
    while (index < this.#items.length && items.length < count) {
      const item = this.#items[index];
      if (item !== undefined) items.push(item);
      index += 1;
    }
    return { items, next: this.#births[index] ?? 0 };
  }

  /** Index of the first number that is not below `birth`. */
  #indexFrom(birth: number): number {
    let low = 0;
    let high = this.#births.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#births[middle] ?? 0) < birth) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #compact(): void {
    const kept = this.#births.filter((_, index) => this.#items[index] !== undefined);
    this.#items = this.#items.filter((item) => item !== undefined);
    this.#births = kept;
  }
}
