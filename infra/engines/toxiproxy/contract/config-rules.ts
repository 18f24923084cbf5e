import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Target } from '../testing/targets.ts';
import { Fixture } from './fixture.ts';

/** What `-config FILE` does at the start of a server. */
export function describeConfig(target: Target): void {
  const fixture = new Fixture(target);

  async function proxiesFrom(text: string): Promise<Record<string, { enabled: boolean; upstream: string; listen: string }>> {
    const folder = await mkdtemp(join(tmpdir(), 'brownout-config-'));
    fixture.onEnd(() => rm(folder, { recursive: true }));
    const config = join(folder, 'proxies.json');
    await writeFile(config, text);
    const server = await target.start({ config });
    fixture.onEnd(() => server.stop());
    return (await (await fetch(`${server.url}/proxies`)).json()) as never;
  }

  test('the proxies of the file are there once the API answers; enabled where nothing else is said', async () => {
    const proxies = await proxiesFrom(
      JSON.stringify([
        { name: 'gateway_to_catalog-1', listen: '127.0.0.1:0', upstream: '127.0.0.1:9' },
        { name: 'catalog_to_redis', listen: '127.0.0.1:1', upstream: '127.0.0.1:9', enabled: false },
      ]),
    );
    expect(proxies['gateway_to_catalog-1']).toMatchObject({ enabled: true, listen: expect.stringMatching(/^127\.0\.0\.1:[1-9]/) });
    expect(proxies['catalog_to_redis']).toMatchObject({ enabled: false, listen: '127.0.0.1:1', upstream: '127.0.0.1:9' });
  });

  test('a file that cannot be read as proxies leaves a server without any', async () => {
    expect(await proxiesFrom('{"not": "a list"')).toEqual({});
  });
}
