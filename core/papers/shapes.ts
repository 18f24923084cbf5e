/** JSON Schema as people read it. */
import type { PaperShape } from '../protocol/papers.ts';

export type Part = Readonly<Record<string, unknown>>;

/** What is no object reads as an empty one: a paper shows what is there. */
export function partOf(value: unknown): Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Part) : {};
}

/** Without the marks that code has in Markdown: papers are shown as text. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim().replaceAll('`', '') : '');
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** `#/components/schemas/Cart` is `Cart`; empty for what is no reference. */
export const nameOfRef = (value: unknown): string => textOf(partOf(value)['$ref']).replace(/^.*\//, '');

/** `CartLine[]`, `CONFIRMED | PENDING`, `integer`. */
export function typeWords(value: unknown): string {
  const { type, items, oneOf, ...schema } = partOf(value);
  const name = nameOfRef(value);
  if (name !== '') return name;
  if ('const' in schema) return JSON.stringify(schema['const']);
  if ('enum' in schema) return listOf(schema['enum']).join(' | ');
  if (oneOf !== undefined) return listOf(oneOf).map(typeWords).join(' | ');
  if (type === 'array') return `${typeWords(items)}[]`;
  return textOf(type) || 'any';
}

/** What limits a value, beside its type. */
export function noteOf(value: unknown): string {
  const { description, minimum, maximum, minLength, maxLength, pattern } = partOf(value);
  const bounds = [minimum ?? minLength, maximum ?? maxLength].map((bound) => bound ?? '').join('..');
  return [textOf(description), bounds === '..' ? '' : bounds, textOf(pattern)].filter(Boolean).join('; ');
}

/** Every schema of a document; one that is no object has no fields, its summary tells what it is. */
export function shapesOf(schemas: unknown): PaperShape[] {
  return Object.entries(partOf(schemas)).map(([name, schema]) => {
    const { properties, required, description } = partOf(schema);
    const fields = Object.entries(partOf(properties)).map(([field, value]) => ({
      name: field,
      type: typeWords(value),
      isRequired: listOf(required).includes(field),
      note: noteOf(value),
    }));
    const summary = fields.length > 0 ? textOf(description) : [typeWords(schema), noteOf(schema)].filter(Boolean).join(', ');
    return { name, summary, fields };
  });
}
