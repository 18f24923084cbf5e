import { expect, test } from 'vitest';
import { parsePidFile } from './pid-file.ts';

const whole = '4711\n/data\n1700000000\n20001\n\n127.0.0.1\n  1234  5\nready   \n';

test('a server is ready only once the eighth line says so', () => {
  expect(parsePidFile(whole)).toEqual({ pid: 4711, ready: true });
  expect(parsePidFile(whole.replace('ready', 'starting'))).toEqual({ pid: 4711, ready: false });
  expect(parsePidFile('4711\n/data\n')).toEqual({ pid: 4711, ready: false });
});

test('a file that names no process is not whole', () => {
  expect(parsePidFile('')).toBeNull();
  expect(parsePidFile('garbage\n')).toBeNull();
  expect(parsePidFile('-4711\n')).toBeNull();
});
