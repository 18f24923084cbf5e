import { type ParseArgsConfig, parseArgs } from 'node:util';

/** The command line cannot be understood: exit 2. */
export class UsageError extends Error {}

/** @throws UsageError naming the option that does not fit */
export function parseOptions<T extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
