/** What the lint tells authors beyond names that do not exist. */
import { describe, expect, it } from 'vitest';
import { lintScenario } from './parse.ts';
import type { Problem } from './problem.ts';
import { scenarioTexts, stack } from './shop.fixture.ts';

const good = scenarioTexts.get('payday-evening.yaml') ?? '';

function lintWith(...replacements: readonly [from: string, to: string][]): Problem[] {
  let text = good;
  for (const [from, to] of replacements) {
    if (!text.includes(from)) throw new Error(`the scenario has no "${from}" to replace`);
    text = text.replace(from, to);
  }
  return lintScenario(text, 'x.yaml', stack);
}

/** Puts an inject, or another section, before the truth. */
const before = (section: string): [string, string] => ['truth:\n  trigger:', `${section}\ntruth:\n  trigger:`];
const inject = (lines: string) => before(`  - ${lines}\n`);
const ticket = 'ticket: { from: Customer 1, text: It is slow. }';

/** One problem, with a place and a remedy. */
function expectOne(problems: Problem[], message: string | RegExp): void {
  expect(problems).toHaveLength(1);
  const [problem] = problems;
  expect(problem?.message).toMatch(message);
  expect(problem?.line).toBeGreaterThan(1);
  expect(problem?.column).toBeGreaterThan(0);
  expect(problem?.expected).not.toBe('');
}

describe('LT1 an inject that can never happen', () => {
  it.each([
    [
      'a page that nobody expects, inside a condition',
      '{ all: [{ declared: true }, { alert: order-freshness }] }',
      /unreachable: no page of order-freshness/,
    ],
    ['a control that the stack lacks', '{ control: cache.warm }', /unknown control cache\.warm/],
    ['a target that the control lacks', '{ control: cache.bypass, target: orders }', /unknown target of cache\.bypass orders/],
    ['a figure that it lacks', '{ control: cache.ttl, target: catalog, atLeast: { minutes: 3 } }', /unknown number parameter minutes/],
    ['a value that the control refuses', '{ control: breaker.set, target: orders->payments, parameters: { mode: ajar } }', /mode/],
    ['an owner who does not exist', '{ paged: warehouse }', /unknown owner warehouse/],
    ['an inject that does not exist', '{ fired: f7 }', /unknown inject f7/],
    ['the end of what is no fault', '{ ended: f7 }', /unknown fault f7/],
    ['the end of a fault that never ends', '{ ended: f1 }', /never happens: .* never ends/],
    ['time beyond the time box', '{ any: [{ clock: 16m }, { noUpdateFor: 20m }] }', /due after the time box/],
  ])('%s', (_, condition, message) => {
    expectOne(lintWith(inject(`when: ${condition}\n    ${ticket}`)), message);
  });

  it('two that wait for each other', () => {
    const both = `as: a1\n    when: { fired: a2 }\n    ${ticket}\n  - as: a2\n    when: { fired: a1 }\n    ${ticket}`;
    const problems = lintWith(inject(both));
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('waits for it'),
      expect.stringContaining('waits for it'),
    ]);
    expect(problems[0]?.line).toBeLessThan(problems[1]?.line ?? 0);
  });

  it.each([
    ['waits for what leaves it out', 'when: { declared: true }', '{ declared: true }'],
    ['is due when so much time has passed for certain', 'at: 5m', '{ any: [{ updated: true }, { clock: 1m }] }'],
    ['is due after what comes by itself', 'at: 5m', '{ fired: f1 }'],
    ['waits for more than what leaves it out', 'when: { all: [{ updated: true }, { alert: checkout-latency }] }', '{ alert: any }'],
    ['waits for a narrower use than what leaves it out', 'when: { control: cache.ttl, atLeast: { seconds: 3 } }', '{ control: cache.ttl }'],
    [
      'waits for any of what leaves it out',
      'when: { any: [{ updated: true }, { declared: true }] }',
      '{ any: [{ declared: true }, { updated: true }] }',
    ],
  ])('one that %s', (_, time, unless) => {
    expectOne(lintWith(inject(`${time}\n    unless: ${unless}\n    ${ticket}`)), /never happens: its unless holds whenever it is due/);
  });

  it.each([
    ['at: 5m', '{ any: [{ updated: true }, { clock: 6m }] }'],
    ['at: 15s', '{ fired: f1 }'],
    ['when: { alert: any }', '{ all: [{ alert: checkout-latency }, { declared: true }] }'],
    ['when: { any: [{ updated: true }, { clock: 2m }] }', '{ updated: true }'],
    ['when: { control: service.restart }', '{ control: service.restart, target: orders }'],
    ['when: { control: service.scale }', '{ control: service.scale, atLeast: { slots: 3 } }'],
  ])('but not %s unless %s', (time, unless) => {
    expect(lintWith(inject(`${time}\n    unless: ${unless}\n    ${ticket}`))).toEqual([]);
  });

  it.each([
    '{ all: [{ alert: checkout-latency }, { any: [{ control: service.restart }, { declared: true }] }] }',
    '{ noUpdateFor: 3m }',
    '{ any: [{ ended: f1 }, { clock: 5m }] }',
  ])('but not %s', (condition) => {
    expect(lintWith(inject(`when: ${condition}\n    unless: { acknowledged: true }\n    ${ticket}`))).toEqual([]);
  });
});

describe('LT2 a text that players read and that gives the answer away', () => {
  const telling = 'The psp takes long: latency is up.';
  it.each([
    ['a message', inject(`when: { alert: any }\n    npc: { from: Somebody, text: "${telling}" }`)],
    ['a ticket', inject(`when: { alert: any }\n    ticket: { from: Somebody, text: "${telling}" }`)],
    ['a change', inject(`at: 5s\n    change: { kind: config, target: orders, summary: "${telling}", by: Somebody }`)],
    [
      'a step of an escalation',
      before(`escalation: [{ until: { updated: true }, steps: [{ after: 30s, npc: { from: S, text: "${telling}" } }] }]\n`),
    ],
    ['the name of a sender', inject('when: { alert: any }\n    npc: { from: The psp latency team, text: Hello }')],
    ['who made a change', ['by: Supply team', 'by: psp latency team'] as [string, string]],
    [
      'the answer of an owner who has nothing to do with it',
      ['reply: The deploy changed nothing on the way to a charge. We can roll it back if you insist.', `reply: "${telling}"`] as [
        string,
        string,
      ],
    ],
    ['the refusal of what is forbidden', before(`forbidden: [{ control: cache.flush, says: "${telling}" }]\n`)],
    ['a change from before', ['summary: Reservation time raised to 20 min for payday', `summary: "${telling}"`] as [string, string]],
  ])('%s', (_, replacement) => {
    expectOne(lintWith(replacement), /gives the answer away: "psp" and "latency" name component and mechanism/);
  });

  it('but the owner of what is wrong may say so', () => {
    expect(lintWith(['reply: Thank you for contacting us. We are looking into it.', `reply: "${telling}"`])).toEqual([]);
  });

  it('unless its author says why it may stand there, or it names only one of the two', () => {
    expect(lintWith(inject(`when: { alert: any }\n    tells: the vendor admits it\n    npc: { from: S, text: "${telling}" }`))).toEqual([]);
    expect(lintWith(inject('when: { alert: any }\n    npc: { from: S, text: Is the psp all right? }'))).toEqual([]);
  });
});

it('LT3 a text that names what is on no map', () => {
  const said = (text: string) => lintWith(inject(`when: { alert: any }\n    npc: { from: S, text: "${text}" }`));
  expectOne(said('orders-9 is hot'), 'orders-9 is not on the map');
  expectOne(said('look at orders->mongo'), 'orders->mongo is not on the map');
  expect(said('orders-2 and orders->payments look odd; ticket PLT-2291 and wh-07 too')).toEqual([]);
});

describe('LT3 what is read beside the drill and names what is on no map', () => {
  it.each([
    ['a hint', before('hints: [{ cost: 5%, text: Look at orders-9. }]\n'), 'orders-9 is not on the map'],
    ['the briefing', ['Customers should get through', 'Look at orders->mongo'], 'orders->mongo is not on the map'],
    ['a dead end of the sheet', ['The orders deploy of the evening.', 'Look at orders-9.'], 'orders-9 is not on the map'],
    ['a row of the sheet', ['p95 of payments->psp above', 'p95 of orders->mongo above'], 'orders->mongo is not on the map'],
  ] as [string, [string, string], string][])('%s', (_, replacement, message) => {
    expectOne(lintWith(replacement), message);
  });
});

describe('LT4 an alert that cannot fire in time', () => {
  it('faster than its windows fill', () => {
    expectOne(lintWith(['severity: page, within: 60s', 'severity: page, within: 5s']), /cannot fire within 5s: its windows need 9 s/);
  });

  it('after the time box, counted from the fault', () => {
    expectOne(lintWith(['severity: page, within: 60s', 'severity: page, within: 20m']), /a page is expected within 20m of the fault/);
    expectOne(lintWith(['severity: page, within: 60s', 'severity: page, within: 880s']), /after the time box of 15m/);
    expect(lintWith(['severity: page, within: 60s', 'severity: page, within: 850s'])).toEqual([]);
  });

  it('or users who feel it after the time box, or after the page', () => {
    expectOne(lintWith(['slo: checkout-latency, within: 45s', 'slo: checkout-latency, within: 30m']), /users are to feel it within 30m/);
    expectOne(
      lintWith(['slo: checkout-latency, within: 45s', 'slo: checkout-latency, within: 90s']),
      /users may feel it as late as 90s, after the page/,
    );
  });

  it('while users feel nothing', () => {
    const quiet = scenarioTexts.get('tuesday-half-past-ten.yaml') ?? '';
    const text = quiet.replace('alerts: []', 'alerts: [{ slo: browse-latency, severity: page, within: 60s }]');
    expect(lintScenario(text, 'x.yaml', stack).map(({ message }) => message)).toContain(
      'no page of browse-latency can fire: witness is none, users feel nothing',
    );
  });
});

describe('LT5 a hint', () => {
  const hints = (...list: string[]) =>
    before(`hints: [${list.map((text, index) => `{ cost: ${['5%', '10%', '15%'][index]}, text: "${text}" }`).join(', ')}]\n`);

  it('that repeats the truth', () => {
    expectOne(lintWith(hints('Look where time goes.', 'The psp has a latency.')), /hint 2 repeats the truth: "psp" and "latency"/);
  });

  it('that names the part too early', () => {
    expectOne(lintWith(hints('Look at the psp.', 'Look again.')), /hint 1 repeats the truth: "psp"/);
    expect(lintWith(hints('Look where time goes.', 'Look at the psp.'))).toEqual([]);
  });

  it.each([
    ['why it happened', 'one region of the outside provider has trouble, and we hear of it late', 'truth.trigger.why'],
    ['a condition, in other words', 'Before it answers, each checkout waits for the charge.', 'truth.conditions.0'],
    ['half of the gap', "nothing watches the provider's answer times on their own", 'truth.detectionGap'],
  ])('that tells %s', (_, text, field) => {
    expectOne(lintWith(hints(text)), `hint 1 repeats the truth: it says most of what ${field} says`);
  });

  it('that hands out the remedy, even the last', () => {
    expectOne(lintWith(hints('Look.', 'Use payments.defer on orders.')), 'hint 2 names what mends it: payments.defer on orders');
    expect(lintWith(hints('Which part of orders could happen later?'))).toEqual([]);
  });

  it('out of its tier', () => {
    expectOne(lintWith(before('hints: [{ cost: 15%, text: Look where time goes. }]\n')), 'hint 1 costs 15%');
  });
});

describe('LT7 what the house and the oracle ask for', () => {
  it.each([
    [
      'an expert who does what is forbidden',
      before('forbidden: [{ control: owner.page, target: vendor-psp, says: Not on payday. }]\n'),
      /the expert does what is forbidden/,
    ],
    ['a forbidden control that the stack lacks', before('forbidden: [{ control: cache.warm }]\n'), /unknown control cache\.warm/],
    [
      'a probe of a service that is not there',
      ['minTrafficShare: 0.95', 'minTrafficShare: 0.95, restartProbe: shipping'],
      /unknown service or slot shipping/,
    ],
    ['a replay of what is no fault', ['minTrafficShare: 0.95', 'minTrafficShare: 0.95, replayTrigger: f9'], /unknown fault f9/],
    ['an opening budget of what is no objective', before('openingBudgets: { checkout-speed: 0.2 }\n'), /unknown SLO checkout-speed/],
    [
      'an invariant that nobody knows',
      ['minTrafficShare: 0.95', 'minTrafficShare: 0.95, invariants: [all-well]'],
      /invariants\.0 has a value that is not known/,
    ],
    ['an owner of what is left on who does not exist', ['do: resolve,', 'do: resolve, leftOn: warehouse,'], /unknown owner warehouse/],
    ['more noise than the stack has', before('noise: { changes: 9 }\n'), /the stack has \d changes for noise/],
    [
      'an expert who uses what the stack lacks',
      ['control: payments.defer, target: orders, parameters', 'control: payments.pause, target: orders, parameters'],
      /unknown control payments\.pause/,
    ],
  ] as [string, [string, string], RegExp][])('%s', (_, replacement, message) => {
    expectOne(lintWith(replacement), message);
  });
});

describe('SC6 what a change before the drill has set', () => {
  const change = '{ kind: config, target: gateway, summary: Pages are tried twice, by: Edge team }';
  const policy = (key: string) => `{ kind: policy, service: gateway, key: ${key}, value: 1 }`;
  const withBackground = (item: string) => lintWith(['background:\n', `background:\n  - { at: -30m, ${item} }\n`]);

  it('is something that the stack can have', () => {
    expect(withBackground(`change: ${change}, settings: [${policy('catalog.retries')}, ${policy('catalog.retryBudget')}]`)).toEqual([]);
    expectOne(withBackground(`change: ${change}, settings: [${policy('catalog.retires')}]`), /unknown policy catalog\.retires/);
    const rows = (archive: string) => withBackground(`change: ${change}, settings: [{ kind: archive, archive: ${archive} }]`);
    expect(rows('first-shop')).toEqual([]);
    expectOne(rows('second-shop'), /unknown archive "second-shop"; known: first-shop/);
  });

  it('has its entry in the change log, and is one thing', () => {
    const release = '{ service: orders, version: 3.8.1, by: Checkout team }';
    expectOne(withBackground(`release: ${release}, settings: [${policy('catalog.retries')}]`), /settings without a change/);
    const mixed = `[${policy('catalog.retries')}, { kind: load-spike, factor: 2 }]`;
    expectOne(withBackground(`change: ${change}, settings: ${mixed}`), /a load-spike is a change of its own/);
  });
});
