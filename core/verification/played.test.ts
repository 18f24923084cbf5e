import { describe, expect, it } from 'vitest';
import { planOf } from '../drill/plan.fixture.ts';
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

  it('nor do other questions for afterwards', () => {
    expect(playedHash(planOf({ debrief: ['What else?'] }))).toBe(playedHash(planOf({ debrief: [] })));
  });

  it('all else changes it', () => {
    const read = ['hash', 'scenarioId', 'title', 'inspiredBy', 'debrief'];
    const plan = compiled(good);
    const played = Object.keys(plan).filter((field) => !read.includes(field));
    const hashes = played.map((field) => playedHash({ ...plan, [field]: 'something else' }));
    expect(new Set([playedHash(plan), ...hashes]).size).toBe(played.length + 1);
    expect(playedHash(compiled(good, 2))).not.toBe(playedHash(plan));
  });
});
