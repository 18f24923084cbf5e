/** Where the originals of the engines are on this machine, and how to install what is not there. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { Originals } from '../../../core/sandbox/messages.ts';
import { projectRoot } from '../../process/paths.ts';
import { kafkaVersion, toxiproxyVersion } from './versions.ts';

export type OriginalName = keyof Originals;

/** A program that is there, or what is wrong and the command that puts it there. */
export type Finding<T> = { found: T } | Missing;

export interface Missing {
  missing: string;
  install: string;
}

type Environment = NodeJS.ProcessEnv;

/** Folder below the checkout that the install lines fill. */
const originalsFolder = '.brownout/originals';

const minimumJava = 17;
/** `create database … strategy` came with it. */
const minimumPostgres = 15;

export const findOriginal: { [Name in OriginalName]: (environment?: Environment) => Finding<Originals[Name]> } = {
  toxiproxy: findToxiproxy,
  redis: findRedis,
  kafka: findKafka,
  postgres: findPostgres,
};

/** All of them, or everything that is missing. */
export function findOriginals(find = findOriginal): { found: Originals } | { missing: Missing[] } {
  const [toxiproxy, redis, kafka, postgres] = [find.toxiproxy(), find.redis(), find.kafka(), find.postgres()];
  if ('found' in toxiproxy && 'found' in redis && 'found' in kafka && 'found' in postgres)
    return { found: { toxiproxy: toxiproxy.found, redis: redis.found, kafka: kafka.found, postgres: postgres.found } };
  return { missing: [toxiproxy, redis, kafka, postgres].filter((finding) => 'missing' in finding) };
}

/** The client of librdkafka, which the contract of Kafka is also asked through. */
export function findKcat(environment: Environment = process.env): Finding<{ program: string }> {
  const program = onPath('kcat', environment);
  if (program) return { found: { program } };
  return { missing: 'kcat: not on the PATH', install: systemPackage({ apt: 'kcat', brew: 'kcat' }) };
}

function findToxiproxy(environment: Environment = process.env): Finding<Originals['toxiproxy']> {
  const program =
    firstExecutable([environment['TOXIPROXY_SERVER'] ?? '', ownFile('toxiproxy-server'), ownFile('server')]) ??
    onPath('toxiproxy-server', environment);
  if (program) return { found: { program } };
  return {
    missing: `toxiproxy-server ${toxiproxyVersion}: not in TOXIPROXY_SERVER, ${originalsFolder} or on the PATH`,
    install: `GOBIN="$PWD/${originalsFolder}" go install github.com/Shopify/toxiproxy/v2/cmd/server@v${toxiproxyVersion}`,
  };
}

function findRedis(environment: Environment = process.env): Finding<Originals['redis']> {
  const program = onPath('redis-server', environment);
  if (program) return { found: { program } };
  return { missing: 'redis-server: not on the PATH', install: systemPackage({ apt: 'redis-server', brew: 'redis' }) };
}

function findKafka(environment: Environment = process.env): Finding<Originals['kafka']> {
  const home = environment['KAFKA_HOME'];
  const folder = [...(home ? [join(home, 'libs')] : []), ownFile('kafka')].find(hasBroker);
  if (!folder) {
    return {
      missing: `Apache Kafka ${kafkaVersion}: no kafka_*.jar in KAFKA_HOME/libs or ${originalsFolder}/kafka`,
      install: `mvn -q -B -f infra/engines/originals/kafka-jars.xml dependency:copy-dependencies -DoutputDirectory="$PWD/${originalsFolder}/kafka"`,
    };
  }
  const javaHome = environment['JAVA_HOME'];
  const java = firstExecutable(javaHome ? [join(javaHome, 'bin', 'java')] : []) ?? onPath('java', environment);
  const version = java ? javaVersion(java) : 0;
  if (java && version >= minimumJava) return { found: { java, classPath: join(folder, '*') } };
  return {
    missing: `Java ${minimumJava} or newer, for Kafka: ${java ? `${java} is ${version}` : 'not in JAVA_HOME or on the PATH'}`,
    install: systemPackage({ apt: 'openjdk-17-jre-headless', brew: 'openjdk' }),
  };
}

function findPostgres(environment: Environment = process.env): Finding<Originals['postgres']> {
  const onThePath = onPath('postgres', environment);
  const folders = [environment['POSTGRES_BIN'] ?? '', ...(onThePath ? [dirname(realpathSync(onThePath))] : []), ...debianFolders()];
  for (const binDir of folders.filter((folder) => hasPrograms(folder))) {
    const version = /(\d+[\d.]*)/.exec(output(join(binDir, 'postgres'), ['--version']))?.[1] ?? '0';
    if (Number.parseInt(version, 10) >= minimumPostgres) return { found: { binDir, version } };
  }
  return {
    missing: `Postgres ${minimumPostgres} or newer: no postgres and initdb in POSTGRES_BIN, on the PATH or below /usr/lib/postgresql`,
    install: systemPackage({ apt: 'postgresql', brew: 'postgresql' }),
  };
}

/** Debian keeps every version in a folder of its own, off the PATH; the newest goes first. */
function debianFolders(): string[] {
  const top = '/usr/lib/postgresql';
  if (!existsSync(top)) return [];
  const versions = readdirSync(top).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(top, version, 'bin'));
}

function hasPrograms(folder: string): boolean {
  return folder !== '' && ['postgres', 'initdb'].every((name) => isExecutable(join(folder, name)));
}

function hasBroker(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).some((name) => /^kafka_.*\.jar$/.test(name));
}

function javaVersion(java: string): number {
  return Number(/version "(\d+)/.exec(output(java, ['-version']))?.[1] ?? 0);
}

/** What a program says, on either stream. */
function output(program: string, args: string[]): string {
  const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 20_000 });
  return `${stdout ?? ''}${stderr ?? ''}`;
}

function ownFile(name: string): string {
  return join(projectRoot(), originalsFolder, name);
}

function onPath(name: string, environment: Environment): string | undefined {
  return firstExecutable(
    (environment['PATH'] ?? '')
      .split(delimiter)
      .filter((folder) => folder !== '')
      .map((folder) => join(folder, name)),
  );
}

function firstExecutable(paths: string[]): string | undefined {
  return paths.find((path) => path !== '' && isExecutable(path));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function systemPackage({ apt, brew }: { apt: string; brew: string }): string {
  return process.platform === 'darwin' ? `brew install ${brew}` : `apt-get install ${apt}`;
}
