/** Sends several things together, as those do for whom every request to another machine has its price. */

interface BatcherParts<T> {
  /** So many are sent at once, without waiting for more. */
  most: () => number;
  /** The first of a batch waits no longer than this for others. */
  waitMs: () => number;
  send: (items: readonly T[]) => Promise<void>;
}

interface Waiting<T> {
  items: T[];
  sent: Promise<void>;
  go: () => void;
}

export class Batcher<T> {
  readonly #parts: BatcherParts<T>;
  #waiting: Waiting<T> | null = null;

  constructor(parts: BatcherParts<T>) {
    this.#parts = parts;
  }

  /** Resolves when the batch that it became part of has been sent. @throws what sending that batch threw */
  add(item: T): Promise<void> {
    const batch = this.#waiting ?? this.#begin();
    batch.items.push(item);
    if (batch.items.length >= this.#parts.most()) batch.go();
    return batch.sent;
  }

  #begin(): Waiting<T> {
    const items: T[] = [];
    let go = (): void => {};
    const full = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.#parts.waitMs());
      go = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    const sent = full.then(() => {
      // Whoever comes from here on is of the next batch.
      if (this.#waiting === batch) this.#waiting = null;
      return this.#parts.send(items);
    });
    const batch: Waiting<T> = { items, sent, go: () => this.#close(batch, go) };
    this.#waiting = batch;
    return batch;
  }

  #close(batch: Waiting<T>, go: () => void): void {
    if (this.#waiting === batch) this.#waiting = null;
    go();
  }
}
