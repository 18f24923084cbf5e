import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../../core/scenario/problem.ts';

type Read<T> = { ok: true; value: T } | { ok: false; problems: readonly Problem[] };

/**
 * Every YAML file of a folder by the id in it, in the order of their names; what is wrong with the others, as editors and people read it.
 * @param prefix stands before the names of its files where a problem is told
 */
export function readYamlFolder<T extends { id: string }>(
  folder: string,
  read: (text: string, file: string) => Read<T>,
  prefix = '',
): { found: Map<string, T>; problems: string[] } {
  const found = new Map<string, T>();
  const problems: string[] = [];
  const names = readdirSync(folder).filter((entry) => entry.endsWith('.yaml'));
  for (const name of names.sort()) {
    const file = `${prefix}${name}`;
    const parsed = read(readFileSync(join(folder, name), 'utf8'), file);
    if (!parsed.ok) problems.push(...parsed.problems.map(describeProblem));
    else if (found.has(parsed.value.id)) problems.push(`${file}:1:1: the id ${parsed.value.id} is taken by another file`);
    else found.set(parsed.value.id, parsed.value);
  }
  return { found, problems };
}

/** `file:line:column: message (expected …)`, as editors and people read it. */
export function describeProblem({ file, line, column, message, expected }: Problem): string {
  return `${file}:${line}:${column}: ${message} (expected ${expected})`;
}
