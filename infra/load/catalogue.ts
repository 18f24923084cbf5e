import { Popularity } from './popularity.ts';
import { pick, type Random, randomInt } from './random.ts';

/** A product as a shopper knows it. */
export interface Product {
  id: number;
  category: string;
  name: string;
  cents: number;
}

/** Pages of a category that shoppers leaf through; most stay on the first. */
const deepestPage = 3;

/** What shoppers look at. Popularity is Zipf over a seeded shuffle, so that no category is the popular one. */
export class Catalogue {
  readonly #byRank: Product[];
  readonly #popularity: Popularity;
  readonly #categories: string[];

  /** @throws RangeError when there is no product. */
  constructor(products: readonly Product[], random: Random) {
    if (products.length === 0) throw new RangeError('the catalogue is empty: load the products before the users');
    this.#byRank = [...products];
    for (let last = this.#byRank.length - 1; last > 0; last -= 1) swap(this.#byRank, last, randomInt(random, 0, last));
    this.#popularity = new Popularity(this.#byRank.length);
    this.#categories = [...new Set(products.map(({ category }) => category))].sort();
  }

  product(random: Random): Product {
    return this.#byRank[this.#popularity.draw(random)] ?? pick(random, this.#byRank);
  }

  browsePath(random: Random): string {
    const page = Math.min(deepestPage, 1 + Math.floor(-Math.log(1 - random()) / 1.2));
    return `/products?category=${encodeURIComponent(pick(random, this.#categories))}&page=${page}`;
  }

  /** Mostly one word ("kettle"), at times the whole name. */
  searchPath(random: Random): string {
    const { name } = this.product(random);
    const text = random() < 0.85 ? (name.split(' ').at(-1) ?? name) : name;
    return `/search?q=${encodeURIComponent(text)}`;
  }
}

function swap<T>(items: T[], a: number, b: number): void {
  const [first, second] = [items[a], items[b]];
  if (first === undefined || second === undefined) return;
  items[a] = second;
  items[b] = first;
}
