/** Zod's issues in the words of an author. */
import type * as z from 'zod';
import { fieldNames } from './json-schema.ts';
import { didYouMean, type Finding } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** Sections whose type alone would not tell an author what to write. */
const whatBelongs: Record<string, string> = {
  sheet: 'sheet: {seenWhen: [{when, seen}, …], deadEnds: […], questions: […]}, the page a facilitator reads',
  proof: 'proof: three of {signal, says}, {change, says}, {trace, pick, says}, the views that prove the truth',
};

/** What to write for a value of the type that zod names. */
const typeWords: Record<string, string> = {
  string: 'text, in quotes where it reads as a number or as true: "42"',
  number: 'a number without quotes and unit: 3',
  int: 'a whole number without quotes and unit: 3',
  boolean: 'true or false',
  array: 'a list: entries that begin with "- ", each on a line below, or [one, two]',
  object: 'fields: "name: value", each on a line below, or {name: value}',
  record: 'names with a value each: "name: value" on a line below, or {name: value}',
};

/**
 * One finding per issue; of a union, the branch that got furthest is reported.
 * @param whole what the file should hold, told when it holds no fields at all
 */
export function shapeFindings(error: z.ZodError, whole: string): Finding[] {
  return error.issues.flatMap((issue) =>
    issue.path.length === 0 && issue.code === 'invalid_type'
      ? [{ path: [], message: `the file ${wrongType(issue)}`, expected: whole }]
      : findingsOf(issue, []),
  );
}

function findingsOf(issue: Issue, prefix: Finding['path']): Finding[] {
  const path = [...prefix, ...issue.path.map(toKey)];
  switch (issue.code) {
    case 'invalid_union':
      return unionFindings(issue, path);
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: `unknown field "${key}"${didYouMean(key, fieldNames())}`,
        expected: 'a field of this place; the editor lists them by the schema that the first line names',
      }));
    case 'invalid_type':
      return [
        {
          path,
          message: `${nameOf(path)} ${wrongType(issue)}`,
          expected: whatBelongs[path.join('.')] ?? typeExpected(issue),
        },
      ];
    case 'invalid_value':
      return [
        { path, message: `${nameOf(path)} has a value that is not known here`, expected: `one of ${issue.values.map(String).join(', ')}` },
      ];
    default:
      return [{ path, message: `${nameOf(path)} is not written as it should be`, expected: issue.message }];
  }
}

type TypeIssue = Extract<Issue, { code: 'invalid_type' }>;

function wrongType({ message }: TypeIssue): string {
  if (message.endsWith('received undefined')) return 'is missing';
  return message.endsWith('received null') ? 'is empty' : 'has the wrong type';
}

/** A schema that says what belongs there knows it best. */
function typeExpected({ message, expected }: TypeIssue): string {
  return message.startsWith('Invalid input') ? (typeWords[expected] ?? expected) : message;
}

function unionFindings(issue: Extract<Issue, { code: 'invalid_union' }>, path: Finding['path']): Finding[] {
  const branches = issue.errors.map((errors) => errors.flatMap((error) => findingsOf(error, path)));
  const depth = (branch: Finding[]): number => Math.max(0, ...branch.map((finding) => finding.path.length));
  const [best] = branches.filter((branch) => branch.length > 0).sort((a, b) => depth(b) - depth(a) || a.length - b.length);
  if (best) return best;
  const options = 'options' in issue && Array.isArray(issue.options) ? issue.options : [];
  const expected = options.length > 0 ? `one of ${options.map(String).join(', ')}` : 'one of the forms the schema names';
  return [{ path, message: `${nameOf(path)} is not known`, expected }];
}

function nameOf(path: Finding['path']): string {
  return path.length === 0 ? 'the file' : path.join('.');
}

function toKey(part: PropertyKey): string | number {
  return typeof part === 'symbol' ? part.toString() : part;
}
