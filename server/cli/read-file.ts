import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { projectRoot } from '../../infra/process/paths.ts';
import { UsageError } from './usage.ts';

/** A file as the caller's shell names it. @throws UsageError */
export function readOrRefuse(file: string): string {
  try {
    return readFileSync(resolve(process.env['INIT_CWD'] ?? projectRoot(), file), 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
