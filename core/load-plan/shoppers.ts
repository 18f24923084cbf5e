/** How the shop's users behave, in numbers: what the load generator sends by, and what an exported load plan is made of. */
import { ordinaryShape } from '../sandbox/load-shape.ts';
import type { SliDefinition } from '../sandbox/messages.ts';

/** A user waits at least this long for any answer, and always beyond the moment the ledger calls it bad. */
const leastPatienceMs = 5000;
const patienceOverThreshold = 1.25;

export const shoppers = {
  /** Pages of a category that shoppers leaf through; page n is e^-falloff as likely as the one before. */
  deepestPage: 3,
  pageFalloff: 1.2,
  /** Exponent of the popularity of products (Zipf). */
  popularity: ordinaryShape.zipf,
  /** Searches for one word ("kettle"); the others are for the whole name. */
  oneWordShare: 0.85,
  /** Share of carts by number of lines, from one; and of lines with a single article, the others have two. */
  cartLinesUpTo: [0.45, 0.75, 0.9, 1],
  singleArticleShare: 0.8,
  /** Customers that shop: `customer-1` … `customer-500`, as the stack's seed data knows them. */
  customers: 500,
  /** Share of checkouts with an empty cart: the customer wants the last order again. */
  reorderShare: 0.1,
  /** Each with the share up to which a draw means it. */
  currenciesUpTo: [
    ['EUR', 0.85],
    ['USD', 0.95],
    ['GBP', 1],
  ] as readonly (readonly [string, number])[],
  /** Orders that customers come back to. */
  ordersRemembered: 500,
  /** Of those who leave before the answer: when they do, ms. */
  leavesAfterMs: [5, 150],
  /** What crawlers ask every web shop for; none of these exists here. */
  botPaths: [
    '/wp-login.php',
    '/.env',
    '/.git/HEAD',
    '/xmlrpc.php',
    '/phpmyadmin/index.php',
    '/cgi-bin/luci',
    '/admin/config.php',
    '/sitemap.xml.gz',
  ],
} as const;

/** How long users of a journey wait before they give up, ms. */
export function patienceFor(slis: readonly Pick<SliDefinition, 'journey' | 'thresholdMs'>[], journey: SliDefinition['journey']): number {
  const thresholds = slis.filter((sli) => sli.journey === journey).map(({ thresholdMs }) => thresholdMs);
  return Math.max(leastPatienceMs, ...thresholds.map((thresholdMs) => thresholdMs * patienceOverThreshold));
}
