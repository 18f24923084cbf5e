/** The files of the shop that a change request is read beside. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { readReleaseFile } from '../core/papers/release-file.ts';
import type { RequestPapers, Shipment } from '../core/protocol/requests.ts';
import { requestPapersOf } from '../core/requests/papers.ts';
import type { Stack } from '../core/stack/schema.ts';
import { shopStackFile } from './stack-file.ts';

export async function readRequestPapers(ships: Shipment, stack: Stack): Promise<RequestPapers> {
  const textIn = (file: string): Promise<string> => readFile(join(dirname(shopStackFile()), file), 'utf8');
  const [releases, api, flags, migration] = await Promise.all([
    textIn('releases.yaml'),
    textIn('openapi.yaml'),
    textIn('flags.json'),
    ships.kind === 'migration' ? textIn(`sql/migrations/${ships.migration}.up.sql`) : '',
  ]);
  return requestPapersOf(ships, {
    stack,
    releases: readReleaseFile(releases, 'releases.yaml'),
    api: parse(api, { merge: true }),
    flags: JSON.parse(flags),
    migration,
  });
}
