import { shoppers } from '../../core/load-plan/shoppers.ts';
import { Habits } from './habits.ts';
import { Popularity } from './popularity.ts';
import { pick, type Random, randomInt } from './random.ts';

/** A product as a shopper knows it. */
export interface Product {
  id: number;
  category: string;
  name: string;
  cents: number;
}

/** What shoppers look at. Popularity is Zipf over a seeded shuffle, so that no category is the popular one. */
export class Catalogue {
  readonly #byRank: Product[];
  readonly #categories: string[];
  readonly #habits: Habits;
  #popularity: Popularity;
  #exponent: number;

  /** @throws RangeError when there is no product. */
  constructor(products: readonly Product[], random: Random, habits = new Habits()) {
    if (products.length === 0) throw new RangeError('the catalogue is empty: load the products before the users');
    this.#byRank = [...products];
    for (let last = this.#byRank.length - 1; last > 0; last -= 1) swap(this.#byRank, last, randomInt(random, 0, last));
    this.#habits = habits;
    this.#exponent = habits.zipf;
    this.#popularity = new Popularity(this.#byRank.length, this.#exponent);
    this.#categories = [...new Set(products.map(({ category }) => category))].sort();
  }

  product(random: Random): Product {
    if (this.#exponent !== this.#habits.zipf) {
      this.#exponent = this.#habits.zipf;
      this.#popularity = new Popularity(this.#byRank.length, this.#exponent);
    }
    return this.#byRank[this.#popularity.draw(random)] ?? pick(random, this.#byRank);
  }

  browsePath(random: Random): string {
    const page = Math.min(shoppers.deepestPage, 1 + Math.floor(-Math.log(1 - random()) / shoppers.pageFalloff));
    const category = this.#habits.preferred('category', this.#categories, random) ?? pick(random, this.#categories);
    return `/products?category=${encodeURIComponent(category)}&page=${page}`;
  }

  /** Mostly one word ("kettle"), at times the whole name. */
  searchPath(random: Random): string {
    if (this.#habits.pastesSearch(random)) return `/search?q=${encodeURIComponent(this.#pastedText(random))}`;
    const { name } = this.product(random);
    const text = random() < shoppers.oneWordShare ? (name.split(' ').at(-1) ?? name) : name;
    return `/search?q=${encodeURIComponent(text)}`;
  }

  /** What somebody copied from a wish list: several names, and how much they are wanted. */
  #pastedText(random: Random): string {
    let text = this.product(random).name;
    while (text.length < pastedCharacters) text += ` ${this.product(random).name}`;
    return `${text.slice(0, pastedCharacters)}!!`;
  }
}

const pastedCharacters = 80;

function swap<T>(items: T[], a: number, b: number): void {
  const [first, second] = [items[a], items[b]];
  if (first === undefined || second === undefined) return;
  items[a] = second;
  items[b] = first;
}
