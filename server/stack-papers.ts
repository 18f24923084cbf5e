/** The papers of the shop as data, for who reads them in the browser. By allow-list, and of the shop alone: nothing of a drill. */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { apiPaper } from '../core/papers/api.ts';
import { c4Diagrams } from '../core/papers/c4.ts';
import { eventsPaper } from '../core/papers/events.ts';
import { readReleaseFile } from '../core/papers/release-file.ts';
import { releasesPaper } from '../core/papers/releases.ts';
import type { Paper, PaperName } from '../core/protocol/papers.ts';
import type { Stack } from '../core/stack/schema.ts';
import { shopStackFile } from './stack-file.ts';

type Readers = { [Name in PaperName]: (folder: string, stack: Stack) => Promise<Paper<Name>> };

const readers: Readers = {
  architecture: async (_folder, stack) => ({ diagrams: c4Diagrams(stack) }),
  api: async (folder) => apiPaper(await yamlIn(folder, 'openapi.yaml')),
  events: async (folder) => eventsPaper(await yamlIn(folder, 'asyncapi.yaml')),
  decisions: async (folder) => ({ decisions: await decisionsIn(join(folder, 'adr')) }),
  releases: async (folder, stack) =>
    releasesPaper(readReleaseFile(await readFile(join(folder, 'releases.yaml'), 'utf8'), 'releases.yaml'), stack),
};

/** Null for a name that is no paper. */
export async function readStackPaper(name: string, stack: Stack): Promise<unknown> {
  const read = Object.hasOwn(readers, name) ? readers[name as PaperName] : undefined;
  return read ? read(dirname(shopStackFile()), stack) : null;
}

async function yamlIn(folder: string, file: string): Promise<unknown> {
  return parse(await readFile(join(folder, file), 'utf8'), { merge: true });
}

/** Oldest first; the first line of a file is its title. */
async function decisionsIn(folder: string): Promise<Paper<'decisions'>['decisions']> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.md')).sort();
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(folder, file), 'utf8');
      return { number: file.slice(0, 4), title: text.split('\n')[0]?.replace(/^# (\d+\. )?/, '') ?? file, text };
    }),
  );
}
