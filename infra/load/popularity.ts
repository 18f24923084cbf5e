import type { Random } from './random.ts';

/**
 * Draws ranks 0..count-1, the first ones far more often (Zipf): in a shop a few products get most of the visits,
 * which is what makes a cache worth having.
 */
export class Popularity {
  readonly #cumulative: Float64Array;

  constructor(count: number, exponent: number) {
    this.#cumulative = new Float64Array(Math.max(1, count));
    let sum = 0;
    for (let rank = 0; rank < this.#cumulative.length; rank += 1) {
      sum += 1 / (rank + 1) ** exponent;
      this.#cumulative[rank] = sum;
    }
  }

  draw(random: Random): number {
    const last = this.#cumulative.length - 1;
    const wanted = random() * (this.#cumulative[last] ?? 0);
    let low = 0;
    let high = last;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#cumulative[middle] ?? 0) > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
