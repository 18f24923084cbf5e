import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { actNames, pictures } from './pictures.mjs';

const textOf = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const acts = readdirSync(new URL('acts/', import.meta.url)).map((file) => textOf(`acts/${file}`));

test('[LK1] every picture has a name of its own, and is taken by one of the acts', () => {
  const names = pictures.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  // A page is named as well where its scripts are counted, and a role of ARIA may be called the same.
  const taken = (name: string): RegExp => new RegExp(`(?<!countScripts\\(|getByRole\\()'${name}'`, 'g');
  const timesTaken = (name: string): number => acts.reduce((sum, text) => sum + [...text.matchAll(taken(name))].length, 0);
  expect(names.filter((name) => timesTaken(name) !== 1)).toEqual([]);
  expect(actNames.every((act) => textOf('../look.mjs').includes(`  ${act}: `))).toBe(true);
});

test('[LK2] the page of pictures shows what is marked for it in both themes, and nothing else', () => {
  const text = textOf('../../docs/screens.md');
  const shown = [...text.matchAll(/screenshots\/([a-z-]+)-(light|dark)\.webp/g)].map(([, name, theme]) => `${name} ${theme}`);
  const marked = pictures.filter(({ docs }) => docs);
  expect(shown).toEqual(marked.flatMap(({ name }) => [`${name} light`, `${name} dark`]));
  // A table is laid out by its widest cell.
  const cells = text.split('|').map((cell) => cell.trim());
  for (const { says } of marked) expect(cells).toContain(says);
});

test('[LK3] plain Node loads the run with all its parts; without an address it says what it needs', () => {
  const { status, stderr } = spawnSync(process.execPath, [fileURLToPath(new URL('../look.mjs', import.meta.url))], { encoding: 'utf8' });
  expect(stderr).toMatch(/^Usage: node scripts\/look\.mjs <url>/);
  expect(status).toBe(2);
});
