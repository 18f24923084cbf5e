import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importOpenSlo } from './import-open-slo.ts';

const browse = readFileSync(join(import.meta.dirname, '../../infra/stacks/shop/slos/browse-latency.yaml'), 'utf8');
const read = (...texts: string[]) => importOpenSlo([{ file: 'a.yaml', text: texts.join('\n---\n') }]);
const document = (kind: string, name = 'x') => `apiVersion: openslo/v1\nkind: ${kind}\nmetadata: {name: ${name}}\nspec: {}`;

const indicator = `apiVersion: openslo/v1
kind: SLI
metadata:
  name: fast-pages
  annotations: {brownout/journey: browse, brownout/sli: latency, brownout/threshold-ms: "250"}
spec: {}`;
const referring = (annotations = '') => `apiVersion: openslo/v1
kind: SLO
metadata: {name: pages, displayName: Pages are fast${annotations}}
spec:
  service: shop
  indicatorRef: fast-pages
  alertPolicies: [burn]
  budgetingMethod: Occurrences
  objectives: [{target: 0.995}]`;

test('[IO1] the objectives of several documents are read; those without content are none', () => {
  const { slos, problems } = read('# what we promise', browse, browse.replaceAll('browse-latency', 'other'), '');
  expect(problems).toEqual([]);
  expect(slos.map(({ name }) => name)).toEqual(['browse-latency', 'other']);
});

test('[IO2] what is measured may stand with the SLI referred to, in another file too; the word of the SLO goes first', () => {
  const files = (annotations?: string) => [
    { file: 'a.yaml', text: referring(annotations) },
    { file: 'b.yaml', text: indicator },
  ];
  expect(importOpenSlo(files()).slos).toEqual([
    { name: 'pages', displayName: 'Pages are fast', journey: 'browse', sli: 'latency', thresholdMs: 250, objective: 0.995 },
  ]);
  expect(importOpenSlo(files(', annotations: {brownout/threshold-ms: "400"}')).slos).toMatchObject([{ thresholdMs: 400 }]);
});

test('[IO3] what is not used is named with its place and the reason', () => {
  const { notes, problems } = read(document('Service', 'shop'), document('AlertPolicy', 'burn'), indicator, browse);
  expect(problems).toEqual([]);
  expect(notes).toEqual([
    { file: 'a.yaml', line: 2, column: 1, message: 'Service shop is not used: services are those of stack.yaml' },
    { file: 'a.yaml', line: 7, column: 1, message: expect.stringMatching(/^AlertPolicy burn is not used: every objective alerts by/) },
    { file: 'a.yaml', line: 12, column: 1, message: 'SLI fast-pages is not used: no SLO refers to it' },
  ]);
  expect(read(indicator, referring()).notes).toMatchObject([{ line: 14, message: expect.stringMatching(/^alertPolicies of pages/) }]);
});

test.each([
  ['an unknown kind', document('AlertPolice'), { line: 2, message: 'kind: AlertPolice is not known; did you mean AlertPolicy?' }],
  ['a kind of an older version', browse.replace('openslo/v1', 'openslo/v1alpha'), { line: 1, expected: 'apiVersion: openslo/v1' }],
  ['no kind', 'apiVersion: openslo/v1\nmetadata: {name: x}', { line: 1, message: 'kind: is missing' }],
  ['no document at all', 'just words', { line: 1, message: 'document: is not usable', expected: 'an OpenSLO document' }],
  ['an SLI that is not there', referring(), { line: 6, message: 'spec.indicatorRef: no SLI is called fast-pages' }],
  [
    'a missing annotation',
    browse.replace(/ +brownout\/sli.*\n/, ''),
    { line: 6, message: 'metadata.annotations.brownout/sli: is missing', expected: expect.stringContaining('availability, latency') },
  ],
  ['a target in percent', browse.replace('0.99', '99'), { line: 22, expected: 'a share between 0 and 1, such as 0.99' }],
  ['another window', browse.replace('30d', '7d'), { line: 20, expected: expect.stringContaining('30d') }],
  ['another method', browse.replace('Occurrences', 'Timeslices'), { line: 21, message: 'spec.budgetingMethod: is not usable' }],
  ['broken YAML', 'kind: [', { line: 1, message: expect.stringContaining('broken YAML') }],
  ['nothing', '', { line: 1, message: 'no objective in it' }],
])('[IO4] %s is told with its place, and what belongs there', (_what, text, problem) => {
  const { slos, problems } = read(text);
  expect(slos).toEqual([]);
  expect(problems[0]).toMatchObject({ file: 'a.yaml', ...problem });
});

test('[IO5] the place of a problem is that in the file, also in a later document', () => {
  expect(read(browse, document('Thing')).problems).toMatchObject([{ line: browse.split('\n').length + 3 }]);
});

test('[IO6] two objectives of one name are a problem', () => {
  expect(read(browse, browse).problems).toMatchObject([{ message: 'metadata.name: there is another SLO browse-latency' }]);
});
