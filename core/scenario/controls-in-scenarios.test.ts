/** Canaries and choices from the running system, as scenarios write them. */
import { expect, it } from 'vitest';
import { refusedInWords } from '../drill/rules/forbidden.ts';
import { verdictOf } from '../drill/rules/verdict.ts';
import { compileScenario } from './compile.ts';
import { lintScenario, parseScenario } from './parse.ts';
import { compileFile, scenarioTexts, stack } from './shop.fixture.ts';

const good = scenarioTexts.get('payday-evening.yaml') ?? '';
const decoy = 'change: { kind: deploy, target: orders, summary: "${decoy.summary}", by: Checkout team }';
const partial = '- { control: breaker.set, target: orders->payments, parameters: { mode: auto } }';
const expertPage = '- { do: control, control: owner.page, target: vendor-psp, parameters: {} }';

function withText(from: string, to: string): string {
  if (!good.includes(from)) throw new Error(`the scenario has no "${from}" to replace`);
  return good.replace(from, to);
}

const messagesOf = (text: string): string =>
  lintScenario(text, 'x.yaml', stack)
    .map(({ message }) => message)
    .join('\n');

it('a release on a canary really runs beside the others, and the change log says with which share', () => {
  const text = withText(decoy, 'release: { service: orders, version: 3.8.1, canary: 0.1, by: Checkout team }');
  const parsed = parseScenario(text, 'x.yaml', stack);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const plan = compileScenario(parsed.scenario, { stack, slos: [], seed: 7 });
  expect(plan.background[0]).toMatchObject({
    kind: 'deploy',
    summary: 'orders 3.8.1 on a canary with 10 % of calls',
    operation: { kind: 'canary', service: 'orders', version: '3.8.1', weight: 0.1 },
  });
  // It is not what a roll-back leads away from.
  expect(plan.versions['orders']?.current).toBe('3.8.0');
  expect(plan.settings).toMatchObject({
    slots: { orders: 2 },
    policies: { payments: { 'psp.endpoint': 'psp' } },
  });
});

it('a flag that was set before the drill really stands, and one that nobody knows is refused', () => {
  const flag = (name: string) =>
    withText(
      decoy,
      `change: { kind: flag, target: ${name}, summary: It is on, by: A }\n    settings: [{ kind: flag, flag: ${name}, variant: "on" }]`,
    );
  const parsed = parseScenario(flag('quick-reorder'), 'x.yaml', stack);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  expect(compileScenario(parsed.scenario, { stack, slos: [], seed: 7 }).background[0]).toMatchObject({
    kind: 'flag',
    target: 'quick-reorder',
    operation: { kind: 'flag', flag: 'quick-reorder', variant: 'on' },
  });
  expect(messagesOf(flag('night-mode'))).toMatch(/unknown flag night-mode/);
});

it('what is left of a budget at the start is told of that objective alone', () => {
  const parsed = parseScenario(withText('baseline: 15s', 'openingBudgets: { checkout-latency: 0.2 }\nbaseline: 15s'), 'x.yaml', stack);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const slo = (name: string) => ({
    name,
    displayName: name,
    journey: 'checkout' as const,
    sli: 'latency' as const,
    thresholdMs: 1,
    objective: 0.99,
  });
  const { slos } = compileScenario(parsed.scenario, { stack, slos: [slo('checkout-latency'), slo('other')], seed: 7 });
  expect(slos.map(({ openingBudget }) => openingBudget)).toEqual([0.2, undefined]);
});

it('errors for one segment may be of a version that the stack has', () => {
  const fault = 'fault: { kind: latency, link: payments->psp, latency: "${delay}", jitter: 4s }';
  const on = (version: string) =>
    messagesOf(withText(fault, `fault: { kind: segment-errors, where: "payments@${version}[currency=GBP]", status: 500 }`));
  expect(on('1.6.2')).toBe('');
  expect(on('9.9.9')).toMatch(/unknown version of payments "9\.9\.9"/);
});

it('[CQ9] where a budget is below the line, the house forbids no promotion for good: an exception lets it through, and it is harmful', () => {
  const plan = compileFile('first-of-december.yaml', 1);
  const left = plan.slos.find(({ name }) => name === 'checkout-availability')?.openingBudget ?? 1;
  expect(left).toBeLessThan(plan.releasePolicy?.budgetLine ?? 0);
  const promote = { control: 'canary.promote', target: 'payments', parameters: {} };
  expect(refusedInWords(plan, promote)).toBeNull();
  expect(verdictOf(promote, plan)).toBe('harmful');
});

it.each([
  [
    'a canary where there is room for one only',
    'release: { service: gateway, version: 2.30.4, canary: 0.1, by: Edge team }',
    /room for one instance only/,
  ],
  ['a canary of everybody', 'release: { service: orders, version: 3.8.1, canary: 1, by: Checkout team }', /canary/],
  ['a canary of nobody', 'release: { service: orders, version: 3.8.1, canary: 0, by: Checkout team }', /canary/],
])('refuses %s', (_what, release, message) => {
  expect(messagesOf(withText(decoy, release))).toMatch(message);
});

it.each([
  ['names a choice by how it begins', '- { control: session.terminate, target: postgres, startsWith: { session: nightly-report/ } }', /^$/],
  ['names no choice', '- { control: session.terminate, target: postgres }', /^$/],
  [
    'names a number by how it begins',
    '- { control: cache.bypass, target: catalog, startsWith: { limitPerSecond: "1" } }',
    /unknown live parameter limitPerSecond/,
  ],
  [
    'names an endpoint that the stack has not',
    '- { control: link.failover, target: payments->psp, parameters: { endpoint: third-psp } }',
    /endpoint/,
  ],
])('a truth that %s', (_what, match, message) => {
  expect(messagesOf(withText(partial, match))).toMatch(message);
});

it.each([
  [
    'leaves to the moment which session it is',
    '{ do: control, control: session.terminate, target: postgres, parameters: { session: nightly-report/* } }',
    /^$/,
  ],
  ['does not say which session', '{ do: control, control: session.terminate, target: postgres, parameters: {} }', /session must be chosen/],
  [
    'leaves a number open',
    '{ do: control, control: cache.bypass, target: catalog, parameters: { limitPerSecond: "*" } }',
    /limitPerSecond must be/,
  ],
])('an expert who %s', (_what, step, message) => {
  expect(messagesOf(withText(expertPage, `- ${step}\n    ${expertPage}`))).toMatch(message);
});
