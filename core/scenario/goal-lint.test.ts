import { describe, expect, it } from 'vitest';
import { compileScenario } from './compile.ts';
import { parseScenario } from './parse.ts';
import { scenarioIn, scenarioTexts, stack } from './shop.fixture.ts';

const text = scenarioTexts.get('wednesday-two-o-clock.yaml') ?? '';

/** Messages of the file with these replacements. */
function problemsOf(...changes: [string | RegExp, string][]): string[] {
  const changed = changes.reduce((sum, [from, to]) => sum.replace(from, to), text);
  expect(changed).not.toBe(text);
  const parsed = parseScenario(changed, 'wednesday-two-o-clock.yaml', stack);
  return parsed.ok ? [] : parsed.problems.map(({ message }) => message);
}

describe('an optimisation drill', () => {
  it('[LT10] needs goal and load plan together', () => {
    expect(problemsOf([/^loadPlan: .*\n/m, ''])).toContain('a goal without a load plan');
    expect(problemsOf([/^goal: .*\n/m, ''])).toContain('there is no goal to measure');
  });

  it('[LT10] harms nobody, and is not won by waiting', () => {
    expect(problemsOf(['idle: loses', 'idle: holds'])).toEqual(['an optimisation drill harms nobody, and is not won by waiting']);
  });

  it('[LT10] measures long enough for as many requests as it asks for', () => {
    expect(problemsOf(['gain: 0.2 }', 'gain: 0.2, window: 20s }'])).toEqual(['20s is mostly chance']);
    expect(problemsOf(['gain: 0.2 }', 'gain: 0.2, requests: 3500 }'])).toEqual([
      '45s hold 2970 requests of browse, and fewer than 3500 say nothing',
    ]);
    expect(problemsOf(['baseline: 60s', 'baseline: 2s'])).toEqual(['2s hold 132 requests of browse, and fewer than 200 say nothing']);
  });

  it('[LT10] says by a change what is set from the start on, and sets what there is', () => {
    expect(problemsOf(['key: cache.listLife', 'key: cache.listLive'])).toHaveLength(1);
    const changeless = /    change:\n      kind: config\n      target: catalog\n.*\n      by: Storefront team\n/;
    expect(problemsOf([changeless, ''])).toContain('settings without a change: nobody could find them');
  });
});

describe('its load', () => {
  const evenly = { kind: 'loadShape', shape: { waveShare: 0 } };
  const compile = (ratePerSecond: number | null) =>
    compileScenario(scenarioIn('wednesday-two-o-clock.yaml'), { stack, slos: [], seed: 1, ratePerSecond });

  it('[GO8] is raised from that of the stack to that of the plan, in the time of its ramp', () => {
    const plan = compile(null);
    expect(plan.loadPlan).toEqual({ ratePerSecond: 300, rampMs: 10_000, durationMs: 180_000 });
    expect(plan.background.at(-1)?.operation).toEqual({
      kind: 'together',
      operations: [{ kind: 'loadFactor', factor: 300 / stack.load.ratePerSecond, overMs: 10_000 }, evenly],
    });
  });

  it('[GO8] is what the whole house was given, where it was given one', () => {
    const plan = compile(75);
    expect(plan.loadPlan?.ratePerSecond).toBe(75);
    expect(plan.background.at(-1)?.operation).toEqual(evenly);
  });

  it('[GO8] is no more than the machine carries, unless the house asks for it, and its change says so', () => {
    const limited = (ratePerSecond: number | null) =>
      compileScenario(scenarioIn('wednesday-two-o-clock.yaml'), { stack, slos: [], seed: 1, ratePerSecond, mostPerSecond: 100 });
    expect(limited(null).loadPlan?.ratePerSecond).toBe(100);
    expect(limited(null).background.at(-1)?.summary).toBe(
      'Load plan: 100 requests/s (of 300, by what this machine carries), before and after',
    );
    expect(limited(250).loadPlan?.ratePerSecond).toBe(250);
    expect(limited(250).background.at(-1)?.summary).toBe('Load plan: 250 requests/s, before and after');
    expect(compile(null).background.at(-1)?.summary).toBe('Load plan: 300 requests/s, before and after');
  });

  it('[GO9] comes evenly, also by the rules, and that of other drills in its wave', () => {
    expect(compile(75).oracle.waveAmplitude).toBe(0);
    const other = compileScenario(scenarioIn('payday-evening.yaml'), { stack, slos: [], seed: 1, ratePerSecond: 75 });
    expect(other.oracle.waveAmplitude).toBe(stack.load.wave.amplitude);
    expect(JSON.stringify(other.background)).not.toContain('waveShare');
  });

  it('[GO8] what stands from the start on is an operation of its change', () => {
    expect(compile(75).background[0]).toMatchObject({
      kind: 'config',
      operation: { kind: 'policy', service: 'catalog', key: 'cache.listLife', value: 0.2 },
    });
  });
});
