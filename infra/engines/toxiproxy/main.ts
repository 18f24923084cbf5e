/**
 * Our toxiproxy-server: the flags, HTTP API and link behaviour of Shopify's, in Node.
 * `node dist/engines/toxiproxy.js -host 127.0.0.1 -port 8474 -seed 7`
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { announceReady, endWithParent } from '../../process/lifeline.ts';
import { type Flags, parseFlags, UsageError, usage } from './flags.ts';
import { type Populate, startToxiproxy, version } from './server.ts';

async function run(flags: Flags): Promise<void> {
  const seed = flags.seed || randomBytes(6).readUIntBE(0, 6).toString();
  const prepare = flags.config === '' ? {} : { prepare: (populate: Populate) => populateFrom(flags.config, populate) };
  const server = await startToxiproxy({ ...flags, seed, ...prepare });
  endWithParent(() => server.close());
  // By hand there is no parent to pass Ctrl-C on.
  if (!process.send) process.on('SIGINT', () => process.kill(process.pid, 'SIGTERM'));
  process.stdout.write(`toxiproxy-server ${version} listens on ${flags.host}:${server.port}, seed ${seed}\n`);
  announceReady({ port: server.port, seed });
}

/** A configuration that fails is reported and the server goes on, as the original does. */
async function populateFrom(path: string, populate: Populate): Promise<void> {
  try {
    await populate(await readFile(path, 'utf8'));
  } catch (error) {
    process.stderr.write(`-config ${path}: ${messageOf(error)}; proxies before the failure exist, fix the file and POST it to /populate\n`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function main(args: readonly string[]): Promise<void> {
  try {
    if (args.some((arg) => /^--?(h|help)$/.test(arg))) {
      process.stderr.write(usage);
      return;
    }
    const flags = parseFlags(args);
    if (flags.version) process.stdout.write(`toxiproxy-server version ${version}\n`);
    else await run(flags);
  } catch (error) {
    process.exitCode = error instanceof UsageError ? 2 : 1;
    process.stderr.write(`${messageOf(error)}\n${error instanceof UsageError ? usage : ''}`);
  }
}

await main(process.argv.slice(2));
