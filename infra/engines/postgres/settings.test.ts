import { expect, test } from 'vitest';
import { serverArguments, serverSettings } from './settings.ts';

const base = { dataDir: '/d', port: 20001, maxConnections: 60, major: 18 };

test('a server listens on loopback alone', () => {
  const settings = serverSettings({ ...base, durable: true });
  expect(settings['listen_addresses']).toBe('127.0.0.1');
  expect(settings['unix_socket_directories']).toBe('');
});

test('only a server that need not be durable gives up safety', () => {
  expect(serverSettings({ ...base, durable: false })).toMatchObject({ fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' });
  expect(Object.keys(serverSettings({ ...base, durable: true }))).not.toEqual(expect.arrayContaining(['fsync']));
});

test('every setting becomes one -c argument', () => {
  const all = serverArguments({ ...base, durable: false });
  expect(all.slice(0, 2)).toEqual(['-D', '/d']);
  expect(all.filter((argument) => argument === '-c')).toHaveLength(Object.keys(serverSettings({ ...base, durable: false })).length);
  expect(all).toContain('max_connections=60');
});

test('a setting that came with Postgres 18 is not given to an older one', () => {
  expect(serverSettings({ ...base, durable: false })).toHaveProperty('io_method', 'sync');
  expect(serverSettings({ ...base, durable: false, major: 15 })).not.toHaveProperty('io_method');
});
