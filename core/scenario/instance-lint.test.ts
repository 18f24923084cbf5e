/** LT14: what is named of the stack runs in this drill, at the start or as a canary of its script. */
import { expect, it } from 'vitest';
import { lintScenario } from './parse.ts';
import { scenarioTexts, stack } from './shop.fixture.ts';

const plain = scenarioTexts.get('payday-evening.yaml') ?? '';
const canary = scenarioTexts.get('tuesday-mid-morning.yaml') ?? '';
const fault = 'fault: { kind: latency, link: payments->psp, latency: "${delay}", jitter: 4s }';

function lintWith(good: string, from: string, to: string) {
  if (!good.includes(from)) throw new Error(`the scenario has no "${from}" to replace`);
  return lintScenario(good.replace(from, to), 'x.yaml', stack);
}
/** The trigger stays what it was, and something else is put on an instance beside it. */
const withInject = (good: string, inject: string) => lintWith(good, 'script:\n', `script:\n  - ${inject}\n`);
const idle = (name: string, service: string, starts = '2 instances') => `${name} does not run: ${service} starts with ${starts}`;

it.each([
  ['target', 'fault: { kind: hook-delay, target: catalog-4, delay: 2s }'],
  ['target', 'fault: { kind: clock-skew, target: catalog-4, offset: 60s, direction: ahead }'],
  ['target', 'fault: { kind: connection-leak, target: catalog-4 }'],
  ['where', 'fault: { kind: segment-errors, where: "catalog-4[category=kitchen]", status: 500 }'],
])('[LT14] a fault on an instance that does not run is a problem at its %s', (field, other) => {
  const problems = lintWith(plain, fault, other);
  expect(problems.map(({ message }) => message)).toEqual([idle('catalog-4', 'catalog')]);
  const lines = plain.split('\n');
  const line = lines.findIndex((text) => text.includes(fault)) + 1;
  expect(problems[0]).toMatchObject({ line, column: (lines[line - 1] ?? '').indexOf('fault:') + other.indexOf(field) + 1 });
  expect(problems[0]?.expected).toMatch(/^catalog, catalog-1, catalog-2, or an instance that a canary/);
});

it('[LT14] nor is there a way to the broker of one that does not run', () => {
  const way = (member: string) => lintWith(plain, fault, `fault: { kind: member-bandwidth, member: ${member}, rate: 6KB/s }`);
  expect(way('fulfilment-3').map(({ message }) => message)).toEqual([idle('fulfilment-3', 'fulfilment')]);
  expect(way('fulfilment-2')).toEqual([]);
});

it.each([
  ['a probe', 'minTrafficShare: 0.95', 'minTrafficShare: 0.95, restartProbe: catalog-4'],
  ['the cause', 'component: payments->psp\n    mech', 'component: catalog-4\n    mech'],
  ['a hop of the chain', 'from: payments, to: orders', 'from: payments, to: catalog-4'],
  ['a change', 'target: inventory, summary', 'target: catalog-4, summary'],
])('[LT14] %s names one that does not run', (_, from, to) => {
  const problems = lintWith(plain, from, to);
  expect(problems.map(({ message }) => message)).toEqual([idle('catalog-4', 'catalog')]);
  expect(lintWith(plain, from, to.replace('catalog-4', 'catalog-2')).filter(({ message }) => message.includes('catalog-2'))).toEqual([]);
});

it('[LT14] the instance of a canary runs from when the script brings it up', () => {
  const on = (instance: string, time: string) =>
    withInject(canary, `${time}\n    fault: { kind: hook-delay, target: ${instance}, delay: 1s }`).map(({ message }) => message);
  expect(on('orders-3', 'when: { fired: f1 }')).toEqual([]);
  expect(on('orders-3', 'drawer: true')).toEqual([]);
  expect(on('orders-3', 'at: 1s')).toEqual([idle('orders-3', 'orders')]);
  expect(on('orders-4', 'when: { fired: f1 }')).toEqual([idle('orders-4', 'orders')]);
});

it('[LT14] after a resolve it may be gone: no probe is put on it', () => {
  const probed = (instance: string) => lintWith(canary, 'minTrafficShare: 0.95', `minTrafficShare: 0.95, restartProbe: ${instance}`);
  expect(probed('orders-3')).toMatchObject([{ message: idle('orders-3', 'orders'), expected: 'orders, orders-1, orders-2' }]);
  expect(probed('orders-2')).toEqual([]);
});

it('[LT14] so does that of a release on a canary, from before the drill or when it is asked for', () => {
  const spare = 'fault: { kind: hook-delay, target: payments-2, delay: 1s }';
  expect(lintWith(plain, fault, spare).map(({ message }) => message)).toEqual([idle('payments-2', 'payments', 'one instance')]);
  const release = '{ service: payments, version: 1.6.1, canary: 0.2, by: Payments team }';
  const before = plain.replace('background:\n', `background:\n  - { at: -30m, release: ${release} }\n`);
  expect(lintWith(before, fault, spare)).toEqual([]);
  const asked = scenarioTexts.get('tuesday-half-past-ten.yaml') ?? '';
  expect(withInject(asked, 'at: 2m\n    fault: { kind: hook-delay, target: orders-3, delay: 1s }')).toEqual([]);
});

it('[LT3] an instance that never runs is on no map, and one of a canary is', () => {
  const said = (good: string, text: string) =>
    withInject(good, `when: { alert: any }\n    npc: { from: Somebody, text: "${text}" }`).map(({ message }) => message);
  expect(said(plain, 'catalog-4 is hot')).toEqual(['catalog-4 is not on the map']);
  expect(said(plain, 'catalog-2 is hot')).toEqual([]);
  expect(said(canary, 'Is there an orders-3?')).toEqual([]);
  expect(said(canary, 'Is there an orders-4?')).toEqual(['orders-4 is not on the map']);
});

it('[LT14] the proxy that every link runs through is no component', () => {
  expect(lintWith(plain, 'component: payments->psp\n    mech', 'component: toxiproxy\n    mech').map(({ message }) => message)).toEqual([
    'unknown component toxiproxy',
  ]);
});
