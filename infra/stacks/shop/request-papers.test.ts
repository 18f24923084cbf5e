/** The papers of change requests are made of the shop's own files. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readReleaseFile } from '../../../core/papers/release-file.ts';
import type { Shipment } from '../../../core/protocol/requests.ts';
import { requestPapersOf, type ShopFiles } from '../../../core/requests/papers.ts';
import type { Stack } from '../../../core/stack/schema.ts';
import { readStackFiles } from '../../sandbox/stack-files.ts';

const textOf = (file: string): string => readFileSync(join(import.meta.dirname, file), 'utf8');
const releases = readReleaseFile(textOf('releases.yaml'), 'releases.yaml');
let stack: Stack;
beforeAll(async () => {
  stack = (await readStackFiles(join(import.meta.dirname, 'stack.yaml'))).stack;
});

const papersOf = (ships: Shipment, files: Partial<ShopFiles> = {}) =>
  requestPapersOf(ships, {
    ...{ stack, releases, api: parse(textOf('openapi.yaml'), { merge: true }) },
    ...{ flags: JSON.parse(textOf('flags.json')), migration: '', ...files },
  });
const release = (service: string, version: string) => papersOf({ kind: 'release', service, version, canaryShare: null });

test('[PP11] of a release: channel, notes, CI matrix and consumers, as releases.yaml has them', () => {
  const { channel, nodes, suites, consumers } = release('orders', '3.9.0');
  expect([channel, nodes.length, suites.length]).toEqual(['canary', 3, 4]);
  expect(consumers.find(({ consumer }) => consumer === 'fulfilment')).toMatchObject({ contract: 'orders.placed', result: 'not run' });
  expect(consumers.filter(({ result }) => result === 'passed').map(({ consumer }) => consumer)).toEqual([
    'gateway',
    'inventory',
    'payments',
  ]);
  expect(release('orders', '3.8.1').diff).toBeNull();
});

test('[PP12] what a change takes from a contract really stands in it', () => {
  const known = Object.entries(releases.services).flatMap(([service, told]) =>
    Object.keys(told.releases).map((version) => ({ name: `${service} ${version}`, diff: release(service, version).diff })),
  );
  const ended = { name: 'v1 off', diff: papersOf({ kind: 'apiVersion', service: 'gateway', version: 'v1', state: 'off' }).diff };
  const differing = [...known, ended].flatMap(({ name, diff }) => (diff ? [{ name, ...diff }] : []));
  expect(differing.map(({ name }) => name)).toEqual(['gateway 2.32.0', 'orders 3.9.0', 'v1 off']);
  for (const { document, lines } of differing) {
    const text = textOf(document).replaceAll(/^ +/gm, '');
    const sliced = (isNew: boolean): string[] => lines.filter((line) => line.startsWith('+') === isNew).map((line) => line.slice(1));
    expect(sliced(true)).not.toEqual([]);
    for (const line of sliced(false)) expect(text).toContain(`\n${line}\n`);
    for (const line of sliced(true)) expect(text).not.toContain(`\n${line}\n`);
  }
});

test('[PP13] of a migration: its statements, without the remarks of whoever wrote them', () => {
  for (const migration of stack.engines.postgres.migrations) {
    const { diff } = papersOf({ kind: 'migration', migration }, { migration: textOf(`sql/migrations/${migration}.up.sql`) });
    expect(diff?.document).toBe(`sql/migrations/${migration}.up.sql`);
    expect(diff?.lines.length).toBeGreaterThan(1);
    for (const line of diff?.lines ?? []) expect(line).toMatch(/^\+(?!--)/);
  }
});

test('[PP14] of a flag: owner, expiry and the difference for everybody', () => {
  const { flag, diff } = papersOf({ kind: 'flag', flag: 'express-shipping', variant: 'on' });
  expect(flag).toMatchObject({ owner: 'supply', expires: '2027-01-31' });
  expect(diff?.lines).toEqual([
    ' "express-shipping": {',
    '-  "defaultVariant": "off"',
    '-  "targeting": {"fractional":[["on",5],["off",95]]}',
    '+  "defaultVariant": "on"',
  ]);
});

test('[PP15] of an API version: which public operations are answered under its prefix, or no longer', () => {
  const papersFor = (state: 'on' | 'off') => papersOf({ kind: 'apiVersion', service: 'gateway', version: 'v1', state });
  const off = papersFor('off');
  expect(off.notes.at(-1)).toMatch(/^No longer answered under \/v1: GET \/products, .*POST \/checkout/);
  expect(off.notes.at(-1)).not.toContain('/quote');
  expect(off.diff).toEqual(release('gateway', '2.32.0').diff);
  expect(papersFor('on')).toMatchObject({ diff: null, notes: [expect.anything(), expect.stringMatching(/^Answered under \/v1: GET/)] });
});

/** Every change of the shop that is no release. */
function changes(): Shipment[] {
  const flags = Object.entries((JSON.parse(textOf('flags.json')) as { flags: Record<string, { variants: object }> }).flags);
  return [
    ...stack.engines.postgres.migrations.map((migration): Shipment => ({ kind: 'migration', migration })),
    ...flags.flatMap(([flag, { variants }]) => Object.keys(variants).map((variant): Shipment => ({ kind: 'flag', flag, variant }))),
    ...(['on', 'off'] as const).map((state): Shipment => ({ kind: 'apiVersion', service: 'gateway', version: 'v1', state })),
  ];
}

test('[PP17] every migration, flag and API version has its matrix and consumers; a kind of suite that it lacks is said in words', () => {
  for (const ships of changes()) {
    const { suites, consumers, nodes, notes } = papersOf(ships);
    for (const { results, why } of suites) {
      expect(results).toHaveLength(nodes.length);
      expect(why !== '', JSON.stringify(ships)).toBe(results.some((result) => result !== 'passed'));
    }
    for (const { result, why } of consumers) expect(why !== '').toBe(result !== 'passed');
    const known = [...Object.keys(stack.services), ...Object.keys(stack.load.clients)];
    expect(consumers.length, JSON.stringify(ships)).toBeGreaterThan(0);
    expect(known).toEqual(expect.arrayContaining(consumers.map(({ consumer }) => consumer)));
    for (const kind of ['unit', 'contract', 'journeys', 'load']) {
      const isRow = suites.some(({ suite }) => suite.split(',')[0] === kind);
      expect(notes.some((note) => note.startsWith(`No ${kind} suite: `)) !== isRow, `${kind} of ${JSON.stringify(ships)}`).toBe(true);
    }
  }
});

test('[PP17] suites of a flag ran with it on and off, and a gap is of one of its variants', () => {
  const { suites } = papersOf({ kind: 'flag', flag: 'tolerant-search', variant: 'on' });
  const rows = ['unit', 'contract', 'journeys', 'load'].flatMap((suite) => [`${suite}, flag on`, `${suite}, flag off`]);
  expect(suites.map(({ suite }) => suite)).toEqual(rows);
  expect(suites.filter(({ results }) => results.includes('not run')).map(({ suite }) => suite)).toEqual(['load, flag on']);
  const variants = Object.values(releases.flags).flatMap(({ gaps }) => gaps.flatMap(({ variant }) => variant ?? []));
  for (const variant of variants) expect(['on', 'off']).toContain(variant);
});

test('[PP17] nothing is checked that the shop does not have', () => {
  const { migrations, flags, apiVersions } = releases;
  expect(Object.keys(migrations)).toEqual(stack.engines.postgres.migrations);
  expect(Object.keys(flags).sort()).toEqual(Object.keys((JSON.parse(textOf('flags.json')) as { flags: object }).flags).sort());
  expect(Object.entries(apiVersions).map(([service, versions]) => [service, Object.keys(versions)])).toEqual([['gateway', ['v1']]]);
});

test('[PP18] what a change would harm was not checked with it; one that harms nothing was checked on the real amount of data', () => {
  const gapsOf = (ships: Shipment): string[] => {
    const { suites, consumers } = papersOf(ships);
    const unrun = suites.filter(({ results }) => results.every((result) => result === 'not run')).map(({ suite }) => suite);
    return [...unrun, ...consumers.filter(({ result }) => result === 'not run').map(({ consumer }) => consumer)];
  };
  const migration = (name: string): Shipment => ({ kind: 'migration', migration: name });
  expect(gapsOf({ kind: 'apiVersion', service: 'gateway', version: 'v1', state: 'off' })).toEqual(['partner-atlas']);
  expect(gapsOf(migration('stock-audit'))).toEqual(['load', 'orders']);
  expect(gapsOf(migration('search-by-name'))).toEqual(['plans', 'load']);
  expect(gapsOf(migration('order-notes'))).toEqual([]);
  expect(papersOf(migration('order-notes')).notes[0]).toMatch(/copy of last night's database while load was running/);
  expect(gapsOf({ kind: 'flag', flag: 'express-shipping', variant: 'on' })).toEqual([]);
});
