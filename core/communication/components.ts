/** Components of the public page: what users do with the shop, and never what it is made of. */
import type { SloPlan } from '../scenario/plan.ts';

export interface PublicComponent {
  id: string;
  name: string;
  description: string;
  /** Objectives that measure it. */
  slos: string[];
}

/** In the words of somebody who buys. */
const journeyWords: Record<SloPlan['journey'], Pick<PublicComponent, 'id' | 'name' | 'description'>> = {
  browse: { id: 'browse', name: 'Browsing and search', description: 'Product pages, categories and search' },
  checkout: { id: 'checkout', name: 'Checkout', description: 'Placing and paying an order' },
  order: { id: 'delivery', name: 'Delivery', description: 'Handing orders over to shipping' },
};

/** One component for each journey that has an objective, in the order of the journeys. */
export function componentsOf(slos: readonly Pick<SloPlan, 'name' | 'journey'>[]): PublicComponent[] {
  return (Object.keys(journeyWords) as SloPlan['journey'][]).flatMap((journey) => {
    const own = slos.filter((slo) => slo.journey === journey).map(({ name }) => name);
    return own.length === 0 ? [] : [{ ...journeyWords[journey], slos: own }];
  });
}
