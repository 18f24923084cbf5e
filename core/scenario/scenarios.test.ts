import { describe, expect, it } from 'vitest';
import { scenarioJsonSchema } from './json-schema.ts';
import { lintScenario } from './parse.ts';
import type { Plan } from './plan.ts';
import { compileFile as compile, measuredStack, scenarioTexts, stack, templateFile, textOf } from './shop.fixture.ts';

const files = [...scenarioTexts.keys(), templateFile];

describe.each(files)('%s', (file) => {
  const text = textOf(file);

  it('has no problem', () => {
    expect(lintScenario(text, file, measuredStack)).toEqual([]);
  });

  it('is named after its id and tells editors its schema', () => {
    expect(`${compile(file, 1).scenarioId}.yaml`).toBe(file);
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./scenario.schema.json');
  });

  it('gives the same plan for the same seed, and other scripts for other seeds', () => {
    expect(compile(file, 7)).toEqual(compile(file, 7));
    const plans = Array.from({ length: 20 }, (_, seed) => compile(file, seed));
    expect(new Set(plans.map(({ script }) => JSON.stringify(script))).size).toBeGreaterThan(15);
    expect(new Set(plans.map(({ hash }) => hash)).size).toBe(20);
  });

  it('names no fault in labels that may be seen', () => {
    for (const item of compile(file, 3).script) if (item.kind === 'fault') expect(item.label).toBe(`inject ${item.id}`);
  });
});

// An optimisation drill has no fault: what is slow stands from the start on.
describe.each(files.filter((file) => !/^goal:/m.test(textOf(file))))('the onset of %s', (file) => {
  it('is 20 to 45 s in, at different times for different seeds', () => {
    const onsets = Array.from({ length: 40 }, (_, seed) => onsetOf(compile(file, seed)));
    expect(Math.min(...onsets)).toBeGreaterThanOrEqual(20_000);
    expect(Math.max(...onsets)).toBeLessThanOrEqual(45_000);
    expect(new Set(onsets).size).toBeGreaterThan(20);
  });
});

it('the seed picks the slow member, and truth, answer and expert follow it', () => {
  const plans = Array.from({ length: 30 }, (_, seed) => compile('monday-backlog.yaml', seed));
  const members = plans.map((plan) => {
    const slot = plan.truth.accepted[0]?.parameters?.['slot'];
    const fault = plan.script.find((item) => item.kind === 'fault');
    expect(fault?.kind === 'fault' && fault.operation.kind === 'toxic' && fault.operation.link).toBe(`fulfilment-${slot}->kafka`);
    expect(plan.truth.trigger.component).toBe(`fulfilment-${slot}->kafka`);
    expect(plan.responders['expert']).toContainEqual({
      do: 'control',
      control: 'consumer.cordon',
      target: 'fulfilment',
      parameters: { slot },
    });
    return slot;
  });
  expect(new Set(members)).toEqual(new Set([1, 2]));
});

it('a released version is what runs at the start, and roll-back leads to the one before', () => {
  const versions = { catalog: ['1.14.2', '1.14.1', '1.14.0'], orders: ['3.8.1', '3.8.0', '3.7.9'] };
  const released = Array.from({ length: 20 }, (_, seed) => {
    const { background, versions: running } = compile('after-lunch-errors.yaml', seed);
    const operation = background[0]?.operation;
    if (operation?.kind !== 'version') throw new Error('the background has no release');
    const [current, ...previous] = versions[operation.service as keyof typeof versions];
    expect(operation.version).toBe(current);
    expect(running[operation.service]).toEqual({ current, previous });
    return operation.service;
  });
  expect(new Set(released)).toEqual(new Set(['catalog', 'orders']));
});

it('SC6 what a change before the drill has set is in its plan: one setting as it is, several as one operation', () => {
  const policies = [
    { kind: 'policy', service: 'gateway', key: 'catalog.retries', value: 3 },
    { kind: 'policy', service: 'gateway', key: 'catalog.retryBudget', value: 3 },
  ];
  expect(compile('sunday-quarter-past-eight.yaml', 1).background[0]).toMatchObject({
    kind: 'config',
    target: 'gateway',
    operation: { kind: 'together', operations: policies },
  });
  const ttl = { kind: 'policy', service: 'catalog', key: 'cache.ttlMs', value: 5000 };
  expect(compile('sunday-quarter-past-eight.yaml', 1).background[2]?.operation).toEqual(ttl);
});

it('a healthy control has no primary fault and no witness', () => {
  const plan = compile('tuesday-half-past-ten.yaml', 1);
  expect(plan.expect).toEqual({ witness: 'none', slo: '', withinMs: 0, alerts: [], idle: 'holds' });
  expect(plan.script.some((item) => item.kind === 'fault' && item.primary)).toBe(false);
});

it('every owner of the stack answers a page', () => {
  for (const file of files)
    expect(
      compile(file, 1)
        .truth.owners.map(({ owner }) => owner)
        .sort(),
    ).toEqual(Object.keys(stack.owners).sort());
});

it('scenario.schema.json on disk is what the schema generates (regenerate: npx vitest run --project unit core/scenario -u)', async () => {
  const generated = `${JSON.stringify(scenarioJsonSchema(), null, 1)}\n`;
  await expect(generated).toMatchFileSnapshot('../../scenarios/scenario.schema.json');
});

function onsetOf(plan: Plan): number {
  const fault = plan.script.find((item) => item.kind === 'fault');
  return fault && 'atMs' in fault.due ? fault.due.atMs : Number.NaN;
}
