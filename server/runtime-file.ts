/** Where a running server says who it is, so that the command line can join it and no second one opens the same data. */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const runtimeSchema = z.object({
  pid: z.number(),
  url: z.string(),
  facilitatorKey: z.string(),
  engines: z.enum(['embedded', 'native', 'docker']),
});
export type Runtime = z.infer<typeof runtimeSchema>;

const fileOf = (dataDir: string): string => join(dataDir, 'server.json');

const answerWithinMs = 5_000;

/** The live server on this data directory, or null. A file left by a dead one counts as none, also when its process id or its port lives on in another. */
export async function findRunning(dataDir: string): Promise<Runtime | null> {
  const runtime = readRuntime(dataDir);
  return runtime && (await serves(runtime)) ? runtime : null;
}

/** Only the server that wrote the file takes its key. */
async function serves({ url, facilitatorKey }: Runtime): Promise<boolean> {
  const headers = { authorization: `Bearer ${facilitatorKey}` };
  try {
    return (await fetch(`${url}/api/v1/facilitator/drills`, { headers, signal: AbortSignal.timeout(answerWithinMs) })).ok;
  } catch {
    return false;
  }
}

function readRuntime(dataDir: string): Runtime | null {
  const file = fileOf(dataDir);
  if (!existsSync(file)) return null;
  const parsed = runtimeSchema.safeParse(parseJson(readFileSync(file, 'utf8')));
  return parsed.success && isAlive(parsed.data.pid) ? parsed.data : null;
}

/** @returns its removal */
export function writeRuntime(dataDir: string, runtime: Runtime): () => void {
  mkdirSync(dataDir, { recursive: true });
  const file = fileOf(dataDir);
  writeFileSync(file, JSON.stringify(runtime));
  // It holds the facilitator key.
  chmodSync(file, 0o600);
  return () => rmSync(file, { force: true });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
