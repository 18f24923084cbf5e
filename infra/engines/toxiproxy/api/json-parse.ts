/**
 * Reads the first JSON value of a request body the way Go's decoder does: with its error messages, ignoring what follows
 * the value, and keeping numbers as written so that integers can be told from fractions.
 */

/** A number as it was written. */
export class JsonNumber {
  readonly literal: string;

  constructor(literal: string) {
    this.literal = literal;
  }
}

export type JsonValue = string | boolean | null | JsonNumber | JsonValue[] | Map<string, JsonValue>;

/** @throws Error with Go's message, `EOF` for an empty body. */
export function parseFirstJson(text: string): JsonValue {
  return new Parser(text).document();
}

const escapes: Record<string, string> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): JsonValue {
    this.#skipSpace();
    if (this.#at === this.#text.length) throw new Error('EOF');
    return this.#value();
  }

  #value(): JsonValue {
    const first = this.#next();
    if (first === '{') return this.#object();
    if (first === '[') return this.#array();
    if (first === '"') return this.#string();
    if (first === '-' || isDigit(first)) return this.#number();
    return this.#literal(first);
  }

  /** The next character that is not space, left in place. */
  #next(): string {
    this.#skipSpace();
    return this.#peek();
  }

  #peek(): string {
    const character = this.#text[this.#at];
    if (character === undefined) throw new Error('unexpected EOF');
    return character;
  }

  #skipSpace(): void {
    while (' \t\r\n'.includes(this.#text[this.#at] ?? 'x')) this.#at++;
  }

  #refuse(context: string): Error {
    return new Error(`invalid character ${quoteCharacter(this.#peek())} ${context}`);
  }

  #object(): Map<string, JsonValue> {
    const object = new Map<string, JsonValue>();
    this.#at++;
    if (this.#next() === '}') {
      this.#at++;
      return object;
    }
    for (;;) {
      if (this.#next() !== '"') throw this.#refuse('looking for beginning of object key string');
      const key = this.#string();
      if (this.#next() !== ':') throw this.#refuse('after object key');
      this.#at++;
      object.set(key, this.#value());
      if (this.#closes('}', 'after object key:value pair')) return object;
    }
  }

  #array(): JsonValue[] {
    const array: JsonValue[] = [];
    this.#at++;
    if (this.#next() === ']') {
      this.#at++;
      return array;
    }
    do array.push(this.#value());
    while (!this.#closes(']', 'after array element'));
    return array;
  }

  #closes(closer: string, context: string): boolean {
    const character = this.#next();
    if (character !== closer && character !== ',') throw this.#refuse(context);
    this.#at++;
    return character === closer;
  }

  #string(): string {
    let result = '';
    for (this.#at++; ; this.#at++) {
      const character = this.#peek();
      if (character === '"') {
        this.#at++;
        return result;
      }
      if (character < ' ') throw this.#refuse('in string literal');
      result += character === '\\' ? this.#escape() : character;
    }
  }

  #escape(): string {
    this.#at++;
    const character = this.#peek();
    if (character !== 'u') {
      const plain = escapes[character];
      if (plain === undefined) throw this.#refuse('in string escape code');
      return plain;
    }
    for (let digit = 0; digit < 4; digit++) {
      this.#at++;
      if (!/[0-9a-fA-F]/.test(this.#peek())) throw this.#refuse('in \\u hexadecimal character escape');
    }
    return String.fromCharCode(Number.parseInt(this.#text.slice(this.#at - 3, this.#at + 1), 16));
  }

  #number(): JsonNumber {
    const from = this.#at;
    if (this.#peek() === '-') this.#at++;
    if (this.#peek() === '0') this.#at++;
    else this.#digits('in numeric literal');
    if (this.#text[this.#at] === '.') {
      this.#at++;
      this.#digits('after decimal point in numeric literal');
    }
    if (/[eE]/.test(this.#text[this.#at] ?? '')) {
      this.#at++;
      if (/[+-]/.test(this.#peek())) this.#at++;
      this.#digits('in exponent of numeric literal');
    }
    return new JsonNumber(this.#text.slice(from, this.#at));
  }

  #digits(context: string): void {
    if (!isDigit(this.#peek())) throw this.#refuse(context);
    while (isDigit(this.#text[this.#at] ?? '')) this.#at++;
  }

  #literal(first: string): boolean | null {
    const word = ['true', 'false', 'null'].find((each) => each.startsWith(first));
    if (!word) throw this.#refuse('looking for beginning of value');
    for (const expected of word) {
      if (this.#peek() !== expected) throw this.#refuse(`in literal ${word} (expecting '${expected}')`);
      this.#at++;
    }
    return word === 'null' ? null : word === 'true';
  }
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9' && character.length === 1;
}

function quoteCharacter(character: string): string {
  if (character === "'") return "'\\''";
  if (character === '"') return `'"'`;
  // Go looks at bytes: of a longer character it names the first.
  const firstByte = String.fromCharCode(Buffer.from(character).readUInt8());
  return `'${JSON.stringify(firstByte).slice(1, -1)}'`;
}
