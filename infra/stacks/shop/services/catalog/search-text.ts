/**
 * Up to six phrases, whatever stands between them. Where nothing but spaces stands there, it can be cut in very many ways, and a text
 * that does not match in the end is tried in all of them.
 */
const phrases = /^([a-z ]*)[\s,;.]*([a-z ]*)[\s,;.]*([a-z ]*)[\s,;.]*([a-z ]*)[\s,;.]*([a-z ]*)[\s,;.]*([a-z ]*)$/;

/** The text to search for: as it was typed, or, when matching is tolerant, without what stands between its phrases. */
export function searchText(typed: string, matching: string): string {
  const text = typed.trim().toLowerCase();
  return matching === 'tolerant' ? withoutSeparators(text) : text;
}

function withoutSeparators(text: string): string {
  const found = phrases.exec(text);
  return found
    ? found
        .slice(1)
        .filter((phrase) => phrase !== '')
        .join(' ')
    : text;
}
