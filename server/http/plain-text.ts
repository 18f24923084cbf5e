/** Text from people stays text: what only disguises it, or what the store cannot hold, is taken out before anything reads it. */

/**
 * Control characters (line breaks and tabs stay), lone halves of characters, marks that reorder the text around them,
 * and characters of no width that make two names look alike. Joiners stay: emoji and several scripts need them.
 */
const disguises = /(?![\n\t])\p{Cc}|\p{Cs}|[\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;
/** Blanks, joiners, fillers and the empty pattern of Braille: a text of nothing else shows nothing, and is none. */
const unseen = /^[\s\u2800\p{Default_Ignorable_Code_Point}]*$/u;
/** No script piles up more marks on one letter; more of them run over the lines of others. */
const piledMarks = /(\p{M}{8})\p{M}+/gu;
/** Nothing that is taken is nested deeper: what is would only exhaust whoever looks into it. */
const deepest = 16;

/** Every string in a parsed JSON value, keys left alone; what lies too deep to be anything is null. */
export function plainText(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return plainString(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth === deepest) return null;
  if (Array.isArray(value)) return value.map((entry) => plainText(entry, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plainText(entry, depth + 1)]));
}

function plainString(text: string): string {
  const plain = text.replace(/\r\n?/gu, '\n').replace(disguises, '').replace(piledMarks, '$1');
  return unseen.test(plain) ? '' : plain;
}
