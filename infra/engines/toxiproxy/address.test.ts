import { expect, test } from 'vitest';
import { formatAddress, parseAddress, resolveAddress } from './address.ts';

test.each([
  ['127.0.0.1:80', { host: '127.0.0.1', port: 80 }],
  ['[::1]:80', { host: '::1', port: 80 }],
  [':80', { host: '', port: 80 }],
  ['', { host: '', port: 0 }],
  ['catalog:', { host: 'catalog', port: 0 }],
])('%j is read', (address, expected) => {
  expect(parseAddress(address)).toEqual(expected);
});

test.each([
  ['local373', 'address local373: missing port in address'],
  ['::1:0', 'address ::1:0: too many colons in address'],
  ['[::1:0', "address [::1:0: missing ']' in address"],
  ['a:99999', 'address 99999: invalid port'],
  ['a:abc', 'lookup tcp/abc: unknown port'],
])('%j is refused in the words of Go', (address, message) => {
  expect(() => parseAddress(address)).toThrow(new Error(message));
});

test('localhost resolves to IPv4, and addresses print as Go prints them', async () => {
  expect(formatAddress(await resolveAddress('localhost:80'))).toBe('127.0.0.1:80');
  expect(formatAddress({ host: '::1', port: 80 })).toBe('[::1]:80');
  expect(formatAddress({ host: '', port: 80 })).toBe(':80');
});
