/** What can never happen because its page comes too late, or because the house refuses what it waits for. */
import { describe, expect, it } from 'vitest';
import { lintScenario } from './parse.ts';
import { measuredStack, scenarioTexts } from './shop.fixture.ts';

/** Its fault comes after 20 s to 45 s, its time box is 15 min. */
const good = scenarioTexts.get('payday-evening.yaml') ?? '';
const ticket = 'ticket: { from: Customer 1, text: It is slow. }';

/** Messages of the scenario with another text, and with lines of its script and further sections before the truth. */
function lintWith({ lines = '', sections = '', text = good }: { lines?: string; sections?: string; text?: string }): string[] {
  const more = `${lines}${sections}`;
  return lintScenario(text.replace('truth:\n  trigger:', `${more}truth:\n  trigger:`), 'x.yaml', measuredStack).map(
    ({ message, expected }) => `${message} (${expected})`,
  );
}

describe('[LT1] a page comes no sooner than its fault and the time that its windows need', () => {
  const waiting = (after: string) => lintWith({ lines: `  - when: { alert: any }\n    after: ${after}\n    ${ticket}\n` });
  const chain = (after: string) =>
    lintWith({ sections: `escalation: [{ until: { updated: true }, steps: [{ after: ${after}, npc: { from: S, text: Well? } }] }]\n` });

  it('so what waits for it may be too late', () => {
    expect(waiting('846s')).toEqual(['this inject never happens: it is due after the time box of 15m (less than 15m)']);
    expect(waiting('845s')).toEqual([]);
    expect(chain('846s')).toEqual(['this step never comes: it is due after the time box of 15m (less than 15m)']);
    expect(chain('845s')).toEqual([]);
  });

  it('and what has happened before it for certain leaves it out for certain', () => {
    const unless = (condition: string) => lintWith({ lines: `  - when: { alert: any }\n    unless: ${condition}\n    ${ticket}\n` });
    expect(unless('{ fired: f1 }')).toEqual([expect.stringMatching(/never happens: its unless holds whenever it is due/)]);
    expect(unless('{ clock: 53s }')).toEqual([expect.stringMatching(/never happens: its unless holds whenever it is due/)]);
    expect(unless('{ clock: 55s }')).toEqual([]);
  });

  it('whatever the script does to the system may be what brings it', () => {
    const early = '  - at: 5s\n    fault: { kind: latency, link: catalog->redis, latency: 1ms }\n';
    expect(lintWith({ lines: `${early}  - when: { alert: any }\n    after: 885s\n    ${ticket}\n` })).toEqual([]);
    const { length } = lintWith({ lines: `${early}  - when: { alert: any }\n    after: 886s\n    ${ticket}\n` });
    expect(length).toBe(1);
  });

  it('a fault that waits for its own page is told, and nothing else that waits for the page', () => {
    const circular = good.replace('    at: ${onset}\n    fault', '    when: { alert: any }\n    fault');
    expect(lintWith({ text: circular })).toEqual([expect.stringMatching(/^this inject never happens: what it waits for waits for it/)]);
    const through = good.replace('    at: ${onset}\n    fault', '    when: { fired: a1 }\n    fault');
    expect(lintWith({ text: through, lines: `  - as: a1\n    when: { alert: any }\n    ${ticket}\n` })).toEqual([
      expect.stringMatching(/^this inject never happens: what it waits for waits for it/),
    ]);
  });

  it('but the pod may write an update before any page', () => {
    const silent = (time: string) => lintWith({ lines: `  - when: { noUpdateFor: ${time} }\n    ${ticket}\n` });
    expect(silent('899s')).toEqual([]);
    expect(silent('900s')).toHaveLength(1);
  });
});

describe('[LT1] what waits for a control that the house refuses', () => {
  const lines = (condition: string) => `  - when: ${condition}\n    ${ticket}\n`;
  const rule = (written: string) => `forbidden: [{ ${written} }]\n`;

  it.each([
    ['{ control: cache.flush }', 'control: cache.flush, says: No.', 'cache.flush'],
    ['{ control: cache.flush, target: redis }', 'control: cache.flush, says: No.', 'cache.flush on redis'],
    ['{ control: cache.flush }', 'control: cache.flush, target: redis, says: No.', 'cache.flush'],
    [
      '{ any: [{ declared: true }, { control: service.restart, target: catalog }] }',
      'control: service.restart, target: catalog, says: No.',
      'service.restart on catalog',
    ],
    ['{ paged: platform }', 'control: owner.page, target: platform, says: They sleep.', 'owner.page on platform'],
  ])('%s, while forbidden says %s', (condition, forbidden, use) => {
    expect(lintWith({ lines: lines(condition), sections: rule(forbidden) })).toEqual([
      `unreachable: forbidden refuses ${use} (a control that may be used here, or a forbidden with bounds that lets some of its uses through)`,
    ]);
  });

  it.each([
    ['of another target', '{ control: service.restart, target: inventory }', 'control: service.restart, target: catalog, says: No.'],
    ['of any target', '{ control: service.restart }', 'control: service.restart, target: catalog, says: No.'],
    ['that some uses pass', '{ control: cache.ttl }', 'control: cache.ttl, atLeast: { seconds: 301 }, says: No.'],
    ['that goes through', '{ control: cache.flush }', 'control: cache.flush'],
  ])('but not one %s', (_, condition, forbidden) => {
    expect(lintWith({ lines: lines(condition), sections: rule(forbidden) })).toEqual([]);
  });
});

describe('[LT7] what mends or eases, and is refused', () => {
  const withRule = (written: string) => lintWith({ sections: `forbidden: [{ ${written} }]\n` });

  it('is no way out', () => {
    expect(withRule('control: link.failover, says: Too dear.')).toEqual([
      'what mends it is refused: forbidden lets no link.failover on payments->psp through (another use, or a forbidden with bounds that lets the right one through)',
    ]);
    expect(withRule('control: breaker.set, target: orders->payments, says: No.')).toEqual([
      expect.stringMatching(/^what eases it is refused: forbidden lets no breaker\.set on orders->payments through/),
      expect.stringMatching(/^what eases it is refused/),
    ]);
  });

  it('unless some uses pass, or it goes through and has its price', () => {
    expect(withRule('control: link.failover, parameters: { endpoint: psp }, says: No.')).toEqual([]);
    expect(withRule('control: link.failover')).toEqual([]);
  });
});
