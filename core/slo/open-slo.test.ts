import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { OpenSloError, parseOpenSlo } from './open-slo.ts';

const folder = join(import.meta.dirname, '../../infra/stacks/shop/slos');
const read = (name: string): unknown => parse(readFileSync(join(folder, `${name}.yaml`), 'utf8'));

/** A copy of the browse SLO with one value replaced; `undefined` takes it away. */
function changed(path: string[], value: unknown): unknown {
  const document = read('browse-latency') as Record<string, unknown>;
  const last = path.at(-1) ?? '';
  const parent = path.slice(0, -1).reduce((node, key) => node[key] as Record<string, unknown>, document);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return document;
}

test('an SLO file gives name, what is measured and objective', () => {
  expect(parseOpenSlo(read('browse-latency'))).toEqual({
    name: 'browse-latency',
    displayName: 'Product pages are fast',
    journey: 'browse',
    sli: 'latency',
    thresholdMs: 300,
    objective: 0.99,
  });
});

test('every SLO of the shop is readable and named as its file', () => {
  const names = readdirSync(folder).map((file) => file.replace('.yaml', ''));
  expect(names.length).toBeGreaterThan(0);
  expect(names.map((name) => parseOpenSlo(read(name)).name)).toEqual(names);
});

test.each([
  [['apiVersion'], 'openslo/v2', 'apiVersion'],
  [['kind'], 'Service', 'kind'],
  [['metadata', 'name'], undefined, 'metadata.name'],
  [['metadata', 'annotations', 'brownout/journey'], 'refund', 'brownout/journey'],
  [['metadata', 'annotations', 'brownout/threshold-ms'], '0.3s', 'whole milliseconds'],
  [['spec', 'budgetingMethod'], 'Timeslices', 'spec.budgetingMethod'],
  [['spec', 'objectives'], [{ target: 99 }], 'spec.objectives.0.target'],
  [['spec', 'objectives'], [], 'spec.objectives'],
])('a wrong %j (%j) is refused by its name', (path, value, named) => {
  expect(() => parseOpenSlo(changed(path, value))).toThrow(OpenSloError);
  expect(() => parseOpenSlo(changed(path, value))).toThrow(named);
});

test('freshness belongs to orders alone', () => {
  expect(() => parseOpenSlo(changed(['metadata', 'annotations', 'brownout/sli'], 'freshness'))).toThrow(/only an order is/);
});

test('what is no document at all is refused', () => {
  expect(() => parseOpenSlo(null)).toThrow(/^document: /);
});
