import { expect, test } from 'vitest';
import { findOriginal } from '../infra/engines/originals/find.ts';
import { chooseEngines, engineOption } from './engine-choice.ts';

const everything: typeof findOriginal = {
  toxiproxy: () => ({ found: { program: '/toxiproxy-server' } }),
  redis: () => ({ found: { program: '/redis-server' } }),
  kafka: () => ({ found: { java: '/java', classPath: '/libs/*' } }),
  postgres: () => ({ found: { binDir: '/bin', version: '15.1' } }),
};

test('without the option the engines are our own', () => {
  expect(chooseEngines(engineOption([]))).toEqual({ kind: 'embedded' });
});

test('native engines are what was found on this machine', () => {
  const engines = chooseEngines(engineOption(['--engines', 'native']), everything);
  expect(engines).toMatchObject({ kind: 'native', originals: { redis: { program: '/redis-server' }, postgres: { binDir: '/bin' } } });
});

test('everything that is missing is named at once, each with the command that installs it', () => {
  const find: typeof findOriginal = {
    ...everything,
    redis: () => ({ missing: 'redis-server: not on the PATH', install: 'apt-get install redis-server' }),
    kafka: () => ({ missing: 'Apache Kafka: no jars', install: 'mvn copy-dependencies' }),
  };
  expect(() => chooseEngines('native', find)).toThrow(
    /redis-server: not on the PATH\n +apt-get install redis-server\n +Apache Kafka: no jars\n +mvn/,
  );
});

test('a kind there is not, or an option there is not, is refused with those there are', () => {
  expect(() => chooseEngines('podman')).toThrow('--engines podman: there are embedded, native, docker.');
  expect(() => engineOption(['--engine', 'native'])).toThrow(/Usage: npm start/);
});
