/** How users behave, beside how many there are. Without its schema, so that the load generator and services carry no library for it. */

export const segmentFields = ['currency', 'category', 'customerId'] as const;

/** `currency=GBP`: customers or pages that share one property; `customer-1*` is a beginning. */
export interface Segment {
  field: (typeof segmentFields)[number];
  value: string;
}

export interface LoadShape {
  /** Exponent of the popularity of products: 0 is even, 0.9 a shop on an ordinary day, 2 a single product in everybody's hands. */
  zipf: number;
  /** So many of the customers (by currency) or of the browsing (by category) are of one segment; null leaves the ordinary mix. */
  segment: (Segment & { share: number }) | null;
  /** Share of searches that are long texts, pasted with their punctuation. */
  pastedSearchShare: number;
  /** Share of carts filled from links to products that the shop has withdrawn. */
  withdrawnShare: number;
  /** How much of the stack's wave shows: 1 as every day, 0 lets users come evenly. */
  waveShare: number;
}

export const ordinaryShape: LoadShape = { zipf: 0.9, segment: null, pastedSearchShare: 0, withdrawnShare: 0, waveShare: 1 };

/** Reads `currency=GBP`; null when it is no segment. */
export function parseSegment(text: string): Segment | null {
  const at = text.indexOf('=');
  const field = segmentFields.find((known) => known === text.slice(0, Math.max(0, at)));
  const value = text.slice(at + 1);
  return field === undefined || value === '' ? null : { field, value };
}

/** Whether a value belongs to a segment's value. */
export function inSegment(value: string, wanted: string): boolean {
  return wanted.endsWith('*') ? value.startsWith(wanted.slice(0, -1)) : value === wanted;
}
