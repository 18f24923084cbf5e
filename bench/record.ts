/** Results as files: one per run of the bench, in bench/results. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { projectRoot } from '../infra/process/paths.ts';
import type { FigureSummary } from './summary.ts';

const goalSchema = z.union([z.strictObject({ atMost: z.number() }), z.strictObject({ atLeast: z.number() })]);

export const recordSchema = z.object({
  /** Format of this file. */
  version: z.literal(1),
  /** ISO 8601, UTC. */
  at: z.string(),
  /** Abbreviated; `+` behind it when there were changes that are not committed. */
  commit: z.string(),
  quick: z.boolean(),
  /** What the figures depend on, and nothing that names a machine. */
  machine: z.object({ cpu: z.string(), cores: z.number(), memoryGb: z.number(), platform: z.string(), node: z.string() }),
  notes: z.array(z.string()),
  figures: z.array(
    z.object({
      row: z.string(),
      figure: z.string(),
      unit: z.string(),
      samples: z.array(z.number()),
      median: z.number(),
      min: z.number(),
      max: z.number(),
      goal: goalSchema.exactOptional(),
      theory: z.number().exactOptional(),
    }),
  ),
});
export type BenchRecord = z.infer<typeof recordSchema>;

export function makeRecord(parts: { quick: boolean; notes: readonly string[]; figures: readonly FigureSummary[] }): BenchRecord {
  return {
    version: 1,
    at: new Date().toISOString(),
    commit: commitNow(),
    quick: parts.quick,
    machine: {
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 1024 ** 3),
      platform: `${process.platform} ${process.arch}`,
      node: process.versions.node,
    },
    notes: [...parts.notes],
    figures: parts.figures.map((figure) => ({ ...figure })),
  };
}

const folder = (): string => join(projectRoot(), 'bench', 'results');

/** @returns the file, from the project's folder */
export function saveRecord(record: BenchRecord): string {
  mkdirSync(folder(), { recursive: true });
  const name = `${record.at.slice(0, 19).replaceAll(':', '')}-${record.commit.replace('+', '-changed')}.json`;
  writeFileSync(join(folder(), name), `${JSON.stringify(record, null, 1)}\n`);
  return `bench/results/${name}`;
}

/** Every kept run, oldest first. @throws Error naming the file that is none */
export function readRecords(): BenchRecord[] {
  const names = existsSync(folder()) ? readdirSync(folder()).filter((name) => name.endsWith('.json')) : [];
  const records = names.map((name) => {
    const parsed = recordSchema.safeParse(JSON.parse(readFileSync(join(folder(), name), 'utf8')));
    if (!parsed.success) throw new Error(`bench/results/${name} is no result of this bench: ${z.prettifyError(parsed.error)}`);
    return parsed.data;
  });
  return records.sort((a, b) => a.at.localeCompare(b.at));
}

function commitNow(): string {
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: projectRoot(), encoding: 'utf8' }).trim();
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return `${git('rev-parse', '--short=9', 'HEAD')}${changed ? '+' : ''}`;
  } catch {
    return 'unknown';
  }
}
