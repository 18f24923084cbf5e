import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileFile, stack } from '../scenario/shop.fixture.ts';
import { jmxTestPlan } from './jmx.ts';
import { k6Script } from './k6.ts';
import { loadPlanOf } from './load-plan.ts';

const compiled = compileFile('wednesday-two-o-clock.yaml', 1);
const { goal, loadPlan: load } = compiled;
if (!goal || !load) throw new Error('the scenario has no goal');
const plan = loadPlanOf({ drillId: 'INC-0042', goal, load, stack: stack.load, slis: compiled.slos });

/** Every tag closed in its order; texts and attributes without a bare `<` or `&`. The names of the elements, in order. */
function elementsOf(xml: string): { tag: string; attributes: Record<string, string>; text: string }[] {
  const open: string[] = [];
  const found: { tag: string; attributes: Record<string, string>; text: string }[] = [];
  const pieces = /<\?[^>]*\?>|<(\/?)([A-Za-z0-9]+)((?:\s+[A-Za-z]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  let at = 0;
  for (let match = pieces.exec(xml); match; match = pieces.exec(xml)) {
    at = pieces.lastIndex;
    const [, closing, tag, attributes = '', single, text] = match;
    if (text !== undefined) {
      expect(text).not.toMatch(/&(?!(amp|lt|gt|quot);)/);
      const last = found.at(-1);
      if (last) last.text += text;
    }
    if (tag === undefined) continue;
    if (closing) expect(open.pop()).toBe(tag);
    else {
      const named = [...attributes.matchAll(/([A-Za-z]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value] as const);
      found.push({ tag, attributes: Object.fromEntries(named), text: '' });
      if (!single) open.push(tag);
    }
  }
  expect(at, 'well-formed to its end').toBe(xml.length);
  expect(open).toEqual([]);
  return found;
}

/** Text as it was before it was written as XML. */
const plain = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

describe('the load plan', () => {
  it('[LP1] has the rate of the drill, and mix, clients and habits of the shop', () => {
    expect(plan).toMatchObject({ ratePerSecond: 300, rampSeconds: 10, durationSeconds: 180, goal: { operation: 'browse', gain: 0.2 } });
    expect(plan.mix.find(({ step }) => step === 'checkout')?.share).toBeCloseTo(0.2);
    expect(plan.mix.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(plan.clients).toContainEqual({ id: 'partner-atlas', prefix: '/v1', share: 0.06 });
    expect(plan.patienceMs).toEqual({ browse: 5000, checkout: 10_000 });
  });

  it('[LP1] fills a cart for every checkout that needs one', () => {
    const checkouts = 300 * 185 * 0.99 * 0.2 * 0.9;
    expect(plan.carts).toBeGreaterThan(checkouts);
    expect(plan.carts).toBeLessThan(checkouts * 1.2);
  });
});

describe('as a k6 script', () => {
  const script = k6Script(plan);

  it('[LP2] is a module that node can parse', () => {
    const folder = mkdtempSync(join(tmpdir(), 'load-plan-'));
    try {
      const file = join(folder, 'load-plan.mjs');
      writeFileSync(file, script);
      expect(spawnSync(process.execPath, ['--check', file], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
      writeFileSync(file, `${script}}`);
      expect(spawnSync(process.execPath, ['--check', file]).status).not.toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('[LP2] holds the same numbers as data, in an open model', () => {
    const data = /^const plan = (\{[\s\S]*?^\});$/m.exec(script)?.[1] ?? '';
    expect(JSON.parse(data)).toEqual(JSON.parse(JSON.stringify(plan)));
    expect(script).toContain("executor: 'constant-arrival-rate'");
    expect(script).toContain('__ENV.HOST');
    for (const header of ["'x-client-id'", "'idempotency-key'"]) expect(script).toContain(header);
    for (const { step } of plan.mix) expect(script, step).toMatch(new RegExp(`^  ${step}[(:]`, 'm'));
  });
});

describe('as a test plan of JMeter', () => {
  const elements = elementsOf(jmxTestPlan(plan));
  const valueOf = (name: string): string => plain(elements.find(({ attributes }) => attributes['name'] === name)?.text.trim() ?? '');

  it('[LP3] is well-formed XML, with a hash tree behind every component', () => {
    const components = elements.filter(({ tag, attributes }) => attributes['testclass'] && tag !== 'elementProp');
    // The plan's own tree holds the others, and one more holds that.
    expect(elements.filter(({ tag }) => tag === 'hashTree')).toHaveLength(components.length + 1);
    expect(components.map(({ tag }) => tag)).toEqual(
      expect.arrayContaining(['TestPlan', 'SetupThreadGroup', 'OpenModelThreadGroup', 'SwitchController']),
    );
  });

  it('[LP3] asks for the rate in an open model, of a host and port that can be set', () => {
    expect(valueOf('OpenModelThreadGroup.schedule')).toContain(
      ' rate(0/sec) random_arrivals(10 sec) rate(300/sec) random_arrivals(180 sec) rate(300/sec) ',
    );
    const texts = elements.map(({ text }) => text.trim());
    expect(texts).toEqual(expect.arrayContaining(['${__P(host,127.0.0.1)}', '${__P(port,8080)}']));
  });

  it('[LP3] the users begin when the set-up is over, and who still waits at the end is waited for', () => {
    // JMeter counts the schedule from the start of the test, its set-up included.
    expect(valueOf('OpenModelThreadGroup.schedule')).toMatch(/^pause\(\$\{__groovy\(\(.*getTestStartTime\(\)\) \/ 1000 \+ 1\)\} sec\) /);
    expect(valueOf('OpenModelThreadGroup.schedule')).toMatch(/ pause\(10 sec\)$/);
  });

  it('[LP3] no closure of its scripts has a parameter by the name of a variable: Groovy would not compile it', () => {
    const scripts = elements.filter(({ attributes }) => attributes['name'] === 'script').map(({ text }) => plain(text));
    expect(scripts).toHaveLength(4);
    for (const script of scripts) {
      const variables = [...script.matchAll(/\b(?:def|int|double) (\w+)/g)].map(([, name]) => name);
      const parameters = [...script.matchAll(/\{ ([\w, ]+) ->/g)].flatMap(([, names = '']) => names.split(', '));
      expect(parameters.filter((name) => variables.includes(name))).toEqual([]);
      expect(script, 'JMeter would read it as a variable of its own').not.toContain('${');
    }
  });

  it('[LP3] has a sampler of each step, chosen by the shares of the plan', () => {
    const samplers = elements.filter(({ tag }) => tag === 'HTTPSamplerProxy').map(({ attributes }) => attributes['testname']);
    expect(samplers).toEqual([...plan.mix.map(({ step }) => step), 'bot']);
    const scripts = elements.filter(({ attributes }) => attributes['name'] === 'script').map(({ text }) => plain(text));
    const arrival = scripts.find((text) => text.includes('setIgnore')) ?? '';
    for (const { step, share } of plan.mix) expect(arrival).toContain(`["step":"${step}","share":${share}]`);
    for (const { id, prefix, share } of plan.clients) expect(arrival).toContain(`["id":"${id}","prefix":"${prefix}","share":${share}]`);
    expect(arrival).toContain(`nextDouble() < ${plan.botShare} ?`);
    expect(scripts.some((text) => text.includes(`${plan.carts}.times`))).toBe(true);
  });
});
