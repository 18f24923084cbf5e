/** What the lint tells authors of change requests. */
import { expect, it } from 'vitest';
import { lintScenario } from './parse.ts';
import { compileFile, scenarioTexts, stack } from './shop.fixture.ts';

const good = scenarioTexts.get('tuesday-half-past-ten.yaml') ?? '';
const lintWith = (from: string, to: string) => {
  if (!good.includes(from)) throw new Error(`the scenario has no "${from}" to replace`);
  return lintScenario(good.replace(from, to), 'x.yaml', stack);
};
const first = 'ships: { migration: order-notes }';

it.each([
  ['a migration that is not there', first, 'ships: { migration: order-note }', /unknown migration order-note.*order-notes/],
  ['a flag that is not there', first, 'ships: { flag: express, variant: "on" }', /unknown flag express/],
  ['a version that is not there', 'version: 3.9.0', 'version: 4.0.0', /unknown version of orders "4\.0\.0"/],
  ['a service that is not there', 'service: orders, version: 3.9.0', 'service: order, version: 3.9.0', /unknown service "order"/],
  ['a canary where there is no room', 'service: orders, version: 3.9.0', 'service: gateway, version: 2.32.1', /room for one instance/],
  [
    'a version of the API of who has none',
    first,
    'ships: { apiVersion: { service: catalog, state: "off" } }',
    /unknown policy of catalog "api\.v1"/,
  ],
  ['an owner who is not there', 'owner: checkout', 'owner: warehouse', /unknown owner warehouse/],
  [
    'nothing says what is right',
    '- request: r1\n      right: approve',
    '- request: r2\n      right: approve',
    /nothing says what would be right for r1/,
  ],
  ['a truth about nothing', '- request: r1\n      right', '- request: r3\n      right', /unknown change request r3/],
  ['a request without an id', '- as: r1\n    at: 15s', '- at: 15s', /this change request has no id/],
  ['an expert who does not answer', '    - { do: decide, request: r1, verdict: approve }\n', '', /the expert never answers r1/],
  ['a wait for nothing', '- wait: { request: r1 }', '- wait: { request: r9 }', /unknown change request r9/],
  [
    'a fix that has to be held',
    'right: hold\n',
    'right: hold\n      fixes: true\n',
    /what is right here is hold: it cannot be a fix; right: approve/,
  ],
  ['conditions of an approval', 'right: approve\n', 'right: approve\n      conditions: [afterIncident]\n', /no condition has to be set/],
])('[LT8] %s', (_name, from, to, message) => {
  const messages = lintWith(from, to).map((problem) => `${problem.message}; ${problem.expected}`);
  expect(messages.join('\n')).toMatch(message);
});

it('[LT8] texts of a request are read by players like any other', () => {
  const telling =
    scenarioTexts.get('tuesday-cutoff.yaml')?.replace('title: orders 3.9.0 for everybody', 'title: orders writes items for everybody') ??
    '';
  expect(lintScenario(telling, 'x.yaml', stack).map(({ message }) => message)).toEqual([expect.stringMatching(/gives the answer away/)]);
});

it('[LT8] five scenarios have requests, of every kind, and of every verdict that is right', () => {
  const plans = [...scenarioTexts.keys()].map((file) => compileFile(file, 1));
  const requests = plans.flatMap(({ script }) => script.flatMap((item) => (item.kind === 'request' ? [item.request] : [])));
  expect(plans.filter(({ script }) => script.some(({ kind }) => kind === 'request')).length).toBeGreaterThanOrEqual(4);
  expect(new Set(requests.map(({ ships }) => ships.kind))).toEqual(new Set(['release', 'migration', 'flag', 'apiVersion']));
  const right = plans.flatMap(({ truth }) => truth.requests ?? []).map((truth) => truth.right);
  expect(new Set(right)).toEqual(new Set(['approve', 'hold', 'conditions']));
});

const steps =
  '- wait: { request: r1 }\n    - { do: decide, request: r1, verdict: approve }\n    - wait: { request: r2 }\n    - { do: decide, request: r2, verdict: hold }';
const decided = (...requests: string[]): string =>
  requests.map((request) => `- wait: { request: ${request} }\n    - { do: decide, request: ${request}, verdict: hold }`).join('\n    ');

it('[LT8] an answer to any is one to a request that no other names, and to one only', () => {
  const left = (...requests: string[]) => lintWith(steps, decided(...requests)).map(({ message }) => message);
  expect(left('any', 'any')).toEqual([]);
  expect(left('any', 'r1')).toEqual([]);
  expect(left('r2', 'any')).toEqual([]);
  expect(left('any')).toEqual(['the expert never answers r2']);
  expect(left('r2')).toEqual(['the expert never answers r1']);
  expect(lintWith(steps, '- wait: { after: 1s }').map(({ message }) => message)).toEqual([
    'the expert never answers r1',
    'the expert never answers r2',
  ]);
});
