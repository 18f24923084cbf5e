/** The pattern of a log line: its text without what changes from line to line, so that lines of one statement are one pattern. */

/** In this order: what is more special goes first, and no later rule may see into what an earlier one took out. */
const masks: readonly (readonly [name: string, what: RegExp])[] = [
  ['<uuid>', /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi],
  ['<time>', /\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?(?![\w])/g],
  ['<address>', /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b/g],
  ['<hex>', /\b(?:0x[0-9a-f]+|(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,128})\b/gi],
  // Of a measure the unit stays: what was counted belongs to the statement.
  ['<n>', /(?<![\w.-])[-+]?\d+(?:\.\d+)?(?=(?:ns|us|ms|s|min|m|h|k?B|KiB|MB|MiB|GB|GiB)\b)/g],
  // An id is letters and digits in one word; the instances of a service are told apart by a word of their own.
  ['<id>', /\b(?=[\w-]{0,64}\d)(?=[\w-]{0,64}[A-Za-z])[A-Za-z0-9]{1,64}(?:[-_][A-Za-z0-9]{1,64}){0,8}\b/g],
  ['<n>', /(?<![\w<])[-+]?\d+(?:[.,:]\d+)*(?![\w>])/g],
];

/** Longer lines differ in their ends only. Characters. */
const looked = 400;

/** `order <id> failed after <n> ms`. Only the first line of the text counts: what follows is a stack. */
export function patternOf(text: string): string {
  const first = text.slice(0, looked).split('\n', 1)[0] ?? '';
  let masked = first;
  for (const [name, what] of masks) masked = masked.replace(what, name);
  return masked.replace(/(<[a-z]+>)(?:(?:, ?| )\1)+/g, '$1 …').trim();
}

/** A short name of a pattern, the same everywhere: FNV-1a, as hexadecimal digits. */
export function patternId(pattern: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < pattern.length; index += 1) hash = Math.imul(hash ^ pattern.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
