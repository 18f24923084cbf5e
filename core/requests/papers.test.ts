/** Every change that some scenario asks for can be judged by papers. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readReleaseFile } from '../papers/release-file.ts';
import type { Shipment } from '../protocol/requests.ts';
import { compileFile, scenarioTexts, stack } from '../scenario/shop.fixture.ts';
import { requestPapersOf } from './papers.ts';

const textOf = (file: string): string => readFileSync(new URL(`../../infra/stacks/shop/${file}`, import.meta.url), 'utf8');
const files = {
  stack,
  releases: readReleaseFile(textOf('releases.yaml'), 'releases.yaml'),
  api: parse(textOf('openapi.yaml'), { merge: true }) as unknown,
  flags: JSON.parse(textOf('flags.json')) as unknown,
  migration: '',
};

/** What is asked for may hang on the seed. */
const asked = [...scenarioTexts.keys()].flatMap((file) => {
  const shipped = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((seed) =>
    compileFile(file, seed).script.flatMap((item) => (item.kind === 'request' ? [item.request.ships] : [])),
  );
  return [...new Set(shipped.map((ships) => JSON.stringify(ships)))].map((ships) => ({ file, ships }));
});

test('[PP16] scenarios ask for changes of every kind', () => {
  const kinds = new Set(asked.map(({ ships }) => (JSON.parse(ships) as Shipment).kind));
  expect([...kinds].sort()).toEqual(['apiVersion', 'flag', 'migration', 'release']);
});

test.each(asked)('[PP16] $file: of $ships the papers say which suites were run and who relies on it', ({ ships }) => {
  const { suites, consumers, nodes, notes } = requestPapersOf(JSON.parse(ships) as Shipment, files);
  expect(suites.length).toBeGreaterThan(0);
  expect(consumers.length).toBeGreaterThan(0);
  expect(nodes.length).toBeGreaterThan(0);
  expect(notes.length).toBeGreaterThan(0);
});

test('[PP16] of a change that nobody wrote down nothing is said to have been checked', () => {
  expect(requestPapersOf({ kind: 'migration', migration: 'none' }, files)).toMatchObject({ suites: [], consumers: [], notes: [] });
});
