/** The papers of the shop that its engineers have at hand. By allow-list: its readme also tells where it is weak on purpose. */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { shopStackFile } from './stack-file.ts';

/** Chapters of the readme that tell nothing about what may break. */
const openChapters = ['A checkout'];

const readers: Record<string, (folder: string) => Promise<string>> = {
  'public-api': (folder) => readFile(join(folder, 'openapi.yaml'), 'utf8'),
  events: (folder) => readFile(join(folder, 'asyncapi.yaml'), 'utf8'),
  objectives: objectivesOf,
  'a-checkout': async (folder) => chaptersOf(await readFile(join(folder, 'README.md'), 'utf8'), openChapters),
};

/** Plain text; null for a name that is no document. */
export async function readStackDocument(name: string): Promise<string | null> {
  const read = Object.hasOwn(readers, name) ? readers[name] : undefined;
  return read ? read(dirname(shopStackFile())) : runbookText(name);
}

/** `runbook-browse-latency`: what was written for an alert. */
async function runbookText(name: string): Promise<string | null> {
  const folder = join(dirname(shopStackFile()), 'runbooks');
  const file = `${name.replace(/^runbook-/, '')}.md`;
  const known = name.startsWith('runbook-') && (await readdir(folder)).includes(file);
  return known ? readFile(join(folder, file), 'utf8') : null;
}

async function objectivesOf(folder: string): Promise<string> {
  const files = (await readdir(join(folder, 'slos'))).filter((file) => file.endsWith('.yaml')).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, 'slos', file), 'utf8')));
  return texts.map((text) => text.trim()).join('\n---\n');
}

/** @param titles of second-rank headings, each taken with all that stands below it */
function chaptersOf(markdown: string, titles: readonly string[]): string {
  return markdown
    .split(/^(?=## )/m)
    .filter((chapter) => titles.some((title) => chapter.startsWith(`## ${title}\n`)))
    .join('')
    .trim();
}
