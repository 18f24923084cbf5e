/** Which engines the command line asks for, and whether this machine has them. */
import { parseArgs } from 'node:util';
import type { EngineChoice } from '../core/sandbox/messages.ts';
import { findOriginal, findOriginals } from '../infra/engines/originals/find.ts';

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
  if (kind !== 'native') return { kind };
  const originals = findOriginals(find);
  if ('found' in originals) return { kind, originals: originals.found };
  const lines = originals.missing.map(({ missing, install }) => `  ${missing}\n      ${install}`);
  throw new EnginesUnavailable(
    `--engines native needs what is not on this machine; each with the command that installs it:\n${lines.join('\n')}`,
  );
}
