import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import type { FlagChoices } from '../../core/sandbox/desired.ts';
import type { SloPlan } from '../../core/scenario/plan.ts';
import { parseOpenSlo } from '../../core/slo/open-slo.ts';
import { type Stack, stackSchema } from '../../core/stack/schema.ts';

/** A stack with the files its `stack.yaml` names. */
export interface StackFiles {
  stack: Stack;
  flags: Record<string, FlagChoices>;
  slos: SloPlan[];
  /** SQL to run on an empty database, in order. */
  sql: string[];
  migrations: Migration[];
}

/** SQL that changes a filled database, and the way back. */
export interface Migration {
  name: string;
  up: string;
  down: string;
}

const flagFileSchema = z.object({
  flags: z.record(z.string(), z.object({ variants: z.record(z.string(), z.unknown()), defaultVariant: z.string() })),
});

/** @throws Error naming the file and what is wrong with it. */
export async function readStackFiles(stackFile: string): Promise<StackFiles> {
  const folder = dirname(stackFile);
  const stack = await readParsed(stackFile, (text) => stackSchema.parse(parse(text)));
  const [flags, slos, schema, seed, migrations] = await Promise.all([
    readParsed(join(folder, stack.flags), (text) => flagChoices(flagFileSchema.parse(JSON.parse(text)))),
    Promise.all(stack.slos.map((path) => readParsed(join(folder, path), (text) => parseOpenSlo(parse(text))))),
    readFile(join(folder, 'sql', 'schema.sql'), 'utf8'),
    readFile(join(folder, 'sql', 'seed.sql'), 'utf8'),
    Promise.all(stack.engines.postgres.migrations.map((name) => readMigration(join(folder, 'sql', 'migrations'), name))),
  ]);
  return { stack, flags, slos, sql: [schema, seed], migrations };
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const [up, down] = await Promise.all(['up', 'down'].map((way) => readFile(join(folder, `${name}.${way}.sql`), 'utf8')));
  return { name, up: up ?? '', down: down ?? '' };
}

async function readParsed<T>(path: string, read: (text: string) => T): Promise<T> {
  const text = await readFile(path, 'utf8');
  try {
    return read(text);
  } catch (cause) {
    throw new Error(`${path}: ${cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message}`, { cause });
  }
}

function flagChoices({ flags }: z.infer<typeof flagFileSchema>): Record<string, FlagChoices> {
  return Object.fromEntries(
    Object.entries(flags).map(([name, { variants, defaultVariant }]) => [name, { variants: Object.keys(variants), defaultVariant }]),
  );
}
