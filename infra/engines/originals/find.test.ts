import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findOriginal } from './find.ts';
import { kafkaVersion } from './versions.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'brownout-find-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program that says something. */
function program(path: string, says = ''): string {
  const file = join(folder, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho '${says}'\n`);
  chmodSync(file, 0o755);
  return file;
}

test('the path in TOXIPROXY_SERVER goes before everything else', () => {
  const named = program('mine');
  program('bin/toxiproxy-server');
  expect(findOriginal.toxiproxy({ TOXIPROXY_SERVER: named, PATH: join(folder, 'bin') })).toEqual({ found: { program: named } });
});

test('a program on the PATH is found, and what is only a file is not', () => {
  writeFileSync(join(folder, 'redis-server'), '');
  expect(findOriginal.redis({ PATH: folder })).toMatchObject({ missing: expect.stringContaining('redis-server') });
  const redis = program('bin/redis-server');
  expect(findOriginal.redis({ PATH: `${folder}:${join(folder, 'bin')}` })).toEqual({ found: { program: redis } });
});

test('what is missing comes with the line that installs it', () => {
  expect(findOriginal.redis({ PATH: folder })).toHaveProperty('install', expect.stringMatching(/^(apt-get|brew) install redis/));
});

test('Kafka is its jars and a Java that can run them', () => {
  program('libs/kafka_2.13-4.1.1.jar');
  const java = program('jdk/bin/java', 'openjdk version "21.0.1" 2023-10-17');
  expect(findOriginal.kafka({ KAFKA_HOME: folder, JAVA_HOME: join(folder, 'jdk') })).toEqual({
    found: { java, classPath: join(folder, 'libs', '*') },
  });
});

test('a Java that is too old is named, with its version', () => {
  program('libs/kafka_2.13-4.1.1.jar');
  program('jdk/bin/java', 'openjdk version "11.0.20"');
  const finding = findOriginal.kafka({ KAFKA_HOME: folder, JAVA_HOME: join(folder, 'jdk') });
  expect(finding).toMatchObject({ missing: expect.stringMatching(/Java 17 or newer.*is 11/) });
});

test('Postgres is both of its programs, and old ones are passed over', () => {
  program('old/postgres', 'postgres (PostgreSQL) 13.2');
  program('old/initdb');
  program('new/postgres', 'postgres (PostgreSQL) 16.3 (Debian 16.3-1)');
  program('new/initdb');
  expect(findOriginal.postgres({ POSTGRES_BIN: join(folder, 'old'), PATH: join(folder, 'new') })).toEqual({
    found: { binDir: join(folder, 'new'), version: '16.3' },
  });
});

test('the jars that are installed are of the version the suites are run against', () => {
  const pom = readFileSync(join(import.meta.dirname, 'kafka-jars.xml'), 'utf8');
  expect(pom).toContain(`<artifactId>kafka_2.13</artifactId>\n      <version>${kafkaVersion}</version>`);
});
