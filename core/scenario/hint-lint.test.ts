/** LT5: a hint that is sold before anything is known has nothing that only the debrief tells. */
import { expect, it } from 'vitest';
import { lintScenario } from './parse.ts';
import { scenarioTexts, stack } from './shop.fixture.ts';

const good = scenarioTexts.get('saturday-slowdown.yaml') ?? '';
const hinted = (text: string): string => good.replace('truth:\n  trigger:', `hints: [{ cost: 5%, text: "${text}" }]\n\ntruth:\n  trigger:`);

it.each([
  [
    'the mechanism, without what the seed decides in it',
    'maxmemory lowered under noeviction, writes are refused',
    'a part of truth.trigger.mechanism',
  ],
  ['half of the mechanism', 'Where is it that Writes are refused?', 'a part of truth.trigger.mechanism'],
  ['a hop on the way', 'Look why the hit ratio falls as keys expire.', 'truth.propagation.1.effect'],
  ['the sealed title', 'Find the cache that was up and dark: the cache that was up and dark.', 'title'],
])('[LT5] has %s word for word', (_, text, field) => {
  const told = field === 'title' ? text.replace('the cache', 'The cache') : text;
  const [problem, ...others] = lintScenario(hinted(told), 'x.yaml', stack);
  expect(others).toEqual([]);
  const line = good.slice(0, good.indexOf('truth:\n  trigger:')).split('\n').length;
  expect(problem).toMatchObject({ file: 'x.yaml', line, column: 'hints: [{ cost: 5%, '.length + 1 });
  expect(problem?.message).toBe(`hint 1 repeats the truth: it has ${field} word for word`);
  expect(problem?.expected).toMatch(/where to look and what to compare/);
});

it.each([
  ['of the mechanism', 'Refused writes: somebody lowered maxmemory, and noeviction it is.', 'truth.trigger.mechanism'],
  [
    'of the chain',
    'Refused writes, a ratio that falls when keys expire, a queue for some connection of a pool, slow pages of a product.',
    'truth.propagation',
  ],
])('[LT5] says most %s in other words', (_, text, field) => {
  expect(lintScenario(hinted(text), 'x.yaml', stack).map(({ message }) => message)).toEqual([
    `hint 1 repeats the truth: it says most of what ${field} says`,
  ]);
});

it.each(['Product pages are slow. Ask what one of them waits for.', 'Which of the figures fell before anybody was late?'])(
  '[LT5] but what users feel is no secret, nor where to look: %s',
  (text) => {
    expect(lintScenario(hinted(text), 'x.yaml', stack)).toEqual([]);
  },
);

it('[LT2] whoever speaks says most of the mechanism no more than a hint does', () => {
  const said = 'npc: { from: Host engineer, text: "Refused writes since maxmemory is lowered under noeviction" }';
  const text = good.replace('truth:\n  trigger:', `  - when: { alert: any }\n    ${said}\n\ntruth:\n  trigger:`);
  expect(lintScenario(text, 'x.yaml', stack).map(({ message }) => message)).toEqual([
    'this text repeats the truth: it says most of what truth.trigger.mechanism says',
  ]);
});
