import { inSegment, type LoadShape, ordinaryShape } from '../../core/sandbox/load-shape.ts';
import { pick, type Random } from './random.ts';

/** How users behave at the moment; whoever plans a request asks here. An ordinary day draws no number, so that seeds stay comparable. */
export class Habits {
  #shape: LoadShape = ordinaryShape;

  set(shape: LoadShape): void {
    this.#shape = shape;
  }

  /** Exponent of the popularity of products. */
  get zipf(): number {
    return this.#shape.zipf;
  }

  pastesSearch(random: Random): boolean {
    const { pastedSearchShare } = this.#shape;
    return pastedSearchShare > 0 && random() < pastedSearchShare;
  }

  wantsWithdrawn(random: Random): boolean {
    const { withdrawnShare } = this.#shape;
    return withdrawnShare > 0 && random() < withdrawnShare;
  }

  /** The value that the segment in fashion asks for, one of `values`; undefined for the ordinary mix. */
  preferred(field: 'currency' | 'category' | 'customerId', values: readonly string[], random: Random): string | undefined {
    const { segment } = this.#shape;
    if (segment?.field !== field || random() >= segment.share) return undefined;
    const meant = values.filter((value) => inSegment(value, segment.value));
    return meant.length === 0 ? undefined : pick(random, meant);
  }
}
