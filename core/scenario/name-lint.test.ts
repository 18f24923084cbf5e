/** What players may not read before a drill: whether anything is wrong, and what. */
import { describe, expect, it } from 'vitest';
import { lintScenario } from './parse.ts';
import { scenarioTexts, stack } from './shop.fixture.ts';

const good = scenarioTexts.get('payday-evening.yaml') ?? '';

function messagesWith(from: string, to: string): string[] {
  if (!good.includes(from)) throw new Error(`the scenario has no "${from}" to replace`);
  return lintScenario(good.replace(from, to), 'x.yaml', stack).map(
    ({ line, column, message, expected }) => `${line > 1 && column > 0}: ${message} (${expected})`,
  );
}
const named = (id: string): string[] => messagesWith('id: payday-evening', `id: ${id}`);
const briefed = (text: string): string[] => messagesWith('Customers should get through to the end.', text);

describe('[LT13] before a drill', () => {
  it.each([
    ['quiet-shift', '"quiet" says whether anything is wrong'],
    ['nothing-on-monday', '"nothing" says whether anything is wrong'],
    ['false-alarm', '"false" says whether anything is wrong'],
    ['slow-leak', '"leak" names what is wrong'],
    ['saturday-timeouts', '"timeout" names what is wrong'],
    ['four-retries', '"retrie" names what is wrong'],
    ['friday-canary', '"canary" names what is wrong'],
    ['psp-evening', '"psp" names the component or the mechanism'],
  ])('the id %s tells', (id, why) => {
    const remedy = 'a day, a time or an occasion, such as monday-mid-afternoon';
    expect(named(id)).toEqual([`true: id gives the answer away: ${why} (${remedy})`]);
  });

  it.each(['tuesday-half-past-ten', 'wednesday-two-o-clock', 'first-of-december'])('the id %s does not', (id) => {
    expect(named(id)).toEqual([]);
  });

  it('a briefing may call the day calm, and names no usual cause', () => {
    expect(briefed('It is a calm and quiet evening.')).toEqual([]);
    expect(briefed('Mind the cache.')).toEqual([
      'true: briefing gives the answer away: "cache" names what is wrong (words that say nothing about the cause)',
    ]);
  });

  it('one word is told, not one for each list', () => {
    expect(named('quiet-psp-leak')).toHaveLength(1);
  });
});
