import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import type { FlagChoices } from '../../core/sandbox/desired.ts';
import type { FlagDefinition } from '../../core/sandbox/messages.ts';
import type { SloPlan } from '../../core/scenario/plan.ts';
import { parseOpenSlo } from '../../core/slo/open-slo.ts';
import { type Stack, stackSchema } from '../../core/stack/schema.ts';

/** A stack with the files its `stack.yaml` names. */
export interface StackFiles {
  stack: Stack;
  flags: Record<string, FlagChoices>;
  /** The flags as their file defines them. */
  flagDefinitions: Record<string, FlagDefinition>;
  slos: SloPlan[];
  /** SQL to run on an empty database, in order. */
  sql: string[];
  migrations: Migration[];
  archives: Migration[];
}

/** SQL that changes a filled database or brings rows in, and the way back. */
export interface Migration {
  name: string;
  up: string;
  down: string;
}

/** A flagd file as far as this shop goes: boolean flags, each with an owner and a day on which it is to be gone. */
const flagSchema = z
  .strictObject({
    state: z.enum(['ENABLED', 'DISABLED']),
    variants: z.record(z.string().min(1), z.boolean()).refine((variants) => !('targeted' in variants), 'no variant may be called targeted'),
    defaultVariant: z.string(),
    targeting: z.record(z.string(), z.unknown()).optional(),
    metadata: z.strictObject({ owner: z.string().min(1), expires: z.iso.date(), description: z.string().min(1) }),
  })
  .refine(({ variants, defaultVariant }) => defaultVariant in variants, { path: ['defaultVariant'], message: 'is none of the variants' });
const flagFileSchema = z.strictObject({
  $schema: z.literal('https://flagd.dev/schema/v0/flags.json'),
  flags: z.record(z.string(), flagSchema),
});

/** @throws Error naming the file and what is wrong with it. */
export async function readStackFiles(stackFile: string): Promise<StackFiles> {
  const folder = dirname(stackFile);
  const stack = await readParsed(stackFile, (text) => stackSchema.parse(parse(text)));
  const { migrations: migrationNames, archives: archiveNames } = stack.engines.postgres;
  const [definitions, slos, schema, seed, migrations, archives] = await Promise.all([
    readParsed(join(folder, stack.flags), (text) => flagFileSchema.parse(JSON.parse(text)).flags),
    Promise.all(stack.slos.map((path) => readParsed(join(folder, path), (text) => parseOpenSlo(parse(text))))),
    readFile(join(folder, 'sql', 'schema.sql'), 'utf8'),
    readFile(join(folder, 'sql', 'seed.sql'), 'utf8'),
    Promise.all(migrationNames.map((name) => readMigration(join(folder, 'sql', 'migrations'), name))),
    Promise.all(archiveNames.map((name) => readMigration(join(folder, 'sql', 'archives'), name))),
  ]);
  const flagDefinitions = Object.fromEntries(Object.entries(definitions).map(([name, flag]) => [name, definitionOf(flag)]));
  return { stack, flags: flagChoices(flagDefinitions), flagDefinitions, slos, sql: [schema, seed], migrations, archives };
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

function definitionOf({ targeting, ...flag }: z.infer<typeof flagSchema>): FlagDefinition {
  return targeting && Object.keys(targeting).length > 0 ? { ...flag, targeting } : flag;
}

function flagChoices(flags: Record<string, FlagDefinition>): Record<string, FlagChoices> {
  return Object.fromEntries(
    Object.entries(flags).map(([name, { variants, defaultVariant, targeting }]) => [
      name,
      { variants: Object.keys(variants), defaultVariant, ...(targeting ? { targeted: true } : {}) },
    ]),
  );
}
