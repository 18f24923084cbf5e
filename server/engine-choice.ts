/** Which engines the command line asks for, and whether this machine has them. */
import { parseArgs } from 'node:util';
import type { EngineChoice, Originals } from '../core/sandbox/messages.ts';
import { type Finding, findOriginal } from '../infra/engines/originals/find.ts';

export type EngineKind = EngineChoice['kind'];

/** The wish cannot be fulfilled here; the message has a line for everything that is missing. Exit 2. */
export class EnginesUnavailable extends Error {}

const kinds: readonly EngineKind[] = ['embedded', 'native', 'docker'];

/** Reads `--engines KIND`, the only option of the server. @throws EnginesUnavailable */
export function engineOption(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { engines: { type: 'string' } } }).values.engines;
  } catch (error) {
    throw new EnginesUnavailable(`${(error as Error).message}\nUsage: npm start [-- --engines embedded|native|docker]`);
  }
}

/** @throws EnginesUnavailable before anything is started: an unknown kind, or originals that are not on this machine */
export function chooseEngines(wanted = 'embedded', find = findOriginal): EngineChoice {
  const kind = kinds.find((known) => known === wanted);
  if (!kind) throw new EnginesUnavailable(`--engines ${wanted}: there are ${kinds.join(', ')}.`);
  return kind === 'native' ? { kind, originals: findAll(find) } : { kind };
}

function findAll(find: typeof findOriginal): Originals {
  const findings = { toxiproxy: find.toxiproxy(), redis: find.redis(), kafka: find.kafka(), postgres: find.postgres() };
  const missing = Object.values(findings).flatMap((finding) =>
    'missing' in finding ? [`  ${finding.missing}\n      ${finding.install}`] : [],
  );
  if (missing.length > 0)
    throw new EnginesUnavailable(
      `--engines native needs what is not on this machine; each with the command that installs it:\n${missing.join('\n')}`,
    );
  return {
    toxiproxy: found(findings.toxiproxy),
    redis: found(findings.redis),
    kafka: found(findings.kafka),
    postgres: found(findings.postgres),
  };
}

function found<T>(finding: Finding<T>): T {
  if ('found' in finding) return finding.found;
  throw new EnginesUnavailable(finding.missing);
}
