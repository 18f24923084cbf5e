/** Responders hold the change log against the releases: neither says what the other does not. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { wordsOf } from '../scenario/retold.ts';
import { type ResolvedInject, resolvedScenarioSchema } from '../scenario/schema.ts';
import { cornersOf } from '../scenario/seeded.ts';
import { scenarioTexts, templateFile, textOf } from '../scenario/shop.fixture.ts';
import { readReleaseFile } from './release-file.ts';

const { services } = readReleaseFile(
  readFileSync(new URL('../../infra/stacks/shop/releases.yaml', import.meta.url), 'utf8'),
  'releases.yaml',
);

interface Deployed {
  service: string;
  version: string;
  /** Empty where the log tells no more than the version. */
  summary: string;
  onCanary: boolean;
}

/** Of the background, or of the script. */
type Item = Pick<ResolvedInject, 'change' | 'release' | 'request' | 'fault'>;

function deployedIn(item: Item): Deployed[] {
  return [...releasedIn(item), ...askedIn(item), ...(item.change?.kind === 'deploy' ? [loggedIn(item.change.summary, item)] : [])];
}

const releasedIn = ({ release }: Item): Deployed[] =>
  release ? [{ ...release, summary: release.summary ?? '', onCanary: release.canary !== undefined }] : [];

function askedIn({ request }: Item): Deployed[] {
  if (!request || !('release' in request.ships)) return [];
  const { service, version, canary } = request.ships.release;
  return [{ service, version, summary: '', onCanary: canary !== undefined }];
}

/** `catalog 1.14.2: hints for pictures`; what really happens with it is a fault. */
function loggedIn(summary: string, { fault }: Item): Deployed {
  const [, service = '', version = ''] = /^([a-z]+) (\d+\.\d+\.\d+)/.exec(summary) ?? [];
  return { service, version, summary, onCanary: fault?.kind === 'canary' };
}

/** How a version goes out; what it brings is the rest. */
const ways = [
  /^[a-z]+ \d+\.\d+\.\d+/,
  /\([A-Z]+-\d+\)/,
  /for everybody(, as the calendar has it)?/,
  /on a canary( with \d+ % of calls)?/,
  /goes to its \w+ canary step/,
];
const small = 3;
const telling = (text: string): string[] => wordsOf(text).filter((word) => word.length >= small);

/** In the order and the number of the log: `names of carriers` is `carrier names`. */
function isAmong(summary: string, notes: readonly string[]): boolean {
  const words = telling(ways.reduce((rest, way) => rest.replace(way, ''), summary));
  return words.length === 0 || notes.map(telling).some((note) => words.every((word) => note.includes(word)));
}

const deployed = [...scenarioTexts, [templateFile, textOf(templateFile)] as const].map(([file, text]) => ({
  file,
  log: cornersOf(parse(text, { merge: true }))
    .map((corner) => resolvedScenarioSchema.parse(corner))
    .flatMap(({ background, script }) => [...background, ...script].flatMap(deployedIn)),
}));
const releaseOf = ({ service, version }: Deployed) => services[service]?.releases[version];

test('[PP21] a note is recognised by its words, and another one is not', () => {
  const notes = ['Names of carriers on the label', 'Dependency updates'];
  expect(isAmong('fulfilment 2.2.0: carrier names in the label', notes)).toBe(true);
  expect(isAmong('fulfilment 2.2.0 for everybody (SUP-203)', notes)).toBe(true);
  for (const other of ['fulfilment 2.2.0: carrier updates', 'fulfilment 2.2.0 on a canary, faster'])
    expect(isAmong(other, notes)).toBe(false);
});

test('[PP21] scenarios deploy versions in every way', () => {
  const all = deployed.flatMap(({ log }) => log);
  expect(new Set(all.map(({ service }) => service))).toEqual(new Set(Object.keys(services)));
  expect(new Set(all.map(({ onCanary }) => onCanary))).toEqual(new Set([true, false]));
});

test.each(deployed)('[PP21] $file: what the change log says of a version is among the notes of its release', ({ log }) => {
  for (const entry of log) {
    expect(releaseOf(entry), `no release ${JSON.stringify(entry)}`).toBeDefined();
    expect(isAmong(entry.summary, releaseOf(entry)?.notes ?? []), `${entry.summary}: no note of it says so`).toBe(true);
  }
});

test.each(deployed)('[PP21] $file: what goes out in steps is not stable yet', ({ log }) => {
  for (const entry of log.filter(({ onCanary }) => onCanary)) expect(releaseOf(entry)?.channel, JSON.stringify(entry)).not.toBe('stable');
});
