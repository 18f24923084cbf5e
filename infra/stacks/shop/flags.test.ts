/** The flags of the shop, against the shape that flagd reads and what this shop asks of every flag. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FlagdCore } from '@openfeature/flagd-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { readStackFiles, type StackFiles } from '../../sandbox/stack-files.ts';
import { openFlags } from './kit/flags.ts';

const file = join(import.meta.dirname, 'flags.json');
let shop: StackFiles;
beforeAll(async () => {
  shop = await readStackFiles(join(import.meta.dirname, 'stack.yaml'));
});

describe('flags.json', () => {
  it('is what flagd calls valid', async () => {
    const complaints: string[] = [];
    const hear = (message: unknown): void => void complaints.push(String(message));
    const core = new FlagdCore(undefined, { debug: hear, info: hear, warn: hear, error: hear });
    core.setConfigurations(await readFile(file, 'utf8'));
    expect([...core.getFlags().keys()].sort()).toEqual(Object.keys(shop.flags).sort());
    expect(complaints).toEqual([]);
    // The same core does complain of what is none.
    core.setConfigurations('{"flags": {"odd": {"state": "ENABLED", "variants": {"on": true, "off": "no"}, "defaultVariant": "on"}}}');
    expect(complaints.join()).toContain('invalid flagd flag configuration');
  });

  it('names for each flag a team that can be paged, a day on which it is to be gone, and what it does', () => {
    const owners = Object.keys(shop.stack.owners);
    for (const [flag, { metadata }] of Object.entries(shop.flagDefinitions)) {
      expect(owners, flag).toContain(metadata.owner);
      expect(new Date(metadata.expires).toISOString().slice(0, 10), flag).toBe(metadata.expires);
      expect(metadata.description.length, flag).toBeGreaterThan(10);
    }
  });

  it('has only flags that responders may set, and all of those', () => {
    const offered = shop.stack.controls.find(({ control }) => control === 'flag.set')?.targets;
    expect(offered?.toSorted()).toEqual(Object.keys(shop.flags).sort());
  });

  it('gives express shipping to about one order in twenty, and the same ones every time', async () => {
    const client = await openFlags('flags-json', shop.flagDefinitions, () => 'targeted');
    const chosen = await Promise.all(
      Array.from({ length: 2000 }, (_, index) => client.getBooleanValue('express-shipping', false, { targetingKey: `ord-${index}` })),
    );
    // A fixed set of keys: the count is the same on every machine.
    expect(chosen.filter(Boolean).length).toBeGreaterThan(60);
    expect(chosen.filter(Boolean).length).toBeLessThan(140);
    expect(await client.getBooleanValue('express-shipping', false, { targetingKey: 'ord-7' })).toBe(chosen[7]);
  });
});
