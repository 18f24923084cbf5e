/** The script of k6 as k6 runs it: its three modules are stood in for, everything else is the script itself. */
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { compileFile, stack } from '../scenario/shop.fixture.ts';
import { k6Script } from './k6.ts';
import { loadPlanOf } from './load-plan.ts';

const compiled = compileFile('wednesday-two-o-clock.yaml', 1);
const { goal, loadPlan: load } = compiled;
if (!goal || !load) throw new Error('the scenario has no goal');
const plan = loadPlanOf({ drillId: 'INC-0042', goal, load, stack: stack.load, slis: compiled.slos });

interface Sent {
  method: string;
  url: string;
  body: string | null;
  params: { tags?: { name: string }; headers?: Record<string, string>; timeout?: string };
}

interface Script {
  options: { scenarios: Record<string, { executor: string; rate?: number }> };
  setup(): unknown;
  visit(shop: unknown): void;
}

/** Two products a category, on its first page; every checkout is taken. */
function answerTo({ method, url }: Sent): { status: number; json: () => object } {
  const items = url.endsWith('&page=1') ? [1, 2].map((id) => ({ id, name: 'Iron kettle' })) : [];
  return { status: method === 'POST' ? 201 : 200, json: () => ({ items, orderId: 'ord-1' }) };
}

function loaded(): { script: Script; sent: Sent[]; arrive: (number: number, shop: unknown) => void } {
  const sent: Sent[] = [];
  const request = (method: string, url: string, body: string | null, params: Sent['params']): object => {
    sent.push({ method, url, body, params });
    return answerTo({ method, url, body, params });
  };
  const http = {
    request,
    get: (url: string, params: Sent['params']) => request('GET', url, null, params),
    batch: (list: Parameters<typeof request>[]) => list.map((each) => request(...each)),
    expectedStatuses: (...statuses: unknown[]) => statuses,
    setResponseCallback: () => {},
  };
  const exec = { scenario: { name: 'steady', iterationInTest: 0 }, vu: { idInTest: 1 } };
  const code = k6Script(plan)
    .replaceAll(/^import .*$/gm, '')
    .replace('export default function (shop)', 'function visit(shop)')
    .replaceAll(/^export /gm, '');
  const script = runInNewContext(`${code}\n;({ options, setup, visit })`, {
    check: () => true,
    exec,
    http,
    __ENV: { PORT: '8081' },
  }) as Script;
  const arrive = (number: number, shop: unknown): void => {
    exec.scenario.iterationInTest = number;
    script.visit(shop);
  };
  return { script, sent, arrive };
}

it('[LP2] sends what the plan says by its shares, and every filled cart is paid once', () => {
  const { script, sent, arrive } = loaded();
  const shop = script.setup();
  const filled = new Set(sent.splice(0).flatMap(({ url }) => /\/carts\/(.+)\/items$/.exec(url)?.[1] ?? []));
  const arrivals = plan.ratePerSecond * plan.durationSeconds;
  for (let number = 0; number < arrivals; number += 1) arrive(number, shop);
  const shareOf = (fits: (each: Sent) => boolean): number => sent.filter(fits).length / sent.length;
  for (const { step, share } of plan.mix)
    expect(Math.abs(shareOf(({ params }) => params.tags?.name === step) - (1 - plan.botShare) * share), step).toBeLessThan(0.015);
  const paid = sent.flatMap(({ url, body }) => (url.endsWith('/checkout') ? [(JSON.parse(body ?? '') as { cartId: string }).cartId] : []));
  const withCart = paid.filter((cartId) => filled.has(cartId));
  expect(new Set(withCart).size).toBe(withCart.length);
  expect(Math.abs(withCart.length / paid.length - (1 - plan.shoppers.reorderShare))).toBeLessThan(0.02);
  expect(paid.filter((cartId) => cartId.startsWith('k6-') && !filled.has(cartId))).toEqual([]);
});

it('[LP2] every request has a name of its step, so that figures are told step by step and not by address', () => {
  const { script, sent, arrive } = loaded();
  const shop = script.setup();
  for (let number = 0; number < 500; number += 1) arrive(number, shop);
  const names = new Set([...plan.mix.map(({ step }): string => step), 'bot', 'setUp']);
  expect(sent.filter(({ params }) => !names.has(params.tags?.name ?? ''))).toEqual([]);
  expect(sent[0]?.url).toMatch(/^http:\/\/127\.0\.0\.1:8081\/products\?category=/);
  expect(script.options.scenarios).toMatchObject({ steady: { executor: 'constant-arrival-rate', rate: 3000 } });
});
