/** Text from people stays text: what only disguises it, or what the store cannot hold, is taken out before anything reads it. */

/**
 * Control characters (line breaks and tabs stay), lone halves of characters, marks that reorder the text around them,
 * and characters of no width that make two names look alike. Joiners stay: emoji and several scripts need them.
 */
const disguises = /(?![\n\t])\p{Cc}|\p{Cs}|[\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;

/** Every string in a parsed JSON value, keys left alone. */
export function plainText(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\r\n?/gu, '\n').replace(disguises, '');
  if (Array.isArray(value)) return value.map(plainText);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plainText(entry)]));
}
