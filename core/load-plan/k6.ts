/** A load plan as a script of k6 (https://grafana.com/docs/k6). */
import type { LoadPlan } from './load-plan.ts';

export function k6Script(plan: LoadPlan): string {
  return [head(plan), `const plan = ${JSON.stringify(plan, null, 2)};`, options, drawing, visits, running].join('\n\n');
}

const head = ({
  drillId,
  port,
  ratePerSecond,
  durationSeconds,
}: LoadPlan): string => `// Load plan of ${drillId}: ${ratePerSecond} requests/s for ${durationSeconds} s, open model.
// HOST=127.0.0.1 PORT=${port} k6 run load-plan.js
// The shop's own generator sends the same while the drill runs.
import { check } from 'k6';
import exec from 'k6/execution';
import http from 'k6/http';`;

const options = `const base = 'http://' + (__ENV.HOST || '127.0.0.1') + ':' + (__ENV.PORT || plan.port);
const vus = Math.max(50, Math.ceil(plan.ratePerSecond));
const users = { timeUnit: '10s', preAllocatedVUs: vus, maxVUs: vus * 4 };
const perTenSeconds = Math.round(plan.ratePerSecond * 10);
const ramp = { ...users, executor: 'ramping-arrival-rate', startRate: 1, stages: [{ target: perTenSeconds, duration: plan.rampSeconds + 's' }] };
const steady = { ...users, executor: 'constant-arrival-rate', rate: perTenSeconds, duration: plan.durationSeconds + 's', startTime: plan.rampSeconds + 's' };

// A threshold that always holds makes k6 print the figures of each step by itself.
const steps = plan.mix.map(({ step }) => ['http_req_duration{name:' + step + ',scenario:steady}', ['max>=0']]);
export const options = {
  setupTimeout: '15m',
  summaryTrendStats: ['med', 'p(95)', 'p(99)', 'max', 'count'],
  thresholds: Object.fromEntries(steps),
  scenarios: plan.rampSeconds > 0 ? { ramp, steady } : { steady },
};

// An answer of the kind 4xx is one, as the shop counts; 410 is none: what the client used was taken away.
http.setResponseCallback(http.expectedStatuses({ min: 200, max: 409 }, { min: 411, max: 499 }));`;

const drawing = `function pick(list) {
  return list[Math.floor(Math.random() * list.length)];
}

// One of [value, up to which draw it is meant].
function upTo(pairs) {
  const draw = Math.random();
  return (pairs.find(([, limit]) => draw < limit) || pairs[pairs.length - 1])[0];
}

function byShare(list) {
  let left = Math.random() * list.reduce((sum, { share }) => sum + share, 0);
  return list.find(({ share }) => (left -= share) < 0) || list[0];
}

// A few products get most of the visits (Zipf).
let popularity = null;
function product(products) {
  if (popularity === null) {
    let sum = 0;
    popularity = products.map((_, rank) => (sum += 1 / (rank + 1) ** plan.shoppers.popularity));
  }
  const wanted = Math.random() * popularity[popularity.length - 1];
  return products[popularity.findIndex((upper) => upper > wanted)] || products[0];
}

function cartLines(products) {
  const draw = Math.random();
  const count = 1 + plan.shoppers.cartLinesUpTo.findIndex((limit) => draw < limit);
  const chosen = new Map();
  for (let tries = 0; chosen.size < count && tries < 20; tries += 1) {
    const { id } = product(products);
    chosen.set(id, { productId: id, quantity: Math.random() < plan.shoppers.singleArticleShare ? 1 : 2 });
  }
  return [...chosen.values()];
}

function key(kind) {
  return [kind, Date.now().toString(36), exec.vu.idInTest, Math.random().toString(36).slice(2)].join('-');
}

// What an arrival does, and its share of all. A checkout has a cart that was filled before, or an empty one: the last order again.
const { reorderShare } = plan.shoppers;
const shareOf = (step) => (1 - plan.botShare) * plan.mix.find((each) => each.step === step).share;
const filledShare = shareOf('checkout') * (1 - reorderShare);
const others = [
  { step: 'bot', share: plan.botShare },
  ...plan.mix.map(({ step }) => ({ step, share: shareOf(step) * (step === 'checkout' ? reorderShare : 1) })),
];

// Virtual users share nothing but the number of their arrival: it decides who pays a filled cart, and which, so that none is paid twice.
function cartOf(arrival) {
  const cart = Math.floor(arrival * filledShare);
  return Math.floor((arrival + 1) * filledShare) > cart ? cart : null;
}

function cartsOf(scenario) {
  const arrivals = plan.ratePerSecond * (scenario === 'ramp' ? plan.rampSeconds / 2 : plan.durationSeconds);
  return Math.ceil(arrivals * filledShare) + 1;
}`;

const visits = `// Of this virtual user.
const orders = [];
let started = null;

const get = (name, path) => ({ name, method: 'GET', path, headers: {}, body: null });
const post = (name, path, body, headers = {}) => ({
  name, method: 'POST', path, body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers },
});

function pay(cartId) {
  const customerId = 'customer-' + (1 + Math.floor(Math.random() * plan.shoppers.customers));
  const body = { cartId, customerId, currency: upTo(plan.shoppers.currenciesUpTo) };
  return post('checkout', '/checkout', body, { 'idempotency-key': key('order') });
}

const visitOf = {
  bot: () => get('bot', pick(plan.shoppers.botPaths)),
  browse() {
    const { deepestPage, pageFalloff } = plan.shoppers;
    const page = Math.min(deepestPage, 1 + Math.floor(-Math.log(1 - Math.random()) / pageFalloff));
    return get('browse', '/products?category=' + encodeURIComponent(pick(plan.categories)) + '&page=' + page);
  },
  product: ({ products }) => get('product', '/products/' + product(products).id),
  search({ products }) {
    const { name } = product(products);
    return get('search', '/search?q=' + encodeURIComponent(Math.random() < plan.shoppers.oneWordShare ? name.split(' ').pop() : name));
  },
  addToCart({ products }) {
    if (started === null || started.lines.length === 0) started = { cartId: key('cart'), lines: cartLines(products) };
    return post('addToCart', '/carts/' + started.cartId + '/items', started.lines.pop());
  },
  checkout: () => pay(key('empty')),
  orderStatus: (shop) => (orders.length === 0 ? visitOf.product(shop) : get('orderStatus', '/orders/' + pick(orders))),
};`;

const running = `// The catalogue is read from the shop, and carts are filled before the first user comes.
export function setup() {
  const tags = { name: 'setUp' };
  const products = plan.categories.flatMap((category) => {
    const found = [];
    for (let page = 1; page <= 100; page += 1) {
      const { items } = http.get(base + '/products?category=' + encodeURIComponent(category) + '&page=' + page, { tags }).json();
      if (items.length === 0) break;
      found.push(...items.map(({ id, name }) => ({ id, name })));
    }
    return found;
  });
  // Not by category: a fixed shuffle, the same in every run.
  products.sort((a, b) => ((a.id * 7919) % 10007) - ((b.id * 7919) % 10007));
  const carts = 'k6-' + Date.now().toString(36);
  const headers = { 'content-type': 'application/json' };
  for (const scenario of Object.keys(options.scenarios)) {
    const count = cartsOf(scenario);
    let batch = [];
    for (let cart = 0; cart < count; cart += 1) {
      for (const line of cartLines(products)) {
        batch.push(['POST', base + '/carts/' + carts + '-' + scenario + '-' + cart + '/items', JSON.stringify(line), { headers, tags }]);
      }
      if (batch.length >= 20 || cart === count - 1) {
        http.batch(batch);
        batch = [];
      }
    }
  }
  return { products, carts };
}

export default function (shop) {
  const cart = cartOf(exec.scenario.iterationInTest);
  const visit = cart === null ? visitOf[byShare(others).step](shop) : pay(shop.carts + '-' + exec.scenario.name + '-' + cart);
  const tags = { name: visit.name };
  if (visit.name === 'bot') {
    http.get(base + visit.path, { tags, timeout: plan.patienceMs.browse + 'ms' });
    return;
  }
  const client = byShare(plan.clients);
  const [soonest, latest] = plan.shoppers.leavesAfterMs;
  const patience = visit.name === 'checkout' ? plan.patienceMs.checkout : plan.patienceMs.browse;
  const waits = Math.random() < plan.abortShare ? soonest + Math.random() * (latest - soonest) : patience;
  const answer = http.request(visit.method, base + client.prefix + visit.path, visit.body, {
    headers: { ...visit.headers, 'x-client-id': client.id },
    tags,
    timeout: Math.round(waits) + 'ms',
  });
  check(answer, { answered: ({ status }) => status > 0 && status < 500 && status !== 410 });
  if (visit.name !== 'checkout' || (answer.status !== 201 && answer.status !== 202)) return;
  orders.push(encodeURIComponent(answer.json().orderId));
  if (orders.length > plan.shoppers.ordersRemembered) orders.shift();
}
`;
