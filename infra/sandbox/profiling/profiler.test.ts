import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { frame, heapProfile } from '../../../core/profile/profiles.fixture.ts';
import type { ProfileWish, TakenProfile } from '../../../core/profile/taken.ts';
import { Profiler } from './profiler.ts';
import { frameNamer, renamed, sourceName } from './source-names.ts';

let folder: string;
let program: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'maps-'));
  program = join(folder, 'catalog.js');
  // Line 0 of the bundle is line 11 of search-text.ts, line 1 is line 4 of a library.
  const map = {
    version: 3,
    sources: ['../../infra/stacks/shop/services/catalog/search-text.ts', '../../node_modules/pg/lib/client.js'],
    names: [],
    mappings: 'AAWA;ACPA',
  };
  writeFileSync(`${program}.map`, JSON.stringify(map));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('names of frames', () => {
  test('[PN1] a frame of the program is told by its source and its line there, without what the bundler added to its name', async () => {
    const name = await frameNamer(program);
    const url = pathToFileURL(program).href;
    expect(name(frame('searchText$1', url, 0))).toMatchObject({
      functionName: 'searchText',
      url: 'services/catalog/search-text.ts',
      lineNumber: 11,
    });
    expect(name(frame('query', url, 1))).toMatchObject({ url: 'node_modules/pg/lib/client.js' });
  });

  test('[PN2] no path of this machine is told: not of other files, nor of a program without a map', async () => {
    const other = `file://${folder}/other.js`;
    const known = await frameNamer(program);
    expect(known(frame('f', other, 3)).url).toBe('other.js');
    const unknown = await frameNamer(join(folder, 'orders.js'));
    expect(unknown(frame('f', pathToFileURL(join(folder, 'orders.js')).href, 3)).url).toBe('orders.js');
    const { profile } = renamed(
      { kind: 'heap', profile: { ...heapProfile, head: { ...heapProfile.head, callFrame: frame('f', other, 1) } }, growth: [] },
      known,
    );
    expect(JSON.stringify(profile)).not.toContain(folder);
  });

  test('[PN3] native code and Node are told as they are', async () => {
    const name = await frameNamer(program);
    expect(name(frame('(garbage collector)')).url).toBe('');
    expect(name(frame('writev', 'node:net', 3))).toEqual(frame('writev', 'node:net', 3));
  });

  test.each([
    ['../../infra/stacks/shop/kit/http/server.ts', 'kit/http/server.ts'],
    ['../../node_modules/@opentelemetry/api/build/x.js', 'node_modules/@opentelemetry/api/build/x.js'],
    ['../../core/sandbox/load-shape.ts', 'platform/load-shape.ts'],
    ['../../../elsewhere/of/this/machine/a.ts', 'platform/a.ts'],
  ])('[PN4] %s is %s', (source, name) => expect(sourceName(source)).toBe(name));
});

describe('a profiler', () => {
  const wish: ProfileWish = { slot: 'catalog-1', kind: 'cpu', seconds: 1 };
  const taken: TakenProfile = { kind: 'cpu', profile: { nodes: [], samples: [], timeDeltas: [], startTime: 0, endTime: 0 } };
  const profilerOf = (profile: () => Promise<TakenProfile>, isServing = true): Profiler =>
    new Profiler({
      layout: { servicePorts: { 'catalog-1': 1, 'catalog-2': 2, 'catalog-3': 3 } },
      running: () => ['catalog-1', 'catalog-2'].map((name) => ({ name, isServing, control: { profile } })),
      programOf: () => program,
    });

  test('[PN5] takes one of each instance at a time', async () => {
    let end = (): void => {};
    const profiler = profilerOf(() => new Promise((resolve) => (end = () => resolve(taken))));
    const first = profiler.take(wish);
    await expect(profiler.take(wish)).rejects.toMatchObject({ code: 'not_ready' });
    end();
    expect(await first).toEqual(taken);
    const again = profiler.take(wish);
    end();
    expect(await again).toEqual(taken);
  });

  test.each<[string, ProfileWish, boolean, string]>([
    ['an instance that the stack does not have', { ...wish, slot: '__proto__' }, true, 'unknown_target'],
    ['one that is not scaled up', { ...wish, slot: 'catalog-3' }, true, 'not_ready'],
    ['one that is just restarting', wish, false, 'not_ready'],
    ['a minute', { ...wish, seconds: 60 }, true, 'invalid_operation'],
  ])('[PN6] refuses %s', async (_name, asked, isServing, code) => {
    await expect(profilerOf(async () => taken, isServing).take(asked)).rejects.toMatchObject({ code });
  });

  test('[PN7] an instance that does not answer is a failure with its name, and may be asked again', async () => {
    const profiler = profilerOf(() => Promise.reject(new Error('timeout')));
    for (let time = 0; time < 2; time += 1)
      await expect(profiler.take(wish)).rejects.toMatchObject({ code: 'apply_failed', message: expect.stringContaining('catalog-1') });
  });
});
