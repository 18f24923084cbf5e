/** What editors show beside a field while somebody writes a scenario or a shift. */
import { expect, test } from 'vitest';
import { shiftJsonSchema } from '../shift/schema.ts';
import { scenarioJsonSchema } from './json-schema.ts';

interface Node {
  description?: string;
  properties?: Record<string, Node>;
  $ref?: string;
  [key: string]: unknown;
}

type Schema = Node & { definitions?: Record<string, Node> };

/** Its own, or that of the part it refers to. */
const wordsOf = ({ description, $ref }: Node, { definitions = {} }: Schema): string =>
  description ?? definitions[$ref?.replace('#/definitions/', '') ?? '']?.description ?? '';

/** Every property with where it stands; alternatives that have one in common are each looked at. */
function fieldsIn(schema: Schema, node: unknown = schema, path = ''): { path: string; words: string }[] {
  if (typeof node !== 'object' || node === null) return [];
  const { properties = {}, ...rest } = node as Node;
  const own = Object.entries(properties).flatMap(([name, field]) => [
    { path: `${path}.${name}`, words: wordsOf(field, schema) },
    ...fieldsIn(schema, field, `${path}.${name}`),
  ]);
  return [...own, ...Object.entries(rest).flatMap(([key, part]) => fieldsIn(schema, part, `${path}/${key}`))];
}

const schemas = [
  { file: 'a scenario', fields: fieldsIn(scenarioJsonSchema()), atLeast: 400 },
  { file: 'a shift', fields: fieldsIn(shiftJsonSchema()), atLeast: 8 },
];

test.each(schemas)('[NW7] every field of $file has a sentence for editors', ({ fields, atLeast }) => {
  expect(fields.length).toBeGreaterThanOrEqual(atLeast);
  expect(fields.filter(({ words }) => words === '').map(({ path }) => path)).toEqual([]);
});

test.each(schemas)('[NW7] of $file it is one sentence that fits beside the field', ({ fields }) => {
  const poor = fields.filter(({ words }) => !/^[A-Z].{12,240}\.$/.test(words));
  expect(poor.map(({ path, words }) => `${path}: ${words}`)).toEqual([]);
});

test('[NW7] a field without a sentence is found, also behind a reference', () => {
  const schema = { properties: { at: { $ref: '#/definitions/when' }, for: {} }, definitions: { when: { description: 'When.' } } };
  expect(fieldsIn(schema)).toEqual([
    { path: '.at', words: 'When.' },
    { path: '.for', words: '' },
  ]);
});
