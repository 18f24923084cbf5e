import { expect, test } from 'vitest';
import { codeFrom } from './code.ts';

test('a code is understood however it is typed or pasted', () => {
  expect(codeFrom('abc-234')).toBe('ABC234');
  expect(codeFrom(' k7 mq 2x ')).toBe('K7MQ2X');
  expect(codeFrom('http://192.168.1.7:4000/join/K7MQ2X')).toBe('K7MQ2X');
  expect(codeFrom('ABCDEFGHIJ')).toBe('ABCDEF');
});
