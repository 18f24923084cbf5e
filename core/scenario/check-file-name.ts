/** Check that a file can be found by the id in it: players, proofs and commands know only the id. */
import type { Problem } from './problem.ts';
import { readSource } from './source.ts';

/** Of a scenario or a shift. Empty where there is no id to compare with: that is told by itself. */
export function checkFileName(text: string, file: string): Problem[] {
  const { value, place } = readSource(text, file);
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  const name = file.replace(/^.*[/\\]/, '').replace(/\.ya?ml$/, '');
  if (typeof id !== 'string' || id === name) return [];
  return [
    place({
      path: ['id'],
      message: `the file is named ${name}, and its id is ${id}`,
      expected: `the file ${id}.yaml, or id: ${name}`,
    }),
  ];
}
