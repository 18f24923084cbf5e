import { apiError } from './api/api-error.ts';
import type { Link } from './link.ts';
import type { Direction, Toxic } from './toxics/toxic.ts';

/** The toxics of one proxy, and the live links they are applied to. */
export class ToxicSet {
  #toxics: Toxic[] = [];
  readonly #links = new Set<Link>();

  /** In order of creation. */
  of(direction: Direction): Toxic[] {
    return this.#toxics.filter((toxic) => toxic.direction === direction);
  }

  /** Upstream first, then downstream. */
  all(): Toxic[] {
    return [...this.of('upstream'), ...this.of('downstream')];
  }

  /** @throws ApiError `toxic not found` */
  get(name: string): Toxic {
    const toxic = this.#find(name);
    if (!toxic) throw apiError('toxicNotFound');
    return toxic;
  }

  /** The name must be free: see `refuseDuplicate`. */
  add(toxic: Toxic): void {
    this.#toxics.push(toxic);
    for (const link of this.#linksOf(toxic)) link.addToxic(toxic);
  }

  /** @throws ApiError `toxic already exists`; names are unique over both directions. */
  refuseDuplicate(name: string): void {
    if (this.#find(name)) throw apiError('toxicAlreadyExists');
  }

  update(toxic: Toxic, change: { attributes: Record<string, number>; toxicity: number }): void {
    toxic.toxicity = change.toxicity;
    Object.assign(toxic.attributes, change.attributes);
    for (const link of this.#linksOf(toxic)) link.updateToxic(toxic);
  }

  remove(toxic: Toxic): void {
    this.#toxics = this.#toxics.filter((each) => each !== toxic);
    for (const link of this.#linksOf(toxic)) link.removeToxic(toxic);
  }

  removeAll(): void {
    for (const toxic of this.all()) this.remove(toxic);
  }

  /** Whether connections made now end with RST. */
  resetsOnClose(): boolean {
    return this.#toxics.some((toxic) => toxic.kind.resetsOnClose);
  }

  attach(link: Link): void {
    this.#links.add(link);
  }

  detach(link: Link): void {
    this.#links.delete(link);
  }

  #find(name: string): Toxic | undefined {
    return this.#toxics.find((toxic) => toxic.name === name);
  }

  #linksOf(toxic: Toxic): Link[] {
    return [...this.#links].filter((link) => link.direction === toxic.direction);
  }
}
