import { expect, test } from 'vitest';
import { parseFlags, UsageError } from './flags.ts';

test('without arguments the defaults of toxiproxy-server hold', () => {
  expect(parseFlags([])).toEqual({
    host: 'localhost',
    port: 8474,
    config: '',
    seed: '',
    proxyMetrics: false,
    runtimeMetrics: false,
    version: false,
  });
});

test('values follow after a space or an equals sign, after one dash or two', () => {
  const flags = parseFlags([
    '-host',
    '127.0.0.1',
    '--port=20001',
    '-seed=-7',
    '--config',
    'a=b.json',
    '-proxy-metrics',
    '--runtime-metrics=true',
  ]);
  expect(flags).toMatchObject({ host: '127.0.0.1', port: 20001, seed: '-7', config: 'a=b.json', proxyMetrics: true, runtimeMetrics: true });
});

test('a switch can be turned off, and flags end at the first argument that is none', () => {
  expect(parseFlags(['-version=false', 'x', '-nope'])).toMatchObject({ version: false });
  expect(parseFlags(['--', '-nope'])).toMatchObject({ port: 8474 });
});

test.each([
  [['-nope'], 'flag provided but not defined: -nope'],
  [['-port'], 'flag needs an argument: -port'],
  [['-seed', 'x'], 'invalid value "x" for flag -seed: parse error'],
  [['-version=maybe'], 'invalid boolean value "maybe" for -version: parse error'],
  [['-port', '70000'], 'invalid value "70000" for flag -port: not a port from 0 to 65535'],
])('%j is refused', (args, message) => {
  expect(() => parseFlags(args)).toThrow(new UsageError(message));
});
