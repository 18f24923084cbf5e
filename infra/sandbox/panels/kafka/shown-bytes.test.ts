import { expect, test } from 'vitest';
import { shownBytes } from './shown-bytes.ts';

test('text is shown as text', () => {
  expect(shownBytes(Buffer.from('{"name":"Köln"}\n'), 100)).toEqual({
    text: '{"name":"Köln"}\n',
    encoding: 'text',
    bytes: 17,
    isCut: false,
  });
});

test('long text is cut, also in the middle of a character', () => {
  const cut = shownBytes(Buffer.from('ü'.repeat(40)), 11);
  expect(cut).toEqual({ text: 'ü'.repeat(5), encoding: 'text', bytes: 80, isCut: true });
});

test.each([
  ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0x41])],
  ['control characters', Buffer.from([0x41, 0x00, 0x42])],
])('%s are shown in hexadecimal', (_name, bytes) => {
  expect(shownBytes(bytes, 100)).toEqual({ text: bytes.toString('hex'), encoding: 'hex', bytes: 3, isCut: false });
});

test('hexadecimal is in lines of sixteen bytes, and short', () => {
  const { text, isCut } = shownBytes(Buffer.alloc(5000, 1), 4096);
  expect(text.split('\n')).toHaveLength(16);
  expect(text.split('\n')[0]).toHaveLength(32);
  expect(isCut).toBe(true);
});
