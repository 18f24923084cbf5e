import { join } from 'node:path';
import { projectRoot } from '../infra/process/paths.ts';

/** Absolute path of the shop's `stack.yaml`. */
export function shopStackFile(): string {
  return join(projectRoot(), 'infra', 'stacks', 'shop', 'stack.yaml');
}
