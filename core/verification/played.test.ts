import { describe, expect, it } from 'vitest';
import { ceoMessage, planOf } from '../drill/plan.fixture.ts';
import { compileScenario } from '../scenario/compile.ts';
import { lintScenario, parseScenario } from '../scenario/parse.ts';
import type { Plan } from '../scenario/plan.ts';
import { scenarioTexts, stack } from '../scenario/shop.fixture.ts';
import { playedHash } from './played.ts';

const good = scenarioTexts.get('payday-evening.yaml') ?? '';

function compiled(text: string, seed = 1): Plan {
  const parsed = parseScenario(text, 'x.yaml', stack);
  if (!parsed.ok) throw new Error(JSON.stringify(lintScenario(text, 'x.yaml', stack)));
  return compileScenario(parsed.scenario, { stack, slos: [], seed });
}

const { truth } = planOf();
const spoken: Partial<Plan> = {
  script: [ceoMessage],
  hints: [{ costPercent: 5, text: 'Look twice.' }],
  forbidden: [{ control: 'cache.flush', says: 'It is full for a reason.' }],
  truth: { ...truth, owners: [{ owner: 'platform', reply: 'It is ours.', endsFault: null, afterMs: 0 }] },
};

describe('[VE15] what a proof is a proof of', () => {
  it.each([
    ['another id', /^id: .*$/m, 'id: first-of-the-month'],
    ['another title', /^title: .*$/m, 'title: Something else'],
    ['another link', /^inspiredBy: .*$/m, 'inspiredBy: https://example.com/'],
  ])('%s leaves it as it is, whatever the seed', (_, from, to) => {
    expect(good).toMatch(from);
    for (const seed of [1, 2, 3]) {
      const [before, after] = [compiled(good, seed), compiled(good.replace(from, to), seed)];
      expect(after.hash).not.toBe(before.hash);
      expect(playedHash(after)).toBe(playedHash(before));
    }
  });

  it.each([
    ['questions for afterwards', { debrief: ['What else?'] }],
    ['a briefing', { briefing: 'It is Monday.' }],
    ['words of a message', { script: [{ ...ceoMessage, text: 'What is going on?' }] }],
    ['words of a hint', { hints: [{ costPercent: 5, text: 'Look again.' }] }],
    ['words of a refusal', { forbidden: [{ control: 'cache.flush', says: 'Not now.' }] }],
    ['words of an owner', { truth: { ...truth, owners: [{ owner: 'platform', reply: 'We are on it.', endsFault: null, afterMs: 0 }] } }],
  ])('nor do other %s', (_, words) => {
    expect(playedHash(planOf({ ...spoken, ...words }))).toBe(playedHash(planOf(spoken)));
  });

  it.each([
    ['when somebody speaks up', { script: [{ ...ceoMessage, due: { atMs: 1 } }] }],
    ['what a hint costs', { hints: [{ costPercent: 10, text: 'Look twice.' }] }],
    ['whether a use is refused', { forbidden: [{ control: 'cache.flush', says: null }] }],
    ['when an owner answers', { truth: { ...truth, owners: [{ owner: 'platform', reply: 'It is ours.', endsFault: null, afterMs: 1 }] } }],
  ])('%s is played', (_, change) => {
    expect(playedHash(planOf({ ...spoken, ...change }))).not.toBe(playedHash(planOf(spoken)));
  });

  it('all else changes it', () => {
    const read = ['hash', 'scenarioId', 'title', 'briefing', 'inspiredBy', 'debrief', 'sheet'];
    // Parts that are read in part: what stays of them is asked above.
    const lists: Partial<Plan> = {
      script: [],
      hints: [{ costPercent: 99, text: '' }],
      forbidden: [{ control: 'cache.bypass', says: null }],
      truth: { ...truth, decoys: ['d9'] },
    };
    const plan = compiled(good);
    const played = Object.keys(plan).filter((field) => !read.includes(field));
    const hashes = played.map((field) => playedHash({ ...plan, [field]: lists[field as keyof Plan] ?? 'something else' }));
    expect(new Set([playedHash(plan), ...hashes]).size).toBe(played.length + 1);
    expect(playedHash(compiled(good, 2))).not.toBe(playedHash(plan));
  });
});
