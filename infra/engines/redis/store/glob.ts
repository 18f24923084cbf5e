/**
 * Redis' glob patterns: `*`, `?`, `[abc]`, `[^a]`, `[a-z]`, and `\` to take the next character as it is.
 * Takes time proportional to pattern times text at worst, never more.
 */
export function globMatches(pattern: string, text: string): boolean {
  const tokens = compile(pattern);
  let at = 0;
  let token = 0;
  let starToken = -1;
  let starAt = 0;
  while (at < text.length) {
    const matcher = tokens[token];
    if (matcher === 'star') {
      starToken = token;
      starAt = at;
      token += 1;
    } else if (matcher?.(text.charCodeAt(at))) {
      token += 1;
      at += 1;
    } else if (starToken >= 0) {
      token = starToken + 1;
      starAt += 1;
      at = starAt;
    } else return false;
  }
  while (tokens[token] === 'star') token += 1;
  return token === tokens.length;
}

type Token = 'star' | ((code: number) => boolean);

function compile(pattern: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at];
    if (char === '*') tokens.push('star');
    else if (char === '?') tokens.push(() => true);
    else if (char === '[') {
      const range = compileClass(pattern, at + 1);
      tokens.push(range.matches);
      at = range.end;
    } else {
      if (char === '\\' && at + 1 < pattern.length) at += 1;
      const wanted = pattern.charCodeAt(at);
      tokens.push((code) => code === wanted);
    }
  }
  return tokens;
}

/** A class that is not closed reaches to the end of the pattern, as in the original. */
function compileClass(pattern: string, start: number): { matches: (code: number) => boolean; end: number } {
  const isNegated = pattern[start] === '^';
  const ranges: [number, number][] = [];
  let at = isNegated ? start + 1 : start;
  while (at < pattern.length && pattern[at] !== ']') {
    if (pattern[at] === '\\' && at + 1 < pattern.length) at += 1;
    const first = pattern.charCodeAt(at);
    const isRange = pattern[at + 1] === '-' && at + 2 < pattern.length;
    const last = isRange ? pattern.charCodeAt(at + 2) : first;
    ranges.push([Math.min(first, last), Math.max(first, last)]);
    at += isRange ? 3 : 1;
  }
  return { matches: (code) => ranges.some(([low, high]) => code >= low && code <= high) !== isNegated, end: at };
}
