/** Why a value is none of the known ones, in words that say which there are; null when it is. */
export function oneOf(what: string, value: string, known: readonly string[]): string | null {
  return known.includes(value) ? null : `unknown ${what} "${value}"; known: ${known.join(', ') || 'none'}`;
}
