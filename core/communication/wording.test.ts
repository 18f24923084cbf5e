import { expect, it } from 'vitest';
import { checkWording, type MeasuredShare } from './check-wording.ts';
import { claimIn, insideNamesIn, sharesIn } from './wording.ts';

const links = [
  { link: 'catalog->redis', from: 'catalog', to: 'redis', kind: 'redis', member: null },
  { link: 'users->gateway', from: 'users', to: 'gateway', kind: 'http', member: null },
  { link: 'orders->payments', from: 'orders', to: 'payments', kind: 'http', member: null },
];

it.each([
  ['It is fixed.', true],
  ['Checkout works again.', true],
  ['All is back to normal', true],
  ['The incident is resolved. Sorry for the trouble.', true],
  ['It is not fixed yet.', false],
  ['We expect that it is fixed soon.', false],
  ['Once it is resolved we will tell you.', false],
  ['We are working on a fix.', false],
])('WD1 "%s" says that it is over: %s', (text, says) => {
  expect(claimIn(text, 'resolved') !== null).toBe(says);
});

it.each([
  ['There is no customer impact.', true],
  ['No users are affected.', true],
  ['Some users are affected.', false],
  ['We do not know the impact yet.', false],
])('WD2 "%s" says that nobody feels it: %s', (text, says) => {
  expect(claimIn(text, 'noImpact') !== null).toBe(says);
});

it.each([
  ['All customers are affected.', true],
  ['Nobody can pay.', true],
  ['The shop is completely down.', true],
  ['All customers can buy again.', false],
  ['Not all orders are affected.', false],
  ['Some checkouts fail.', false],
])('WD3 "%s" says that everybody does: %s', (text, says) => {
  expect(claimIn(text, 'everybody') !== null).toBe(says);
});

it('WD4 a share is of those that fail or of those that are served, of what its sentence names', () => {
  expect(
    sharesIn('About 38 % of checkouts fail. 97,5% of product pages work.\nCPU is at 80 %. We gave 20 percent more capacity to what fails.'),
  ).toEqual([
    { quote: 'About 38 % of checkouts fail.', share: 0.38, of: 'failing', components: ['checkout'] },
    { quote: '97,5% of product pages work.', share: 0.975, of: 'served', components: ['browse'] },
  ]);
});

it('WD5 names of the inside are links, engines, instances, versions and hosts; words that customers use are none', () => {
  expect(insideNamesIn('Redis is slow on catalog->redis; catalog-1 runs 1.14.2 at localhost:6379.', links)).toEqual([
    'catalog->redis',
    'redis',
    'catalog-1',
    '1.14.2',
    'localhost:6379',
  ]);
  expect(insideNamesIn('Orders and payments take longer than usual; product pages are fine.', links)).toEqual([]);
});

const measured = (browse: number | null, checkout: number | null): MeasuredShare[] => [
  { component: 'browse', name: 'Browsing', now: browse, readings: browse === null ? [] : [browse] },
  { component: 'checkout', name: 'Checkout', now: checkout, readings: checkout === null ? [] : [checkout] },
];
const rulesOf = (text: string, shares: MeasuredShare[] | null, audience: 'room' | 'public' = 'public', saysResolved = false) =>
  checkWording({ audience, text, saysResolved }, { measured: shares, links }).map(({ rule }) => rule);

it.each([
  ['It is resolved.', measured(0, 0.3), ['said_resolved']],
  ['It is resolved.', measured(0, 0.01), []],
  ['No customer impact.', measured(0.2, 0), ['said_no_impact']],
  ['Nobody can check out.', measured(0, 0.4), ['said_everybody']],
  ['Nobody can check out.', measured(0, 0.97), []],
  ['40 % of checkouts fail.', measured(0.9, 0.3), []],
  ['40 % of checkouts fail.', measured(0.4, 0.1), ['number_off']],
  ['40 % of requests fail.', measured(0.4, 0.1), []],
  ['90 % of checkouts work.', measured(0, 0.15), []],
  ['90 % of checkouts work.', measured(0, 0.5), ['number_off']],
  ['0.5 % of checkouts fail.', measured(0, 0.001), []],
  ['40 % of checkouts fail.', measured(null, null), []],
  ['Some checkouts fail; we are looking.', measured(0, 0.4), []],
] as const)('WD6 "%s" against what is measured', (text, shares, rules) => {
  expect(rulesOf(text, shares)).toEqual(rules);
});

it('WD7 without figures only the words are looked at; inside, its own names are no secret', () => {
  expect(rulesOf('It is resolved: redis is back.', null)).toEqual(['named_inside']);
  expect(rulesOf('Redis is slow.', measured(0, 0), 'room')).toEqual([]);
});

it('WD8 a page that is set to resolved says so, whatever its words are', () => {
  expect(rulesOf('Thank you for your patience.', measured(0.3, 0), 'public', true)).toEqual(['said_resolved']);
});
