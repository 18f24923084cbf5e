/** What the lint tells authors of escalations, and of pressure that dies down. */
import { describe, expect, it } from 'vitest';
import { lintScenario } from './parse.ts';
import type { Problem } from './problem.ts';
import { scenarioTexts, stack } from './shop.fixture.ts';

const good = scenarioTexts.get('payday-evening.yaml') ?? '';
const ticket = 'ticket: { from: Customer 1, text: It is slow. }';

/** With an inject, or another section, before the truth. */
function lintWith(text: string, more: string): Problem[] {
  return lintScenario(text.replace('truth:\n  trigger:', `${more}truth:\n  trigger:`), 'x.yaml', stack);
}

/** One problem, with a place and a remedy. */
function expectOne(problems: Problem[], message: RegExp): void {
  expect(problems).toMatchObject([{ message: expect.stringMatching(message), expected: expect.stringMatching(/./) }]);
  expect(problems[0]?.line).toBeGreaterThan(1);
}

describe('[LT1] [ES2] an escalation', () => {
  const chain = (head: string, ...after: string[]) => {
    const steps = after.map((time) => `{ after: ${time}, npc: { from: S, text: Well? } }`);
    return lintWith(good, `escalation: [{ ${head}, steps: [${steps.join(', ')}] }]\n`);
  };
  const late = /due after the time box of 15m/;
  it.each([
    ['whose later step is due after the time box', 'until: { updated: true }', ['10m', '5m', '1m'], late],
    ['that begins after the time box', 'when: { clock: 20m }, until: { updated: true }', ['1m'], late],
    ['that waits for what never ends', 'when: { ended: f1 }, until: { updated: true }', ['1m'], /never begins: .* never ends/],
    ['that is over when it begins', 'when: { updated: true }, until: { updated: true }', ['1m', '1m'], /never speaks: its until holds/],
    ['that the page begins and ends', 'until: { alert: any }', ['60s'], /never speaks: its until holds/],
    ['that is over before its second step', 'until: { clock: 150s }', ['90s', '60s'], /this step never comes: until holds/],
  ])('%s', (_, head, after, message) => {
    expectOne(chain(head, ...after), message);
  });

  it('but not one that somebody can end', () => {
    expect(chain('until: { any: [{ updated: true }, { clock: 10m }] }', '1m', '1m')).toEqual([]);
  });
});

describe('LT6 a flat arc', () => {
  const silent = good
    .replace(/ {2}- when: \{ alert: any \}\n {4}after: (35|60)s\n(?: {4}.*\n)+/g, '')
    .replace(/ {2}- at: \$\{onset\}\n {4}after: 150s\n(?: {4}.*\n)+/, '');
  const lintSilent = (more: string) => lintWith(silent, more);
  const chain = (head: string) => `escalation: [{ ${head}, steps: [{ after: 90s, npc: { from: S, text: Well? } }] }]\n`;
  const flat = /a flat arc: within 240 s after the page nobody says anything for more than 210 s/;

  it('nobody asks again for minutes after the page', () => {
    const problems = lintSilent('');
    expectOne(problems, flat);
    expect(problems[0]?.expected).toMatch(/between 15 and 225 s after the page/);
    expect(lintSilent(chain('until: { updated: true }'))).toEqual([]);
  });

  it.each([
    ['speaks only if the pod does something', `  - when: { control: cache.flush }\n    after: 60s\n    ${ticket}\n`],
    [
      'speaks only after what hangs on the pod',
      `  - as: a1\n    when: { declared: true }\n    ${ticket}\n  - when: { fired: a1 }\n    ${ticket}\n`,
    ],
    ['begins only if the pod does something', chain('when: { declared: true }, until: { updated: true }')],
    [
      'would speak, but not to a pod that is silent',
      `  - when: { alert: any }\n    after: 60s\n    unless: { noUpdateFor: 10s }\n    ${ticket}\n`,
    ],
    ['would ask again, but not a pod that is silent', chain('until: { any: [{ updated: true }, { noUpdateFor: 90s }] }')],
    [
      'speaks after what is left out while nobody acts',
      `  - as: a1\n    when: { alert: any }\n    unless: { noUpdateFor: 0s }\n    ${ticket}\n  - when: { fired: a1 }\n    after: 60s\n    ${ticket}\n`,
    ],
  ])('although somebody %s', (_, more) => {
    expectOne(lintSilent(more), flat);
  });

  it.each([
    [
      'an inject that is left out later than it is due',
      `  - when: { alert: any }\n    after: 60s\n    unless: { noUpdateFor: 61s }\n    ${ticket}\n`,
    ],
    ['a step of a chain that is over only then', chain('until: { noUpdateFor: 91s }')],
  ])('but not with %s', (_, more) => {
    expect(lintSilent(more)).toEqual([]);
  });

  it.each([
    ['an inject', `  - when: { alert: any }\n    after: 60s\n    unless: { alert: any }\n    ${ticket}\n`],
    ['an escalation', chain('until: { alert: any }')],
  ])('although there is %s that never speaks', (_, more) => {
    const messages = lintSilent(more).map(({ message }) => message);
    expect(messages).toEqual([expect.stringMatching(flat), expect.stringMatching(/never/)]);
  });

  it('said once, although every seed leaves another gap', () => {
    const text = silent.replace('  - when: { alert: any }\n    after: 15s', '  - at: ${onset}\n    after: 61s..79s');
    expectOne(lintScenario(text, 'x.yaml', stack), flat);
  });
});
