/** The papers of change requests are made of the shop's own files. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Shipment } from '../../../core/protocol/requests.ts';
import { requestPapersOf, type ShopFiles } from '../../../core/requests/papers.ts';
import type { Stack } from '../../../core/stack/schema.ts';
import { readStackFiles } from '../../sandbox/stack-files.ts';

const textOf = (file: string): string => readFileSync(join(import.meta.dirname, file), 'utf8');
let stack: Stack;
beforeAll(async () => {
  stack = (await readStackFiles(join(import.meta.dirname, 'stack.yaml'))).stack;
});

const papersOf = (ships: Shipment, files: Partial<ShopFiles> = {}) =>
  requestPapersOf(ships, {
    ...{ stack, releases: parse(textOf('releases.yaml')), api: parse(textOf('openapi.yaml'), { merge: true }) },
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

test('[PP12] what a release takes from a contract really stands in it', () => {
  const { services } = parse(textOf('releases.yaml')) as { services: Record<string, { releases: Record<string, unknown> }> };
  const known = Object.entries(services).flatMap(([service, { releases }]) =>
    Object.keys(releases).map((version) => ({ name: `${service} ${version}`, diff: release(service, version).diff })),
  );
  const differing = known.flatMap(({ name, diff }) => (diff ? [{ name, ...diff }] : []));
  expect(differing.map(({ name }) => name)).toEqual(['orders 3.9.0']);
  for (const { document, lines } of differing) {
    const text = textOf(document).replaceAll(/^ +/gm, '');
    expect(lines.some((line) => line.startsWith('+'))).toBe(true);
    for (const line of lines.filter((each) => !each.startsWith('+'))) expect(text).toContain(`\n${line.slice(1)}\n`);
    for (const line of lines.filter((each) => each.startsWith('+'))) expect(text).not.toContain(`\n${line.slice(1)}\n`);
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

test('[PP15] of an API version: every public operation goes with its prefix, or comes with it', () => {
  const linesOf = (state: 'on' | 'off') => papersOf({ kind: 'apiVersion', service: 'gateway', version: 'v1', state }).diff?.lines ?? [];
  expect(linesOf('off')).toContain('-POST /v1/checkout');
  expect(linesOf('off')[0]).toMatch(/^-server \/v1: Version 1, deprecated/);
  expect(linesOf('on')).toEqual(linesOf('off').map((line) => line.replace(/^-/, '+')));
});
