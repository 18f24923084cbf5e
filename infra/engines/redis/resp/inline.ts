const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', a: '\x07' };

/**
 * Words of a command typed by hand: separated by spaces, with "double" (C escapes, `\x41`) or 'single' quotes.
 * Undefined when quotes are unbalanced or a closing quote is followed by something else than a space.
 */
export function splitInline(line: string): string[] | undefined {
  const words: string[] = [];
  let at = 0;
  for (;;) {
    while (at < line.length && isSpace(line[at])) at += 1;
    if (at >= line.length) return words;
    const word = readWord(line, at);
    if (!word) return undefined;
    words.push(word.text);
    at = word.end;
  }
}

interface Part {
  text: string;
  /** Index of the first character after it. */
  end: number;
}

function readWord(line: string, start: number): Part | undefined {
  let text = '';
  let at = start;
  while (at < line.length && !isSpace(line[at])) {
    const quote = line[at];
    if (quote !== '"' && quote !== "'") {
      text += quote;
      at += 1;
      continue;
    }
    const quoted = quote === '"' ? readDouble(line, at + 1) : readSingle(line, at + 1);
    if (!quoted || (quoted.end < line.length && !isSpace(line[quoted.end]))) return undefined;
    return { text: text + quoted.text, end: quoted.end };
  }
  return { text, end: at };
}

function readDouble(line: string, start: number): Part | undefined {
  let text = '';
  for (let at = start; at < line.length; ) {
    if (line[at] === '"') return { text, end: at + 1 };
    const part = line[at] === '\\' && at + 1 < line.length ? readEscape(line, at + 1) : { text: line[at] ?? '', end: at + 1 };
    text += part.text;
    at = part.end;
  }
  return undefined;
}

/** What stands behind a backslash. */
function readEscape(line: string, at: number): Part {
  const hex = /^x([0-9a-fA-F]{2})/.exec(line.slice(at, at + 3))?.[1];
  if (hex) return { text: String.fromCharCode(Number.parseInt(hex, 16)), end: at + 3 };
  const char = line[at] ?? '';
  return { text: escapes[char] ?? char, end: at + 1 };
}

function readSingle(line: string, start: number): Part | undefined {
  let text = '';
  for (let at = start; at < line.length; at += 1) {
    const char = line[at] ?? '';
    if (char === "'") return { text, end: at + 1 };
    const escaped = char === '\\' && line[at + 1] === "'";
    text += escaped ? "'" : char;
    if (escaped) at += 1;
  }
  return undefined;
}

function isSpace(char: string | undefined): boolean {
  return char === ' ' || char === '\n' || char === '\r' || char === '\t' || char === '\0' || char === '\v' || char === '\f';
}
