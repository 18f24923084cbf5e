/** LT15: truths that contradict themselves, and holds that no time is left for. */
import { expect, it } from 'vitest';
import { lintScenario } from './parse.ts';
import { scenarioTexts, stack } from './shop.fixture.ts';

const good = scenarioTexts.get('payday-evening.yaml') ?? '';

function lintWith(from: string, to: string): string[] {
  if (!good.includes(from)) throw new Error(`the scenario has no "${from}" to replace`);
  return lintScenario(good.replace(from, to), 'x.yaml', stack).map((problem) => {
    expect(problem.expected).not.toBe('');
    const line = good.replace(from, to).split('\n')[problem.line - 1] ?? '';
    return `${line
      .slice(problem.column - 1)
      .trim()
      .split(' ')
      .slice(0, 2)
      .join(' ')} ${problem.message}`;
  });
}
const held = (hold: string) => lintWith('hold: 60s', `hold: ${hold}`);
const harms = (match: string) => lintWith('  harmful:\n', `  harmful:\n    - ${match}\n`);

it('[LT15] a hold is some time', () => {
  expect(held('0s')).toEqual(['hold: 0s, a hold of 0s proves nothing']);
  expect(held('1s')).toEqual([]);
});

it('[LT15] a hold that is no shorter than the time box', () => {
  for (const hold of ['15m', '20m']) {
    expect(held(hold)).toEqual([`hold: ${hold}, users cannot stay well for ${hold} within the time box of 15m`]);
  }
});

const noTime = (hold: string) =>
  `the expert has no time left: fault, page, waits up to here and the hold of ${hold} exceed the time box of 15m`;

it('[LT15] an expert whose waits, with fault, page and hold, exceed the time box', () => {
  // Fault by 45 s, page 9 s later at the soonest, 6 s of waiting and 60 s of hold: 780 s of 900 are left.
  expect(lintWith('recoveredFor: 15s', 'recoveredFor: 780s')).toEqual([]);
  expect(lintWith('recoveredFor: 15s', 'recoveredFor: 781s')).toEqual([`wait: { ${noTime('60s')}`]);
  expect(lintWith('after: 6s', 'after: 13m')).toEqual([`wait: { ${noTime('60s')}`]);
  expect(held('14m')).toEqual([`wait: { ${noTime('14m')}`]);
});

it('[LT15] an expert who waits longer than the time box is told so once', () => {
  expect(lintWith('recoveredFor: 15s', 'recoveredFor: 15m')).toEqual([expect.stringMatching(/waits up to here exceed the time box/)]);
});

it('[LT15] nothing is wrong, and yet it began or is felt', () => {
  const none = 'component: none\n    mech';
  expect(lintWith('component: payments->psp\n    mech', none)).toEqual([
    'since: f1 component is none, nothing is wrong, and yet it is so since f1',
    'witness: { users are to feel it by checkout-latency, and truth.trigger.component is none: nothing is wrong',
  ]);
});

it.each([
  ['accepted', '{ control: payments.defer, target: orders }'],
  ['accepted', '{ control: payments.defer, target: orders, parameters: {} }'],
  ['accepted', '{ control: link.failover, target: payments->psp, parameters: { endpoint: backup-psp } }'],
  ['partial', '{ control: breaker.set, target: orders->payments, parameters: { mode: open } }'],
])('[LT15] a use that is in %s as well is never harmful: %s', (list, match) => {
  const control = match.slice('{ control: '.length, match.indexOf(','));
  expect(harms(match)).toEqual([`{ control: this use of ${control} is in ${list} as well, and so is never harmful`]);
});

it.each([
  ['atLeast: { fraction: 0.2 }', 'atLeast: { fraction: 0.3 }', true],
  ['atLeast: { fraction: 0.2 }', 'parameters: { fraction: 0.3 }', true],
  ['atLeast: { fraction: 0.2 }', 'atLeast: { fraction: 0.1 }', false],
  ['atMost: { fraction: 0.2 }', 'atMost: { fraction: 0.1 }', true],
  ['atMost: { fraction: 0.1 }', 'atLeast: { fraction: 0.2 }', false],
])('[LT15] nor one within the bounds of what is accepted: %s and %s', (accepted, harmful, isWithin) => {
  const harm = 'control: traffic.shed, target: gateway, ';
  const text = good
    .replace(`${harm}atLeast: { fraction: 0.2 }`, `${harm}${harmful}`)
    .replace('  accepted:\n', `  accepted:\n    - { control: traffic.shed, ${accepted} }\n`);
  const never = 'this use of traffic.shed is in accepted as well, and so is never harmful';
  expect(lintScenario(text, 'x.yaml', stack).map(({ message }) => message)).toEqual(isWithin ? [never] : []);
});

it('[LT15] what is harmful but for an exception is no contradiction', () => {
  for (const match of ['{ control: payments.defer }', '{ control: link.failover, target: payments->psp }', '{ control: breaker.set }']) {
    expect(harms(match)).toEqual([]);
  }
});

it('[LT15] two entries for one owner', () => {
  expect(lintWith('  owners:\n', '  owners:\n    - { owner: payments, reply: We look., after: 9s }\n')).toEqual([
    'owner: payments, duplicate owner payments',
  ]);
});
