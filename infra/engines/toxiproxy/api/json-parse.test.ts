import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonNumber, type JsonValue, parseFirstJson } from './json-parse.ts';

const plain = (value: JsonValue): unknown => {
  if (value instanceof JsonNumber) return Number(value.literal);
  if (Array.isArray(value)) return value.map(plain);
  if (!(value instanceof Map)) return value;
  // defineProperty, because a member may be called __proto__.
  const object = {};
  for (const [key, member] of value) Object.defineProperty(object, key, { value: plain(member), enumerable: true });
  return object;
};

test('it reads whatever JSON.parse reads', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(JSON.stringify(plain(parseFirstJson(text)))).toBe(JSON.stringify(JSON.parse(text)));
    }),
  );
});

test('it refuses whatever JSON.parse refuses, unless a whole value comes first', () => {
  const broken = fc.tuple(fc.json(), fc.nat(), fc.constantFrom('', '}', ']', ',', ':', '"', '\\', 'x', '\n'));
  fc.assert(
    fc.property(broken, ([json, position, insert]) => {
      const at = position % (json.length + 1);
      const text = `[${json.slice(0, at)}${insert}${json.slice(at)}]`;
      const parses = (parse: (text: string) => unknown): boolean => {
        try {
          parse(text);
          return true;
        } catch {
          return false;
        }
      };
      if (parses(JSON.parse)) expect(parses(parseFirstJson)).toBe(true);
      else if (!text.includes(']', 1) || text.indexOf(']') === text.length - 1) expect(parses(parseFirstJson)).toBe(false);
    }),
  );
});

test('what follows the first value is ignored', () => {
  expect(plain(parseFirstJson('{"a":1} trailing'))).toEqual({ a: 1 });
});

test.each([
  ['', 'EOF'],
  [' \n', 'EOF'],
  ['{"a":', 'unexpected EOF'],
  ['{"name" 1}', "invalid character '1' after object key"],
  ['{,}', "invalid character ',' looking for beginning of object key string"],
  ['{"a":1 "b"}', `invalid character '"' after object key:value pair`],
  ["{'a':1}", "invalid character '\\'' looking for beginning of object key string"],
  ['[1 2]', "invalid character '2' after array element"],
  ['x', "invalid character 'x' looking for beginning of value"],
  ['{"a":\u00e9}', "invalid character '\u00c3' looking for beginning of value"],
  ['nulx', "invalid character 'x' in literal null (expecting 'l')"],
  ['[01]', "invalid character '1' after array element"],
  ['[-]', "invalid character ']' in numeric literal"],
  ['[1.]', "invalid character ']' after decimal point in numeric literal"],
  ['[1e]', "invalid character ']' in exponent of numeric literal"],
  ['"\\x"', "invalid character 'x' in string escape code"],
  ['"\\u12g"', "invalid character 'g' in \\u hexadecimal character escape"],
  ['"\n"', "invalid character '\\n' in string literal"],
])('%j is refused in the words of Go', (text, message) => {
  expect(() => parseFirstJson(text)).toThrow(new Error(message));
});
